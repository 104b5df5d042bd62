"""The database of one machine: DuckDB, in memory, which after loading can reach no file and no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from commops.files import largest_first
from commops.stats.backend import Answer
from commops.stats.database import private_database, seal, unreadable

if TYPE_CHECKING:
    import duckdb

_SMALL = 1 << 18
"""Bytes of Parquet, some twenty thousand messages, up to which sharing the work costs more than it saves."""


class DuckDB:
    """A private in-memory database; what does not fit in memory goes to a folder that is removed again."""

    name = "duckdb"
    sealed = True

    def __init__(self, *, memory: str = "700MB", threads: int = 2) -> None:
        self._files: Sequence[str] = ()
        self._closing = ExitStack()
        self._db = self._closing.enter_context(private_database(memory=memory, threads=threads))
        # As Spark has it, so that an ORDER BY over unknown values means the same on both.
        self._db.execute("set default_null_order = 'nulls_first_on_asc_last_on_desc'")
        # Most queries are too small for two threads: one beside what is done meanwhile keeps the other processor busy.
        self._beside = ThreadPoolExecutor(1)
        self._closing.callback(self._beside.shutdown, cancel_futures=True)

    def store(self, files: Sequence[str]) -> None:
        """A view of the Parquet files. Raises InputError when one is gone or damaged."""
        self._files = files
        if sum(Path(file).stat().st_size for file in files if Path(file).exists()) < _SMALL:
            self._db.execute("set threads = 1")
        listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in largest_first(map(Path, files)))
        self._load(f"create view stored as select * from read_parquet([{listed}])")  # noqa: S608 - quoted

    def keep(self, name: str, sql: str) -> None:
        """A table. Raises InputError when a file turns out to be damaged."""
        self._load(f"create or replace table {name} as {sql}")

    def few(self, column: str) -> str:
        """An ENUM of the values in their order: a byte instead of a text, compared and grouped as a number."""
        values = f"select distinct {column} from stored where {column} is not null order by 1"  # noqa: S608 - our names
        self._load(f"create type stored_{column} as enum ({values})")
        return f"cast({column} as stored_{column})"

    def _load(self, statement: str) -> None:
        import duckdb

        try:
            self._db.execute(statement)
        except duckdb.Error as error:
            if not self._files:
                raise
            raise unreadable(str(Path(self._files[0]).parent), error) from None

    def look(self, name: str, sql: str) -> None:
        """A view."""
        self._db.execute(f"create or replace view {name} as {sql}")

    def fill(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """A table; its columns go in as lists, for which the statement is planned in a third of the time of rows."""
        self._db.execute(f"create or replace table {name} ({', '.join(f'{c} {t}' for c, t in columns.items())})")
        if rows:
            lists = ", ".join(f"unnest(cast(? as {kind}[]))" for kind in columns.values())
            self._db.execute(f"insert into {name} select {lists}", [list(column) for column in zip(*rows, strict=True)])

    def query(self, sql: str) -> Answer:
        """Run one query."""
        return _answer(self._db, sql)

    def begin(self, sql: str) -> Callable[[], Answer]:
        """Run one query on another thread, after those begun before."""
        return self._beside.submit(_answer, self._db.cursor(), sql).result

    def half(self, text: str) -> str:
        """A function of DuckDB."""
        return f"md5_number_lower({text})"

    def lock(self) -> None:
        """From here on the connection reads no file, loads no extension, and this cannot be switched back."""
        self._files = ()
        self._db.execute("drop view if exists stored")
        seal(self._db)

    def close(self) -> None:
        """Close the database and remove what it spilt."""
        self._closing.close()


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    result = connection.execute(sql)
    return Answer([column[0] for column in result.description], result.fetchall())
