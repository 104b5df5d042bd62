"""The funnel of an event over persons: registered, attended, spoke within seven days, still there on day 7 and day 30.

A person's messages are found through the merged table ``accounts`` (see the package), so they count only for people
who gave an account that the logs know, or whose name is exactly one author's. ``linked`` says for how many that holds:
the later steps are out of these. A step whose days are not over when the log ends is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commops.files import largest_first
from commops.logs.engine import connect, literal

if TYPE_CHECKING:
    import duckdb

SPOKE_DAYS = 7
ACTIVE_DAYS = (7, 30)
WINDOW = 7
"""Days in which a person counts as still there: from day 7 to day 13, from day 30 to day 36."""

# Portable: no function that only one engine has, so that the metric of the same name can be this statement.
_STEPS = """
WITH guests AS (
  SELECT person, max(CASE WHEN registered AND status <> 'cancelled' THEN 1 ELSE 0 END) AS registered,
    max(CASE WHEN attended THEN 1 ELSE 0 END) AS attended
  FROM attendance WHERE event = ? GROUP BY person
), authors AS (
  SELECT DISTINCT accounts.person, coalesce(aliases.person, accounts.account) AS author
  FROM accounts LEFT JOIN aliases ON aliases.account = accounts.account
), spoken AS (
  SELECT authors.person,
    max(CASE WHEN log.day_n BETWEEN ? AND ? THEN 1 ELSE 0 END) AS spoke,
    max(CASE WHEN log.day_n BETWEEN ? AND ? THEN 1 ELSE 0 END) AS week,
    max(CASE WHEN log.day_n BETWEEN ? AND ? THEN 1 ELSE 0 END) AS month
  FROM authors JOIN log ON log.author = authors.author
  WHERE log.kind = 'message' AND NOT log.is_bot GROUP BY authors.person
)
SELECT coalesce(sum(guests.registered), 0), coalesce(sum(guests.attended), 0),
  coalesce(sum(guests.registered * guests.attended), 0),
  coalesce(sum(CASE WHEN spoken.person IS NOT NULL THEN guests.attended ELSE 0 END), 0),
  coalesce(sum(guests.attended * spoken.spoke), 0), coalesce(sum(guests.attended * spoken.week), 0),
  coalesce(sum(guests.attended * spoken.month), 0)
FROM guests LEFT JOIN spoken ON spoken.person = guests.person
"""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Numbers of persons. Everything behind ``attended`` is a part of those who attended."""

    event: str
    registered: int
    attended: int
    came_registered: int
    """Of the registered, who came; the others who came had not registered."""
    linked: int
    """Of those who attended, who ever spoke in the logs under an account that is known to be theirs."""
    spoke_7d: int | None
    active_7: int | None
    active_30: int | None


def event_funnel(
    folder: Path,
    tables: Mapping[str, Sequence[Path]],
    log: Sequence[Path],
    event: str,
    last_day: int,
    aliases: Mapping[str, str] | None = None,
) -> Funnel:
    """The funnel of an event whose last day is ``last_day`` (days since 1970-01-01).

    ``folder`` holds all files; ``tables`` are those of ``TableStore.files`` by name, ``log`` those of the merged log.
    ``aliases``: pseudonym of an account -> the author under which the merged log has that person.
    """
    with connect(folder) as connection:
        for name in ("attendance", "accounts"):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {_files(tables[name])}")  # noqa: S608
        connection.execute(f"CREATE VIEW log AS SELECT author, day_n, kind, is_bot FROM {_files(log)}")  # noqa: S608
        _register(connection, aliases or {})
        windows = [
            (last_day, last_day + SPOKE_DAYS),
            *((last_day + day, last_day + day + WINDOW - 1) for day in ACTIVE_DAYS),
        ]
        counts = connection.execute(_STEPS, [event, *(day for window in windows for day in window)]).fetchone() or ()
        until = connection.execute("SELECT max(day_n) FROM log").fetchone()
    end = until[0] if until and until[0] is not None else last_day - 1
    seen = [int(count) for count in counts]
    later = [count if end >= window[1] else None for count, window in zip(seen[4:], windows, strict=True)]
    return Funnel(event, *seen[:4], *later)


def _files(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(literal(str(path.resolve())) for path in largest_first(paths))}])"


def _register(connection: duckdb.DuckDBPyConnection, aliases: Mapping[str, str]) -> None:
    import pyarrow as pa

    shape = pa.schema([("account", pa.string()), ("person", pa.string())])
    connection.register("aliases", pa.table({"account": list(aliases), "person": list(aliases.values())}, shape))
