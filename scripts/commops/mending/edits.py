"""A repair as a value: which characters of a file go and what takes their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from commops.findings import Location


class Edit(NamedTuple):
    """The code points from ``start`` to ``end`` of a file (as read: no BOM, line feeds only) become ``text``."""

    start: int
    end: int
    text: str


def offset(text: str, at: Location) -> int:
    """The position of a place in the text of its file."""
    start = 0
    for _ in range(at.line - 1):
        start = text.index("\n", start) + 1
    return start + at.column - 1


def marked(text: str, at: Location) -> tuple[int, str]:
    """Where a place begins and the characters there."""
    start = offset(text, at)
    return start, text[start : start + at.length]


def line_at(text: str, at: Location) -> tuple[int, str]:
    """Where the line of a place begins and the line itself."""
    start = offset(text, Location(at.path, at.line, 1))
    end = text.find("\n", start)
    return start, text[start : end if end >= 0 else len(text)]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits. Raises ValueError if two of them touch the same characters."""
    out, last = [], 0
    for start, end, new in sorted(edits):
        if start < last:
            raise ValueError("edits overlap")
        out += [text[last:start], new]
        last = end
    return "".join([*out, text[last:]])
