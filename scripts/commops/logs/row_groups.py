"""Writes batches of rows as one Parquet file, gathered into row groups of a useful size and no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from commops.logs.canonical import REPEATS, schema, texts_schema

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS, _BYTES = 64_000, 16 << 20


class RowGroups:
    """A Parquet file in the making; use it in a ``with`` block."""

    def __init__(
        self,
        path: Path,
        schema: pa.Schema,
        *,
        repeats: Sequence[str] = (),
        rising: Sequence[str] = (),
        compression: str = "zstd",
    ) -> None:
        """``repeats``: the columns whose values come again and again; for others a dictionary costs time and room.

        ``rising``: those whose least and largest value tell a reader which groups to leave out; they are noted. For all
        columns that takes a quarter of the time of writing. What is read and written again with every import is packed
        with LZ4: half as tight as zstd, in half the time.
        """
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(
            path, schema, compression=compression, use_dictionary=list(repeats), write_statistics=list(rising)
        )
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


def rows_file(path: Path) -> RowGroups:
    """For the rows of an export, which are looked for by time."""
    return RowGroups(path, schema(), repeats=REPEATS, rising=("ts_s",), compression="lz4")


def texts_file(path: Path) -> RowGroups:
    """For the texts of an export."""
    return RowGroups(path, texts_schema())
