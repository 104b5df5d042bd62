"""A DuckDB in memory for private data: it reads the files it is made from, and after ``seal`` no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from commops.errors import InputError
from commops.texts import Text

if TYPE_CHECKING:
    import duckdb


@contextmanager
def private_database(*, memory: str = "700MB", threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own; what does not fit in memory goes to a private folder that is removed again."""
    import duckdb

    with TemporaryDirectory(prefix="commops-") as spill:
        config: dict[str, str | bool | int] = {
            "python_enable_replacements": False,
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": spill,
        }
        with duckdb.connect(config=config) as connection:  # type: ignore[arg-type]
            connection.execute("set enable_progress_bar = false")
            try:
                yield connection
            except duckdb.Error as error:
                raise unreadable(".commops", error) from None


def unreadable(place: str, error: Exception) -> InputError:
    """What is said when files of the warehouse are gone, damaged or closed to us; the first line is the fact."""
    reason = str(error).partition("\n")[0][:200]
    return InputError(
        place,
        Text(f"导入的记录读不出来（{reason}）", f"the imported logs cannot be read ({reason})"),
        Text("把导出文件再导入一次：commops logs import。", "Import the exports again: commops logs import."),
    )


def seal(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on the connection reads no file, loads no extension, and this cannot be switched back."""
    connection.execute("set enable_external_access = false; set lock_configuration = true")
