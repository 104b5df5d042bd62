"""A DuckDB connection that may touch the warehouse's own folder and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY = "600MB"
THREADS = 2
SPILL = "tmp"


@contextmanager
def connect(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database whose file access is confined to ``folder``; what does not fit spills to folder/tmp."""
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
        yield connection


def literal(text: str) -> str:
    """A string as an SQL literal, for the statements that take no parameters (COPY)."""
    return "'" + text.replace("'", "''") + "'"
