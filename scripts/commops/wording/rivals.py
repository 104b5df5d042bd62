"""Finds where a text runs a named rival down (schemas/terms/disparagement.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commops.patterns import lazy
from commops.texts import LANGS, pick
from commops.wording.brand_names import Names
from commops.wording.skeleton import Way, skeleton, skeletons
from commops.wording.tables import read_table
from commops.workspace import Workspace

_STOP = "。!?;,\uff01\uff1f\uff1b\uff0c\u3001\n"
_NUMBER = "[0-9零一二两三四五六七八九十百千万几]{1,6}"
_DENIED = lazy(f"(?:不是|并非|没有|不想|不说|不会|不要说|谈不上|不)[^{_STOP}]{{0,4}}\\Z")


class Rivals:
    """The names of the competitors and the patterns around them; ask for it with ``ws.derive(rivals)``."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = Names(names)
        self._pattern = _pattern(sorted({skeleton(name) for name in names} - {""}, key=len, reverse=True))

    def named_in(self, raw: bytes) -> bool:
        """Whether a name stands in a file."""
        return bool(self._names.found_in(raw))

    def find(self, text: str) -> Iterator[Slight]:
        """The places, in order, where a rival is run down."""
        if self._pattern is None:
            return
        plain = skeleton(text)
        for found in self._pattern.finditer(plain):
            if not _DENIED.search(plain, max(found.start() - 8, 0), found.start()):
                start, end = Way(text).span(*found.span())
                yield Slight(start, end, next(filter(None, (found["a"], found["b"], found["c"]))))


class Slight(NamedTuple):
    """A slice of a text that runs a rival down, and the rival's name in it."""

    start: int
    end: int
    name: str


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    table = read_table("disparagement")
    rival = "|".join(map(re.escape, names))
    before, after, compared = (_any(table[key]) for key in ("before", "after", "compared"))
    near = f"[^{_STOP}]{{0,4}}?"
    return re.compile(
        f"(?:{before}){near}(?P<a>{rival})"
        f"|比(?P<b>{rival})[^{_STOP}]{{0,8}}?(?:{compared})"
        f"|(?P<c>{rival}){near}(?:{after})"
    )


def _any(words: Sequence[str]) -> str:
    plain = sorted(skeletons(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(re.escape("{n}"), _NUMBER) for word in plain)


def rivals(ws: Workspace) -> Rivals:
    """The competitors of the workspace, by every name they have."""
    names = {pick(item.data.get("name"), lang) for item in ws.items("competitor") for lang in LANGS}
    return Rivals(sorted(name for name in names if len(name) > 1))
