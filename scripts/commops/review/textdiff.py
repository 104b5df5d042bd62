"""What is different between two texts, word by word; each Han character is a word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from commops.patterns import lazy

Kind: TypeAlias = Literal["same", "old", "new"]
Piece: TypeAlias = tuple[Kind, str]

_WORD = lazy(r"[A-Za-z0-9_'’%.@/:-]+|\n|[ \t]+|.", re.DOTALL)
# Comparing word by word takes quadratic time; longer texts are compared line by line.
_MOST_PAIRS = 4_000_000


def pieces(before: str, after: str) -> list[Piece]:
    """Stretches that stayed, went and came; all but the new ones are ``before``, all but the old ones ``after``."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) * len(new) > _MOST_PAIRS:
        return [("old", before), ("new", after)]
    found: list[Piece] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[start:end])))
            continue
        if start < end:
            found.append(("old", "".join(old[start:end])))
        if first < last:
            found.append(("new", "".join(new[first:last])))
    return _calmer(found)


def _calmer(found: list[Piece]) -> list[Piece]:
    """Single characters that happened to stay between two differences are part of them: easier to read."""
    out: list[Piece] = []
    old = new = ""
    for number, (kind, text) in enumerate(found):
        island = kind == "same" and len(text) < 2 and 0 < number < len(found) - 1 and "\n" not in text
        if kind == "same" and not island:
            out += _flushed(old, new)
            old = new = ""
            out.append((kind, text))
        else:
            old += text if kind != "new" else ""
            new += text if kind != "old" else ""
    return out + _flushed(old, new)


def _flushed(old: str, new: str) -> list[Piece]:
    pair: tuple[Piece, Piece] = (("old", old), ("new", new))
    return [piece for piece in pair if piece[1]]
