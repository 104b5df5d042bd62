"""Runs metrics on DuckDB: messages are loaded once, then nothing but queries over the tables: no files, no network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from commops.stats import periods
from commops.stats.context import Context, tables
from commops.stats.database import private_database, seal, unreadable
from commops.stats.guard import check_sql
from commops.stats.pages import Page, load_page, used_by_others
from commops.stats.table import Row, label

if TYPE_CHECKING:
    import duckdb

_TABLES = """
create table days (day_n integer, week_n integer, month_n integer);
create table months (month_n integer, first_day integer, last_day integer, last_week integer);
create table params (as_of_day integer, last_week integer);
create table dates (day_n integer, week_n integer, month_n integer, month_week integer, quarter_n integer,
  quarter_week integer);
"""

# Authors become small numbers in the order in which they first appear: distinct counts run faster on numbers, and
# nothing that leaves the engine can depend on the keyed pseudonyms, which differ from one computer to the next.
_LOAD = """
create table author as
  select author as pseudonym,
    cast(row_number() over (order by min(ts_s), min(channel), min(coalesce(msg_id, '')), author) as integer) as author
  from read_parquet($files) where author is not null and (not is_bot or $bots)
  and ($every or list_contains($only, channel)) group by author;
create table loaded as
  select r.channel, r.source, r.msg_id, r.ts_s, a.author, r.kind, r.is_question, r.reply_to, t.author as addressee,
    r.tie_n, r.day_n, r.week_n, r.month_n, r.dow, r.hour
  from read_parquet($files) as r left join author as a on a.pseudonym = r.author
  left join author as t on t.pseudonym = r.addressee
  where (not r.is_bot or $bots) and ($every or list_contains($only, r.channel));
drop table author;
"""

# Metrics of the workspace need no log.
_NO_LOG = """
create table loaded (channel varchar, source varchar, msg_id varchar, ts_s bigint, author integer, kind varchar,
  is_question boolean, reply_to varchar, addressee integer, tie_n integer,
  day_n integer, week_n integer, month_n integer, dow integer, hour integer);
"""

_VIEW = "create view m as select * from loaded where day_n <= (select as_of_day from params)"

# A sum of MD5 halves does not depend on the order of rows. Only columns that metrics read are in it, so that a late
# reaction does not make an old week look changed, and no keyed one: the same log fingerprints alike everywhere. A null
# at the end of concat_ws leaves no trace: logs in which nobody is addressed keep the fingerprint of earlier versions.
_FINGERPRINT = """
select day_n, count(*), sum(md5_number_lower(concat_ws(chr(31), source, channel, coalesce(msg_id, ''), ts_s,
  coalesce(author, 0), kind, is_question, coalesce(reply_to, ''), addressee)))
from loaded group by day_n order by day_n
"""


class Engine:
    """The messages of a warehouse and a community's context, ready for metrics; use it in a ``with`` block.

    ``files``: Parquet files with the columns of the merged table; none for metrics of the workspace alone. Bots are
    left out unless ``bots``. With ``only``, messages of other channels are not even loaded: an export may hold chats
    that are none of the community's.
    """

    def __init__(
        self,
        files: Sequence[Path],
        context: Context,
        *,
        only: Collection[str] | None = None,
        bots: bool = False,
        memory: str = "900MB",
        threads: int = 2,
    ) -> None:
        import duckdb

        self.context = context
        self._closing = ExitStack()
        self._db: duckdb.DuckDBPyConnection = self._closing.enter_context(
            private_database(memory=memory, threads=threads)
        )
        self._db.execute(_TABLES)
        for table in tables().values():
            columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
            self._db.execute(f"create table {table.name} ({columns})")
        names = sorted(str(file) for file in files)
        try:
            for statement in (_LOAD if names else _NO_LOG).strip().split(";\n"):
                chosen = {"files": names, "bots": bots, "every": only is None, "only": sorted(only or [])}
                self._db.execute(statement, chosen if "$files" in statement else None)
        except duckdb.Error as error:
            self._closing.close()
            raise unreadable(str(Path(names[0]).parent) if names else ".commops", error) from None
        self._db.execute(_VIEW)
        seal(self._db)
        first, last = self._db.execute("select min(day_n), max(day_n) from loaded").fetchall()[0]
        self.first_day: int | None = first
        self.last_day: int | None = last
        self.as_of(last if last is not None else 0)

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def as_of(self, day_n: int) -> None:
        """Look at the log as it was at the end of a day: later messages, counts and events do not exist."""
        self.as_of_day = day_n
        self._kept: set[str] = set()
        known = self.context.until(day_n)
        covered = range(self.first_day, day_n + 1) if self.first_day is not None else range(0)
        months = sorted({periods.month_of_day(day) for day in covered})
        for name in tables():
            self._fill(name, known.rows(name))
        self._fill("dates", list(known.calendar()))
        self._fill("days", [(day, periods.week_of_day(day), periods.month_of_day(day)) for day in covered])
        self._fill("months", [_month(month) for month in (*months, *[month + 1 for month in months[-1:]])])
        self._fill("params", [(day_n, self.last_week)])

    def _fill(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._db.execute(f"delete from {table}")  # noqa: S608 - the names are ours
        for start in range(0, len(rows), 1000):
            part = rows[start : start + 1000]
            holes = ", ".join(f"({', '.join('?' * len(row))})" for row in part)
            self._db.execute(f"insert into {table} values {holes}", [value for row in part for value in row])  # noqa: S608

    @property
    def last_week(self) -> int:
        """``week_n`` of the last week that has ended by the day looked at, covered by the log or not."""
        return periods.last_full_week(self.as_of_day)

    def full_weeks(self) -> range:
        """``week_n`` of the weeks of which the log covers every day from Monday to Sunday."""
        if self.first_day is None or self.last_day is None:
            return range(0)
        return range(periods.week_of_day(self.first_day + 6), periods.week_of_day(self.last_day + 1))

    def run(self, page: Page) -> list[Row]:
        """The rows of a metric's query, calendar numbers as text. Raises InputError for SQL outside the subset."""
        self._prepare(page)
        result = self._db.execute(f"select * from {page.key}" if page.key in self._kept else page.sql)  # noqa: S608
        names = [column[0] for column in result.description]
        return [label(dict(zip(names, row, strict=True))) for row in result.fetchall()]

    def _prepare(self, page: Page) -> None:
        """Check the SQL, and have the metrics that others use at hand as tables, worked out once for the day."""
        check_sql(page.sql, f"{page.key}.sql", page.uses, duckdb=page.engine == "duckdb")
        for used in map(load_page, page.uses):
            self._prepare(used)
        if page.key in used_by_others() and page.key not in self._kept:
            self._db.execute(f"create or replace table {page.key} as {page.sql}")
            self._kept.add(page.key)

    def size(self) -> tuple[int, int]:
        """How many messages the log holds, and by how many authors."""
        counted = "select count(*), count(distinct author) from loaded where kind = 'message'"
        messages, authors = self._db.execute(counted).fetchall()[0]
        return messages, authors

    @cached_property
    def fingerprint(self) -> tuple[tuple[int, int, int], ...]:
        """Per local day: ``day_n``, messages, and a number that changes when any of them does; in order of days."""
        found = self._db.execute(_FINGERPRINT).fetchall()
        return tuple((int(day), int(count), int(total)) for day, count, total in found)


def _month(month_n: int) -> tuple[int, int, int, int]:
    first, last = periods.first_day_of_month(month_n), periods.first_day_of_month(month_n + 1) - 1
    return month_n, first, last, periods.week_of_day(last)
