"""Reads a CSV file by the names in its header, whatever their order, encoding or case."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NamedTuple

from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of, head_text
from commops.logs.probe import Probe


class Row(NamedTuple):
    """A record below the header: its line, and its cells or the reason why it has none."""

    line: int
    cells: list[str]
    problem: str


class Table:
    """An open CSV file, its header read. ``columns`` are the plain names of the header by place."""

    def __init__(self, raw: BinaryIO, file: TextIOWrapper) -> None:
        self._raw = raw
        self._records = iter(Records(file, delimiter=",", quote='"'))
        self.columns: dict[str, int] = {}
        for _line, cells in self._records:
            if isinstance(cells, list):
                self.columns = _columns(cells)
                break

    @property
    def position(self) -> int:
        """How far in the file reading has come, in bytes."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[Row]:
        """The records, in order; one with fewer cells than the header lacks ``columns``."""
        for line, cells in self._records:
            if isinstance(cells, str):
                yield Row(line, [], cells)
            else:
                yield Row(line, cells, "columns" if len(cells) < len(self.columns) else "")

    def place(self, name: str) -> int:
        """Index of a column; -1 for one that the table does not have."""
        return self.columns.get(name.casefold(), -1)


@contextlib.contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """A CSV file opened by its header."""
    with path.open("rb") as raw, TextIOWrapper(raw, encoding_of(path), errors="replace", newline="") as file:
        yield Table(raw, file)


def has_columns(probe: Probe, names: Iterable[str]) -> bool:
    """Whether the first line of a file names all these columns. A file with a mapping of its own is none of these."""
    if probe.mapping or probe.members or not probe.head:
        return False
    first = head_text(probe.head).lstrip("\r\n").partition("\n")[0]
    with contextlib.suppress(csv.Error):
        found = _columns(next(csv.reader([first.rstrip("\r")]), []))
        return all(name.casefold() in found for name in names)
    return False


def _columns(cells: list[str]) -> dict[str, int]:
    """Plain names by place; of two equal ones the first counts."""
    return {cell.strip().strip("\ufeff").casefold(): place for place, cell in reversed(list(enumerate(cells)))}
