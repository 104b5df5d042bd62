"""Goes through the items of a JSON array of any size, a few megabytes at a time, and accounts for damaged ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commops.logs.canonical import Rows
from commops.logs.json_arrays import Array, Buffer, load_items, pieces, release

PIECE_BYTES = 4 << 20


def array_values(data: Buffer, array: Array, rows: Rows) -> Iterator[tuple[list[Any], int]]:
    """The array's items piece by piece, each with how far in the file reading has come.

    Items that cannot be parsed are skipped in ``rows``, as cut off where the file ends inside the array.
    """
    for start, end in pieces(data, array, PIECE_BYTES):
        values, damaged = load_items(data[start:end], array.child)
        for item in damaged:
            last = item.last and not array.closed and end == array.end
            rows.skip("cut-off" if last else "broken", f"byte {start + item.offset}")
        yield values, end
        release(data, start, end)
