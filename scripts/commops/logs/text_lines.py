"""Lines of a text that need not fit into memory, from a file or from inside an archive."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

MAX_LINE = 1 << 20
"""Characters after which a line is cut in two; no chat program writes messages near that."""

_BLOCK = 1 << 20


def file_blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a mebibyte at a time."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def lines(blocks: Iterable[bytes], encoding: str = "utf-8-sig") -> Iterator[str]:
    """The lines without their ends; only a line feed (with or without a carriage return) ends one.

    Bytes that are not text in ``encoding`` become U+FFFD.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    for block in blocks:
        *whole, rest = (rest + decoder.decode(block)).split("\n")
        for line in whole:
            yield line.removesuffix("\r")
        while len(rest) > MAX_LINE:
            yield rest[:MAX_LINE]
            rest = rest[MAX_LINE:]
    *whole, rest = (rest + decoder.decode(b"", final=True)).split("\n")
    yield from (line.removesuffix("\r") for line in whole)
    if rest:
        yield rest.removesuffix("\r")


class TextLines:
    """The lines of a text file: iterate for (number from 1, text without line end), as often as needed."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path, self._encoding = path, encoding
        self.position = 0
        """How far in the file reading has come, in bytes."""

    def __iter__(self) -> Iterator[tuple[int, str]]:
        self.position = 0
        for number, line in enumerate(lines(self._blocks(), self._encoding), 1):
            yield number, line.removeprefix("\ufeff") if number == 1 else line

    def _blocks(self) -> Iterator[bytes]:
        for block in file_blocks(self._path):
            self.position += len(block)
            yield block
