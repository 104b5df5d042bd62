"""Runs metrics: messages are loaded once into a database, then nothing but queries over its tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import cast

from commops.errors import InputError
from commops.stats import periods
from commops.stats.backend import CALENDAR, CHOSEN, LOADED, Answer, Backend
from commops.stats.context import Context, tables
from commops.stats.guard import check_sql
from commops.stats.on_duckdb import DuckDB
from commops.stats.pages import Page, load_page, used_by_others
from commops.stats.shared_parts import plan
from commops.stats.table import Row, Value, label
from commops.texts import Text

# Authors become small numbers in the order in which they first appear: distinct counts run faster on numbers, and
# nothing that leaves the engine can depend on the keyed pseudonyms, which differ from one computer to the next.
_AUTHOR = """
select pseudonym, cast(row_number() over (order by first_s, first_channel, first_id, pseudonym) as integer) as author
from (
  select author as pseudonym, min(ts_s) as first_s, min(channel) as first_channel, min(coalesce(msg_id, '')) as first_id
  from stored where author is not null and {wanted} group by author
) as seen
"""
_LOADED = """
select {channel} as channel, {source} as source, r.msg_id, r.ts_s, a.author, {kind} as kind, r.is_question, r.reply_to,
  t.author as addressee, r.tie_n, r.day_n, r.month_n, cast(r.hour as tinyint) as hour
from (select * from stored where {wanted}) as r left join author as a on a.pseudonym = r.author
left join author as t on t.pseudonym = r.addressee
"""
# What follows from the day is worked out for the few rows that need it: the fewer bytes a message has, the more of them
# fit in memory.
_WEEK = "cast((day_n + 3 - (day_n + 3) % 7) / 7 as integer) as week_n"
_MESSAGES = f"""
select channel, source, msg_id, ts_s, author, kind, is_question, reply_to, addressee, tie_n, day_n, {_WEEK}, month_n,
  (day_n + 3) % 7 as dow, cast(hour as integer) as hour
from loaded
"""  # noqa: S608 - our own names
_ACTIVITY = f"""
select channel, kind, author, day_n, {_WEEK}, month_n, count(*) as lines, min(ts_s) as first_s,
  max(ts_s) as last_s
