"""A DuckDB connection that may touch the warehouse's own folder and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commops.errors import InputError
from commops.texts import Text

if TYPE_CHECKING:
    import duckdb

MEMORY = "600MB"
THREADS = 2
SPILL = "tmp"


@contextmanager
def connect(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database whose file access is confined to ``folder``; what does not fit spills to folder/tmp.

    Whatever the database cannot do becomes an InputError.
    """
    import duckdb

    place = str(folder.resolve()).replace("'", "''")
    with duckdb.connect() as connection:
        for statement in (
            f"SET temp_directory = '{place}/{SPILL}'",
            f"SET allowed_directories = ['{place}/']",
            "SET enable_external_access = false",
            f"SET memory_limit = '{MEMORY}'",
            f"SET threads = {THREADS}",
            "SET preserve_insertion_order = true",
            "SET TimeZone = 'UTC'",
            "SET lock_configuration = true",
        ):
            connection.execute(statement)
        try:
            yield connection
        except duckdb.Error as error:
            # A full disk or too little memory; the first line is the fact, the rest is advice about settings.
            reason = str(error).partition("\n")[0][:200]
            raise InputError(
                str(folder),
                Text(
                    f"处理数据时出错（{reason}），仓库保持原样",
                    f"the data could not be merged ({reason}); nothing was changed",
                ),
                Text("检查磁盘空间和内存，再导入一次。", "Check free disk space and memory, then import again."),
            ) from None


def literal(text: str) -> str:
    """A string as an SQL literal, for the statements that take no parameters (COPY)."""
    return "'" + text.replace("'", "''") + "'"
