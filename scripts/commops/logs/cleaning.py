"""Writes the stored files of an export again without some people, or without texts from before a moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from commops.logs.canonical import texts_schema
from commops.logs.engine import literal
from commops.logs.links import copy_links
from commops.logs.row_groups import rows_file, texts_file
from commops.logs.sieve import without
from commops.logs.state import LINKS_END, ROWS_END, TEXTS_END, ChatRange, Export

if TYPE_CHECKING:
    import duckdb


@dataclass(slots=True)
class Removed:
    """What went."""

    exports: int = 0
    rows: int = 0
    texts: int = 0
    links: int = 0
    accounts: int = 0
    """Accounts in the file of aliases."""

    def __iadd__(self, other: Removed) -> Removed:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


def remove_people(
    connection: duckdb.DuckDBPyConnection, export: Export, people: Collection[str], folder: Path
) -> tuple[Export, Removed]:
    """The export without rows, texts and links of ``people`` (pseudonyms), under new file names.

    An export that does not know them is returned as it is. Ranges, age and completeness stay those of the file, so
    that forgetting somebody changes nothing about what others said or deleted.
    """
    import pyarrow.parquet as pq

    old = _paths(folder, export)
    known = ", ".join(literal(name) for name in sorted(people)) or "NULL"
    rows = f"read_parquet({literal(str(old[0].resolve()))})"
    found = connection.execute(
        f"SELECT author FROM {rows} WHERE author IN ({known}) "  # noqa: S608
        f"UNION SELECT addressee FROM {rows} WHERE addressee IN ({known})"
    ).fetchall()
    links = folder / "tmp" / f"{export.file}{LINKS_END}"
    removed = Removed(exports=1, links=copy_links(old[1], links, people))
    if not found and not removed.links:
        links.unlink(missing_ok=True)
        return export, Removed()
    draft, lost = folder / "tmp" / f"{export.file}{ROWS_END}", 0
    with rows_file(draft) as kept, pq.ParquetFile(old[0]) as stored:
        for number in range(stored.num_row_groups):
            for batch in stored.read_row_group(number).combine_chunks().to_batches():
                staying, gone = without(batch, people)
                kept.add(staying)
                lost += gone
                removed.rows += batch.num_rows - staying.num_rows
    skipped = {**export.skipped, "forgotten": export.skipped.get("forgotten", 0) + lost}
    new = replace(
        export,
        without=sorted({*export.without, *(name for (name,) in found)}),
        links_without=export.links_without + removed.links,
        lost=export.lost + removed.rows,
        rows=export.rows - removed.rows,
        skipped=dict(sorted((why, count) for why, count in skipped.items() if count)),
        chats=_counted(connection, export, draft),
    )
    target = _paths(folder, new)
    if export.texts_from is not None:
        removed.texts = _keep_said(connection, old[2], draft, target[2], folder, 0)
    if links.exists():
        links.replace(target[1])
    draft.replace(target[0])
    return new, removed


def remove_texts(
    connection: duckdb.DuckDBPyConnection, export: Export, before: int | None, folder: Path
) -> tuple[Export, Removed]:
    """The export without texts that only messages from before a moment (UTC seconds) carry; None: without any.

    The old file of texts is replaced in one step, or left to be swept away.
    """
    if export.texts_from is None or (before is not None and before <= export.texts_from):
        return export, Removed()
    rows, _links, texts = _paths(folder, export)
    if before is None or all(chat.last < before for chat in export.chats):
        return replace(export, texts_from=None), Removed(1, texts=_length(texts))
    gone = _keep_said(connection, texts, rows, texts, folder, before)
    return replace(export, texts_from=before), Removed(int(gone > 0), texts=gone)


def _paths(folder: Path, export: Export) -> tuple[Path, Path, Path]:
    rows, links, texts = (folder / "exports" / f"{export.file}{end}" for end in (ROWS_END, LINKS_END, TEXTS_END))
    return rows, links, texts


def _counted(connection: duckdb.DuckDBPyConnection, export: Export, rows: Path) -> list[ChatRange]:
    """The chats with the numbers of rows that are left; their ranges stay what the file covers."""
    query = f"SELECT chat, count(*) FROM read_parquet({literal(str(rows.resolve()))}) GROUP BY chat"  # noqa: S608
    left = dict(connection.execute(query).fetchall())
    return [replace(chat, rows=left.get(chat.key, 0)) for chat in export.chats]


def _keep_said(
    connection: duckdb.DuckDBPyConnection, texts: Path, rows: Path, target: Path, folder: Path, since: int
) -> int:
    """Write the texts that messages of ``rows`` from ``since`` on carry; returns how many are left out."""
    import pyarrow as pa

    draft = folder / "tmp" / target.name
    stored, said = (literal(str(path.resolve())) for path in (texts, rows))
    found = connection.sql(
        f"SELECT text_hash, text FROM read_parquet({stored}) WHERE text_hash IN ("  # noqa: S608
        f"SELECT text_hash FROM read_parquet({said}) WHERE kind = 'message' AND ts_s >= {since})"
    )
    with texts_file(draft) as kept:
        for batch in pa.RecordBatchReader.from_stream(found):
            kept.add(batch.cast(texts_schema()))
    gone = _length(texts) - _length(draft)
    draft.replace(target)
    return gone


def _length(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)
