"""Rows of tables to and from Parquet files of one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def write_rows(path: Path, rows: Sequence[dict[str, Any]], columns: Mapping[str, str]) -> None:
    """Write rows, whole or not at all. ``columns``: name -> ``text``, ``texts``, ``count``, ``day`` or ``yes``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    draft = path.with_suffix(".draft")
    shape = pa.schema([(name, _arrow(kind)) for name, kind in columns.items()])
    pq.write_table(pa.Table.from_pylist(list(rows), shape), draft, compression="zstd")
    draft.replace(path)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of one file."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(path, partitioning=None).to_pylist()
    return rows


def _arrow(kind: str) -> pa.DataType:
    import pyarrow as pa

    if kind == "texts":
        return pa.list_(pa.string())
    return {"text": pa.string(), "count": pa.int64(), "day": pa.int32(), "yes": pa.bool_()}[kind]
