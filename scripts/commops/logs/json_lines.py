"""Reads files of one JSON value per line; a damaged line costs that line only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from commops.logs.json_arrays import load_value

MAX_LINE = 16 << 20
"""Bytes of the longest line that is read."""


class Record(NamedTuple):
    """A line that is not blank: its value, or the reason (see ``REASONS``) why it has none."""

    number: int
    value: Any
    problem: str


def json_lines(file: BinaryIO, comment: bytes = b"") -> Iterator[Record]:
    """The records of an open file, in order. A last line without an end that cannot be read was cut off.

    Lines that begin with ``comment`` are remarks and no records, as blank ones are.
    """
    number = 0
    while raw := file.readline(MAX_LINE):
        number += 1
        ended = raw.endswith(b"\n")
        if not ended and len(raw) == MAX_LINE:
            while (more := file.readline(MAX_LINE)) and not more.endswith(b"\n"):
                pass
            yield Record(number, None, "too-long")
            continue
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        line = line.strip(b" \t\r\n,")
        if not line or (comment and line.startswith(comment)):
            continue
        try:
            yield Record(number, load_value(line), "")
        except ValueError:
            yield Record(number, None, "broken" if ended else "cut-off")
