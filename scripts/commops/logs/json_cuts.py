"""Cuts the arrays of one key out of a JSON file while others already work on what was cut.

The same ranges as ``json_arrays`` gives, which looks for the end of an array before it cuts it: in a file of gigabytes
that takes seconds in which nobody reads anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from commops.logs.json_arrays import Buffer, arrays, between, opening_of, pieces, searching, values_before

_REACH = 64 << 10
"""Bytes looked at beyond the size asked for; doubled for an item that is longer."""


class Cut(NamedTuple):
    """A range of whole items."""

    start: int
    end: int
    child: bytes | None
    """As ``Array.child``."""
    beside: Mapping[str, bytes]
    """As ``Array.beside``."""
    last: bool
    """Whether the file ends in it, inside the array."""


def cuts(data: Buffer, key: str, size: int) -> Iterator[Cut]:
    """The items of every array under ``key``, in file order and in ranges of about ``size`` bytes."""
    opening = opening_of(key)
    found = opening.search(data)
    if found is None:
        for array in arrays(data, key):
            for start, end in pieces(data, array, size):
                yield Cut(start, end, array.child, array.beside, not array.closed and end == array.end)
    while found:
        child, beside, position = found[2] or b"", values_before(data, found.start(), found[1]), found.end()
        for start, end in _ranges(data, position, b"\n" + found[1] + b"]", child, size):
            yield Cut(start, end, child, beside, end == len(data))
            position = end
        found = opening.search(data, position)


def _ranges(data: Buffer, start: int, closing: bytes, child: bytes, size: int) -> Iterator[tuple[int, int]]:
    """The ranges of an array that was opened at ``start``; ``closing`` is looked for no further than is cut."""
    close, boundary = searching(data, closing), between(child)
    seen, end = start, start if data[start : start + 1] == b"]" else -1
    while start != end and start < len(data):
        reach, cut, limit = _REACH, None, start
        while cut is None and limit not in (end, len(data)):
            edge, reach = min(start + size + reach, len(data)), 2 * reach
            if end < 0:
                end = close(seen, min(edge + len(closing) - 1, len(data)))
                seen = edge
            limit = end if end >= 0 else edge
            cut = boundary.search(data, min(start + size, limit), limit)
        yield start, cut.start() if cut else limit
        start = cut.end() if cut else limit
