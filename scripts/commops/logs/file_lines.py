"""Reads the lines of a text file one by one, in any encoding, with bounds on how long a line may be."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

MAX_LINE = 1 << 16
"""Characters of the longest line that is kept whole; the rest of a longer one is left out."""


class TextLines:
    """The lines of an open file: iterate for (number from 1, text without line end)."""

    def __init__(self, raw: BinaryIO, file: TextIOWrapper) -> None:
        self._raw, self._file = raw, file

    @property
    def position(self) -> int:
        """How far in the file reading has come, in bytes."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Lines in order. What cannot be decoded shows as U+FFFD; byte order marks are left out."""
        readline, number = self._file.readline, 0
        while line := readline(MAX_LINE):
            number += 1
            end = line
            while not end.endswith("\n") and (end := readline(MAX_LINE)):
                pass
            yield number, (line.removeprefix("\ufeff") if number == 1 else line).rstrip("\n")


@contextlib.contextmanager
def open_lines(path: Path, encoding: str) -> Iterator[TextLines]:
    """A text file opened for reading line by line."""
    with path.open("rb") as raw, TextIOWrapper(raw, encoding, errors="replace") as file:
        yield TextLines(raw, file)
