"""Leaves out of rows and texts what must not be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def said_since(texts: pa.RecordBatch, rows: pa.RecordBatch, since: int) -> pa.RecordBatch:
    """The texts that a message of ``rows`` from ``since`` on (UTC seconds) carries."""
    import pyarrow.compute as pc

    if since <= 0:
        return texts
    late = pc.and_(pc.greater_equal(rows["ts_s"], since), pc.equal(rows["kind"], "message"))
    return texts.filter(pc.is_in(texts["text_hash"], rows["text_hash"].filter(late)))
