"""What an engine needs of the database it runs on, and the small tables that it fills there: the same for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

CALENDAR: Mapping[str, Mapping[str, str]] = {
    "days": {"day_n": "integer", "week_n": "integer", "month_n": "integer"},
    "months": {"month_n": "integer", "first_day": "integer", "last_day": "integer", "last_week": "integer"},
    "params": {"as_of_day": "integer", "last_week": "integer"},
    "dates": {
        "day_n": "integer",
        "week_n": "integer",
        "month_n": "integer",
        "month_week": "integer",
        "quarter_n": "integer",
        "quarter_week": "integer",
    },
}
"""The tables of days beside the messages: columns, with types that DuckDB and Spark call by the same name."""

LOADED: Mapping[str, str] = {
    "channel": "string",
    "source": "string",
    "msg_id": "string",
    "ts_s": "bigint",
    "author": "integer",
    "kind": "string",
    "is_question": "boolean",
    "reply_to": "string",
    "addressee": "integer",
    "tie_n": "integer",
    "day_n": "integer",
    "month_n": "integer",
    "hour": "integer",
}
"""The table ``loaded``: the messages that count. Metrics read those up to the day looked at, as ``m``, which also has
``week_n`` and ``dow`` (0: Monday).

``activity`` is ``m`` added up: a row per ``channel``, ``kind``, ``author`` (null: nobody known) and ``day_n``, with its
``week_n`` and ``month_n``, how many ``lines`` of the log it stands for, and the ``ts_s`` of the first and the last of
them (``first_s``, ``last_s``). A metric that asks who did something on which day reads it, as most do: in a large log
it has a tenth of the rows.
"""

CHOSEN: Mapping[str, str] = {"channel": "string"}
"""The table ``chosen``: the channels that count."""


class Answer(NamedTuple):
    """What a query gave: names of the columns, and rows as the database hands them over."""

    names: Sequence[str]
    rows: Sequence[Sequence[object]]


class Backend(Protocol):
    """A database, empty at first. Metrics run between ``lock`` and ``close``."""

    @property
    def name(self) -> str:
        """``duckdb`` or ``spark``."""

    @property
    def sealed(self) -> bool:
        """Whether no query reaches files or the network once it is locked, whatever the query says."""

    def store(self, files: Sequence[str]) -> None:
        """Make the merged messages in these Parquet files readable as ``stored``."""

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once and keep its rows, in their order, under a name, in the place of one of that name.

        Raises InputError when files cannot be read.
        """

    def few(self, column: str) -> str:
        """SQL for a text column of ``stored`` with few different values: as compact as the database keeps such.

        What is read later compares and sorts like the text.
        """

    def look(self, name: str, sql: str) -> None:
        """Give a query a name; it is worked out whenever it is read."""

    def fill(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a table of these rows, in the place of one of that name."""

    def query(self, sql: str) -> Answer:
        """Run one query."""

    def begin(self, sql: str) -> Callable[[], Answer]:
        """Start one query. What is returned waits for its answer; until then no table that it reads may change."""

    def half(self, text: str) -> str:
        """SQL for the second half of the MD5 of a text, as a number whose lowest byte comes first."""

    def lock(self) -> None:
        """Forget ``stored`` if there is any, and give up all access to files as far as the database lets one."""

    def close(self) -> None:
        """Let go of everything."""
