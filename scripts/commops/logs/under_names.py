"""Keeps the few rows of an export that stand under display names once more, by themselves.

Whose a name is, a later export may tell, about members of any week: then only these rows are merged again, and all
others need not even be read for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commops.logs.canonical import schema
from commops.logs.engine import literal
from commops.logs.parts import Part
from commops.logs.state import LINKS_END, NAMED_END, ROWS_END, Export

if TYPE_CHECKING:
    import duckdb


def stands_under(names: str) -> str:
    """The condition that a row stands under one of a table of pseudonyms (one column), or speaks to it."""
    return f"(coalesce(author IN (FROM {names}), false) OR coalesce(addressee IN (FROM {names}), false))"


class Kept:
    """These files of a warehouse; they are made when they are needed first, and swept away with their exports."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection, self._folder = connection, folder
        self._names: dict[str, frozenset[str]] = {}

    def rows_of(self, part: Part) -> Path | None:
        """The file with all rows of a part's only export that stand under names; None where there is no such file."""
        if not part.named or len(part.exports) > 1 or not part.exports[0].unique:
            return None
        (export,) = part.exports
        if not self._names_in(export).issuperset(part.names):
            return None  # Another export tells of the name; here, an id might be written like it.
        target = self._path(export, NAMED_END)
        if not target.exists():
            self._make(export, target)
        return target

    def _path(self, export: Export, end: str) -> Path:
        return (self._folder / "exports" / f"{export.file}{end}").resolve()

    def _names_in(self, export: Export) -> frozenset[str]:
        """The names under which rows of an export stand, as it tells itself."""
        if export.file not in self._names:
            links = self._path(export, LINKS_END)
            query = f"SELECT a FROM read_parquet({literal(str(links))}) WHERE how = 'name' AND b = ''"  # noqa: S608
            found = self._connection.execute(query).fetchall() if links.exists() else []
            self._names[export.file] = frozenset(name for (name,) in found)
        return self._names[export.file]

    def _make(self, export: Export, target: Path) -> None:
        import pyarrow as pa

        draft = (self._folder / "tmp" / target.name).resolve()
        self._connection.register("own", pa.table({"name": sorted(self._names_in(export))}))
        self._connection.register("blank", schema().empty_table())
        file = literal(str(self._path(export, ROWS_END)))
        rows = f"(FROM blank UNION ALL BY NAME FROM read_parquet({file}, file_row_number = true))"
        # First where they stand, then the rows: nearly all pages of most columns are passed over.
        self._connection.execute(
            f"""COPY (SELECT * FROM {rows} WHERE file_row_number IN (
                SELECT file_row_number FROM {rows} WHERE {stands_under("own")}) ORDER BY file_row_number)
            TO {literal(str(draft))} (FORMAT parquet, COMPRESSION lz4_raw)"""  # noqa: S608 - literal()
        )
        draft.replace(target)
