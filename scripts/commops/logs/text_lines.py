"""Reads the lines of a text file one by one, in any encoding, with bounds on how long a line may be."""

from __future__ import annotations

from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

MAX_LINE = 1 << 16
"""Characters of the longest line that is kept whole; the rest of a longer one is left out."""


class Line(NamedTuple):
    """A line without its end; ``number`` counts from 1, ``position`` is how far in the file reading has come."""

    number: int
    text: str
    position: int


def text_lines(path: Path, encoding: str) -> Iterator[Line]:
    """The lines of a file in order. What cannot be decoded shows as U+FFFD."""
    with path.open("rb") as raw, TextIOWrapper(raw, encoding, errors="replace") as file:
        number = 0
        while line := file.readline(MAX_LINE):
            number += 1
            whole = line
            while not whole.endswith("\n") and (whole := file.readline(MAX_LINE)):
                pass
            text = line.rstrip("\n")
            yield Line(number, text.removeprefix("\ufeff") if number == 1 else text, raw.tell())