from loaded group by channel, kind, author, day_n, month_n
"""  # noqa: S608 - our own names

# A sum of MD5 halves does not depend on the order of rows. Only columns that metrics read are in it, so that a late
# reaction does not make an old week look changed, and no keyed one: the same log fingerprints alike everywhere. A null
# at the end of concat_ws leaves no trace: logs in which nobody is addressed keep the fingerprint of earlier versions.
_SHOWN = """concat_ws(chr(31), source, channel, coalesce(msg_id, ''), cast(ts_s as string),
  cast(coalesce(author, 0) as string), kind, cast(is_question as string), coalesce(reply_to, ''),
  cast(addressee as string))"""
_FINGERPRINT = "select day_n, count(*) as messages, sum({half}) as total from loaded group by day_n order by day_n"


class Engine:
    """The messages of a warehouse and a community's context, ready for metrics; use it in a ``with`` block.

    ``files``: Parquet files with the columns of the merged table; none for metrics of the workspace alone. Bots are
    left out unless ``bots``. With ``only``, messages of other channels are not even loaded: an export may hold chats
    that are none of the community's. The ``backend`` (default: DuckDB in this process) is closed with the engine.
    """

    def __init__(
        self,
        files: Sequence[Path | str],
        context: Context,
        *,
        only: Collection[str] | None = None,
        bots: bool = False,
        backend: Backend | None = None,
    ) -> None:
        self.context = context
        self._added_up = False
        self._backend = backend or DuckDB()
        try:
            self._load(sorted(str(file) for file in files), only, bots=bots)
        except BaseException:
            self._backend.close()
            raise

    def _load(self, files: Sequence[str], only: Collection[str] | None, *, bots: bool) -> None:
        if files:
            self._load_messages(files, only, bots=bots)
        else:
            # Metrics of the workspace need no log.
            self._backend.fill("loaded", LOADED, ())
        [(first, last)] = self._backend.query("select min(day_n) as first_day, max(day_n) as last_day from loaded").rows
        self._backend.lock()
        self.first_day = cast("int | None", first)
        self.last_day = cast("int | None", last)
        self.as_of(self.last_day or 0)

    def _load_messages(self, files: Sequence[str], only: Collection[str] | None, *, bots: bool) -> None:
        self._backend.fill("chosen", CHOSEN, [(channel,) for channel in sorted(only or ())])
        conditions = ["true" if bots else "not is_bot"]
        if only is not None:
            conditions.append("channel in (select channel from chosen)")
        wanted = " and ".join(conditions)
        self._backend.store(files)
        self._backend.keep("author", _AUTHOR.format(wanted=wanted))
        few = {column: self._backend.few(column) for column in ("channel", "source", "kind")}
        self._backend.keep("loaded", _LOADED.format(wanted=wanted, **few))

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backend.close()

    def as_of(self, day_n: int) -> None:
        """Look at the log as it was at the end of a day: later messages, counts and events do not exist."""
        self.as_of_day = day_n
        self._filled: set[str] = set()
        self._kept: set[str] = set()
        self._known = self.context.until(day_n)
        self._look("m", _MESSAGES)

    def _look(self, name: str, sql: str) -> None:
        self._backend.look(name, f"{sql} where day_n <= {self.as_of_day:d}")

    def _rows(self, table: str) -> Sequence[Sequence[object]]:
        """The rows of a table beside the messages, as of the day looked at."""
        if table not in CALENDAR:
            return self._known.rows(table)
        if table == "dates":
            return list(self._known.calendar())
        if table == "params":
            return [(self.as_of_day, self.last_week)]
        covered = range(self.first_day, self.as_of_day + 1) if self.first_day is not None else range(0)
        if table == "days":
            return [(day, periods.week_of_day(day), periods.month_of_day(day)) for day in covered]
        months = sorted({periods.month_of_day(day) for day in covered})
        return [_month(month) for month in (*months, *[month + 1 for month in months[-1:]])]

    @property
    def last_week(self) -> int:
        """``week_n`` of the last week that has ended by the day looked at, covered by the log or not."""
        return periods.last_full_week(self.as_of_day)

    def full_weeks(self) -> range:
        """``week_n`` of the weeks of which the log covers every day from Monday to Sunday."""
        if self.first_day is None or self.last_day is None:
            return range(0)
        return range(periods.week_of_day(self.first_day + 6), periods.week_of_day(self.last_day + 1))

    def runs(self, page: Page) -> bool:
        """Whether a metric can be worked out here: some need what only DuckDB has."""
        return self._backend.name == "duckdb" or (
            page.engine != "duckdb" and all(map(self.runs, map(load_page, page.uses)))
        )

    def run(self, page: Page) -> list[Row]:
        """The rows of a metric's query, calendar numbers as text.

        Raises InputError for SQL outside the subset, and for a metric that this database cannot work out.
        """
        return self.run_all([page])[page.key]

    def run_all(self, pages: Iterable[Page]) -> dict[str, list[Row]]:
        """The same for several metrics: while one is worked out, the tables that others read are made."""
        begun = {page.key: self._begin(page) for page in pages}
        return {key: _labelled(answer()) for key, answer in begun.items()}

    def _begin(self, page: Page) -> Callable[[], Answer]:
        if not self.runs(page):
            raise _only_duckdb(page)
        self._prepare(page)
        return self._backend.begin(f"select * from {page.key}" if page.key in self._kept else self._sql(page))  # noqa: S608

    def _prepare(self, page: Page) -> None:
        """Have at hand what the SQL reads: tables of the context, and metrics that others use.

        Both are made once for the day looked at, and only if a metric asks for them.
        """
        read = self._tables_read(page)
        for used in map(load_page, page.uses):
            self._prepare(used)
        if "activity" in read and "activity" not in self._filled:
            self._add_up()
        for table in sorted(read.difference(page.uses, self._filled, ["m"])):
            self._backend.fill(table, CALENDAR.get(table) or tables()[table].columns, self._rows(table))
            self._filled.add(table)
        if page.key in used_by_others() and page.key not in self._kept:
            self._keep(page.key, self._sql(page))

    def _tables_read(self, page: Page) -> frozenset[str]:
        """The tables that a metric reads. Raises InputError for SQL outside the subset.

        The pages of the package have passed the guard in the tests, which also hold their list of tables to it: where
        the database is sealed, reading fifty trees again in every run would keep nothing out.
        """
        if self._backend.sealed and page is load_page(page.key):
            return frozenset(page.tables)
        return check_sql(page.sql, f"{page.key}.sql", page.uses, duckdb=page.engine == "duckdb")

    def _add_up(self) -> None:
        """Have the table ``activity``: added up once, since a later look leaves out days, and never a part of one."""
        if not self._added_up:
            self._backend.keep("added_up", _ACTIVITY)
            self._added_up = True
        self._look("activity", "select * from added_up")
        self._filled.add("activity")

    def _sql(self, page: Page) -> str:
        """What to run for a metric, once what it shares with others is at hand."""
        tables, sql = plan(page.sql, page.shared)
        for table in tables:
            if table.name not in self._kept:
                self._keep(table.name, table.sql)
        return sql

    def _keep(self, name: str, sql: str) -> None:
        self._backend.keep(name, sql)
        self._kept.add(name)

    def size(self) -> tuple[int, int]:
        """How many messages the log holds, and by how many authors."""
        counted = "select count(*) as messages, count(distinct author) as authors from loaded where kind = 'message'"
        [(messages, authors)] = self._backend.query(counted).rows
        return cast(int, messages), cast(int, authors)

    @cached_property
    def fingerprint(self) -> tuple[tuple[int, int, int], ...]:
        """Per local day: ``day_n``, messages, and a number that changes when any of them does; in order of days."""
        found = self._backend.query(_FINGERPRINT.format(half=self._backend.half(_SHOWN))).rows
        return tuple((cast(int, day), cast(int, count), int(cast(int, total))) for day, count, total in found)


def _labelled(answer: Answer) -> list[Row]:
    return [label(dict(zip(answer.names, map(plain, row), strict=True))) for row in answer.rows]


def plain(value: object) -> Value:
    """A cell as a plain number or text, whatever the database's width of numbers: sums differ in it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return cast(Value, value)


def _month(month_n: int) -> tuple[int, int, int, int]:
    first, last = periods.first_day_of_month(month_n), periods.first_day_of_month(month_n + 1) - 1
    return month_n, first, last, periods.week_of_day(last)


def _only_duckdb(page: Page) -> InputError:
    return InputError(
        page.key,
        Text(
            "这个指标只能用 DuckDB 计算，Spark 上没有它要的函数。",
            "this metric runs on DuckDB only: it needs functions that Spark lacks.",
        ),
        Text("去掉 --engine spark，单独计算它。", "Compute it by itself without --engine spark."),
    )
