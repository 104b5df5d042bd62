"""Leaves out of rows and texts what must not be kept."""

from __future__ import annotations

from collections.abc import Collection
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


def without(rows: pa.RecordBatch, people: Collection[str]) -> tuple[pa.RecordBatch, int]:
    """The rows that are not by ``people`` (pseudonyms), and how many records are left with no row at all.

    ``rows`` must hold whole records. Where the first row of a record goes, the next one becomes its first. Who is
    spoken to by others is left out of their rows.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.array(sorted(people), pa.string())
    place = rows.schema.get_field_index("addressee")
    spoken_to = pc.if_else(pc.is_in(rows["addressee"], names), pa.scalar(None, pa.string()), rows["addressee"])
    rows = rows.set_column(place, rows.schema.field(place), spoken_to)
    gone = pc.is_in(rows["author"], names)
    if not pc.any(gone).as_py():
        return rows, 0
    more: list[bool] = []
    lost, begun, kept = 0, False, True
    for leaves, continues in zip(gone.to_pylist(), rows["more"].to_pylist(), strict=True):
        if not continues:
            lost += begun and not kept
            begun, kept = True, False
        if not leaves:
            more.append(kept)
            kept = True
    lost += begun and not kept
    staying = rows.filter(pc.invert(gone))
    place = staying.schema.get_field_index("more")
    return staying.set_column(place, staying.schema.field(place), pa.array(more, pa.bool_())), lost
