"""Columns in the unit that each format counts in; inside the program a column is a code point."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from commops.findings import Location

Measure = Callable[[str], int]
"""The length of a text in some unit."""


class Span(NamedTuple):
    """Part of one line: the first column and the one after the last, both counted from 1."""

    start: int
    end: int


def code_points(text: str) -> int:
    """Length in Unicode code points."""
    return len(text)


def utf16(text: str) -> int:
    """Length in UTF-16 code units: two for an emoji (SARIF's default, the Language Server Protocol)."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf8(text: str) -> int:
    """Length in bytes of UTF-8: three for most Chinese characters (reviewdog's diagnostics)."""
    return len(text.encode("utf-8", "surrogatepass"))


def span(at: Location, line: str | None, measure: Measure = code_points) -> Span | None:
    """Where in its line a place is; None for a whole file, or when the line cannot be looked at.

    A place that goes on beyond its line (a block of text) ends with the line.
    """
    if not at.length or line is None:
        return None
    start = min(at.column - 1, len(line))
    end = min(start + at.length, len(line))
    return Span(1 + measure(line[:start]), 1 + measure(line[:end]))
