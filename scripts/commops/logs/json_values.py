"""Goes through the items of a JSON array of any size, a few megabytes at a time, and accounts for damaged ones.

An array without line breaks is cut where an object ends and the next begins with the key that the first one began
with: between the quotation marks of a string that cannot stand. It can stand inside an item, so each cut is proved by
parsing; where that fails, brackets are counted from there on, which is right for anything and many times slower.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any

import orjson

from commops.logs.json_arrays import STRING, Array, Buffer, array_end, load_items, pieces, release
from commops.logs.rows import Rows
from commops.patterns import lazy

PIECE_BYTES = 4 << 20

_FIRST_KEY = lazy(rb"\s*+\{\s*+(" + STRING + rb")\s*+:", re.S)


def array_values(data: Buffer, array: Array, rows: Rows) -> Iterator[tuple[list[Any], int]]:
    """The array's items piece by piece, each with how far in the file reading has come.

    Items that cannot be parsed are skipped in ``rows``, as cut off where the file ends inside the array.
    """
    if array.child is None:
        start = yield from _proved(data, array)
        end, closed = array_end(data, start)
        array = Array(start, end, closed, array.beside, None)
    for start, end in pieces(data, array, PIECE_BYTES):
        values, damaged = load_items(data[start:end], array.child)
        for item in damaged:
            last = item.last and not array.closed and end == array.end
            rows.skip("cut-off" if last else "broken", f"byte {start + item.offset}")
        yield values, end
        release(data, start, end)


def _proved(data: Buffer, array: Array) -> Generator[tuple[list[Any], int], None, int]:
    """Values of pieces whose cuts are proved; returns where the rest of the array begins."""
    first = _FIRST_KEY.match(data, array.start, array.end)
    if not first:
        return array.start
    between = re.compile(rb"\}\s*,\s*(?=\{\s*" + re.escape(first[1]) + rb"\s*:)")
    start = array.start
    while found := between.search(data, start + PIECE_BYTES, array.end):
        try:
            values = orjson.loads(b"[" + data[start : found.start()].strip() + b"}]")
        except orjson.JSONDecodeError:
            break
        yield values, found.end()
        release(data, start, found.end())
        start = found.end()
    return start
