"""Text as words are looked for in it: without disguise, with the way back to the characters as written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from commops.patterns import lazy
from commops.wording.fold import FOLDED, fold
from commops.wording.tables import read_table

# What may stand between two Chinese characters of a word without hiding it from a reader: a few spaces, dots, strokes
# or pictures, or one line break. Commas and full stops may not: 「覆盖全国,第一批」 is no claim. Between two Latin
# letters a space ends a word, so only what never does is taken out there.
_DOT = "\u00b7\u2022\u30fb"
_LOW_PICTURE = "\u2600-\u27bf"
_PICTURE = f"{_LOW_PICTURE}\U0001f000-\U0001faff"
GAP = f" \t\u00a0\u2000-\u200a\u3000./\\\\*_~|^+=\u2010-\u2015{_DOT}{_PICTURE}-"
_HAN = "\u3400-\u9fff"
# The first set lets `re` skip to where a gap may begin; behind it a dot stands for the same set, which takes a
# millisecond to compile.
_NOISE = lazy(f"[{GAP}\n](?<=[{_HAN}%](?s:.))(?:(?<=\n)[ \t]*|(?<!\n)(?:[{GAP}]{{0,2}}|[ \t]*\n[ \t]*))(?=[{_HAN}])")
_LATIN_NOISE = lazy(f"[{_DOT}{_PICTURE}](?<=[a-z0-9].)[{_DOT}{_PICTURE}]{{0,2}}(?=[a-z0-9])")


def skeleton(text: str) -> str:
    """``text`` folded (see fold.py), in lower case and simplified characters, without what separates characters."""
    if not _disguise().search(text):
        return _NOISE.sub("", text.lower())
    return _LATIN_NOISE.sub("", _NOISE.sub("", _plain(fold(text).text)))


def skeletons(texts: Sequence[str]) -> list[str]:
    """The skeleton of each of many short texts, with one look at all of them: nothing reaches over a NUL."""
    joined = "\0".join(texts)
    if joined.count("\0") != len(texts) - 1:
        return [skeleton(text) for text in texts]
    return skeleton(joined).split("\0")


def _plain(text: str) -> str:
    """Each character as it is usually written, in lower case."""
    return text.lower().translate(_same())


class Way:
    """The way back from the skeleton of a text to the text as written. Costs one more look at the text to make."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        plain = _plain(self._folded.text)
        # Very few characters become longer in lower case; then each one is counted.
        self._lower: list[int] = []
        if len(plain) != len(self._folded.text):
            self._lower = [at for at, char in enumerate(self._folded.text) for _ in char.lower()]
        self._steps: list[tuple[list[int], list[int]]] = []
        for pattern in (_NOISE, _LATIN_NOISE):
            kept, gone = [0], [0]
            for noise in pattern.finditer(plain):
                gone.append(gone[-1] + noise.end() - noise.start())
                kept.append(noise.end() - gone[-1])
            self._steps.append((kept, gone))
            plain = pattern.sub("", plain)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice as written that a slice of the skeleton came from; never empty."""
        left, right = self._folded_at(start), self._folded_at(end - 1)
        return self._folded.span(left, left + 1)[0], self._folded.span(right, right + 1)[1]

    def _folded_at(self, at: int) -> int:
        for kept, gone in reversed(self._steps):
            at += gone[bisect_right(kept, at) - 1]
        return self._lower[at] if self._lower else at


@cache
def _same() -> dict[int, str]:
    """The usual character for every other way to write it."""
    table = read_table("spellings")
    same = {other: usual for usual, others in table["characters"].items() for other in others}
    same |= {pair[0]: pair[1] for pair in table["traditional"].split()}
    return str.maketrans(same)


@cache
def _disguise() -> re.Pattern[str]:
    """Finds what calls for more than lower case: one search tells for nearly every text that there is nothing."""
    chars = {char for code in _same() for char in (chr(code), *chr(code).upper())}
    return re.compile(f"[{FOLDED}{_DOT}{_LOW_PICTURE}{''.join(sorted(chars))}]")
