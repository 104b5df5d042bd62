"""Converts one large file piece by piece, in worker processes when that pays: in file order, with bounded memory."""

from __future__ import annotations

import contextlib
import mmap
from collections.abc import Callable, Iterator
from typing import Any

from commops.logs.canonical import Batch, Settings
from commops.logs.json_arrays import load_items
from commops.logs.probe import Probe
from commops.logs.readers import Convert, P, Piece, Readers, Reading, is_large
from commops.logs.rows import Rows

PIECE_BYTES = 4 << 20
"""About how much of a file is parsed at a time."""


def convert_pieces(
    probe: Probe,
    settings: Settings,
    source: str,
    cut: Callable[[mmap.mmap], Iterator[P]],
    convert: Convert[P],
) -> Iterator[Batch]:
    """Batches in file order; ``settings.jobs`` worker processes for files over PARALLEL_BYTES."""
    with probe.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if settings.jobs > 1 and is_large(probe.size):
            reading = Reading(str(probe.path), source, settings.key, settings.zone, convert)
            with contextlib.ExitStack() as stack:
                readers = settings.readers or stack.enter_context(Readers(settings.jobs))
                yield from readers.batches(reading, cut(data))
        else:
            rows = Rows(settings.key, source)
            for part in cut(data):
                yield convert(part, data[part.start : part.end], rows, settings.zone)


def load_piece(part: Piece, data: bytes, rows: Rows, repair: Callable[[bytes], bytes] = lambda data: data) -> list[Any]:
    """The items of a piece; what cannot be parsed is skipped with its place."""
    items, damaged = load_items(data, part.child, repair)
    for item in damaged:
        rows.skip("cut-off" if part.last and item.last else "broken", f"byte {part.start + item.offset}")
    return items
