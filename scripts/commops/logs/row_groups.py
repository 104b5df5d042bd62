"""Writes batches of rows as one Parquet file, gathered into row groups of a useful size and no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS, _BYTES = 64_000, 16 << 20


class RowGroups:
    """A Parquet file in the making; use it in a ``with`` block."""

    def __init__(
        self, path: Path, schema: pa.Schema, *, repeats: Sequence[str] = (), compression: str = "zstd"
    ) -> None:
        """``repeats``: the columns whose values come again and again; for others a dictionary costs time and room.

        What is read and written again with every import is packed with LZ4: half as tight as zstd, in half the time.
        """
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression=compression, use_dictionary=list(repeats))
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def __enter__(self) -> RowGroups:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._write()
        self._writer.close()

    def add(self, batch: pa.RecordBatch) -> None:
        """Append a batch."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _ROWS or self._bytes >= _BYTES:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting, self._rows, self._bytes = [], 0, 0
