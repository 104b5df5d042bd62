"""Which rows of a released file a report shows: those of the whole community, each with the source that finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commops.stats import pages
from commops.stats.monthly import monthly
from commops.stats.pages import Page
from commops.stats.suppress import ALL
from commops.stats.table import Row
from commops.workspace import Workspace

MOST = 8
"""A metric with more rows than this (hours of the week) is for a chart, not for a text."""
_OWN_TIME = ("period", "week", "month")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a metric: its page, the row as released, under which period it is found, and what else picks it."""

    page: Page
    row: Row
    period: str
    where: tuple[tuple[str, Any], ...]

    def source(self, column: str, period: str = "") -> dict[str, Any]:
        """The entry of ``numbers`` for a column of this row, or of the same row in another period."""
        where = [{"column": name, "equals": value} for name, value in self.where]
        found: dict[str, Any] = {"metric": self.page.key, "column": column, "period": period or self.period}
        if self.row.get("channel") not in (None, ALL):
            found["channel"] = self.row["channel"]
        return {**found, "where": where} if where else found

    @property
    def comparable(self) -> bool:
        """Whether another period has a row like this: a cohort or an event comes once."""
        return not {"cohort", "day", "event", "week", "period"} & {name for name, _ in self.where}


def chief_columns(page: Page) -> list[str]:
    """The columns that people mean by a metric's name: one that it names, else one in its unit, rates first.

    A metric that only counts people (joined, left) has several.
    """
    if page.people and not page.n and not page.rates:
        return list(page.people)
    rates = [rate.name for rate in page.rates]
    others = [name for name in page.columns if name not in (*page.keys, *rates)]
    fitting = [name for name in (*rates, *others) if name in page.columns and page.columns[name].unit == page.unit]
    named = [name for name in fitting if name in page.key or name in page.name.en.lower().split()]
    return (named or fitting or rates or others)[:1]


def size_column(page: Page, column: str) -> str:
    """The column that says on how many a number stands; "" where the number is itself the count."""
    own = [rate.n for rate in page.rates if rate.name == column]
    found = next((name for name in (*own, page.n) if name in page.columns), "")
    return "" if found == column else found


def week_lines(ws: Workspace, week: str) -> list[Line]:
    """The rows of a released week but those about a month."""
    snapshot = ws.get("snapshot", week)
    tables: Mapping[str, list[Row]] = snapshot.data["metrics"] if snapshot else {}
    return _lines({key: [row for row in rows if not monthly(row)] for key, rows in tables.items()}, week)


def month_lines(ws: Workspace, week: str) -> list[Line]:
    """The rows about a month that closed in a released week."""
    snapshot = ws.get("snapshot", week)
    tables: Mapping[str, list[Row]] = snapshot.data["metrics"] if snapshot else {}
    return _lines({key: [row for row in rows if monthly(row)] for key, rows in tables.items()}, "")


def waiting_lines(ws: Workspace, month: str) -> list[Line]:
    """The rows of a month's own file of metrics that wait for the month."""
    snapshot = ws.get("snapshot", month)
    tables: Mapping[str, list[Row]] = snapshot.data["metrics"] if snapshot else {}
    waiting = {page.key for page in _known(tables) if page.files == "month"}
    return _lines({key: rows for key, rows in tables.items() if key in waiting}, month)


def event_lines(ws: Workspace, event: str) -> list[Line]:
    """The rows of all released weeks about one event."""
    found = []
    for snapshot in ws.snapshots:
        if "W" in snapshot.period:
            tables = {k: [row for row in rows if row.get("event") == event] for k, rows in snapshot.metrics.items()}
            found += _lines(tables, snapshot.period)
    return found


def left_out(ws: Workspace, week: str) -> list[Page]:
    """The metrics of a released week that have too many rows for a text."""
    snapshot = ws.get("snapshot", week)
    tables: Mapping[str, list[Row]] = snapshot.data["metrics"] if snapshot else {}
    return [page for page in _known(tables) if len(_whole(page, tables[page.key])) > MOST]


def _known(tables: Mapping[str, Sequence[Row]]) -> list[Page]:
    """The pages of the metrics of a file that the program still knows, in the order of the catalogue."""
    return sorted((pages.load_page(key) for key in tables if key in pages.keys()), key=_order)  # noqa: SIM118


def _lines(tables: Mapping[str, Sequence[Row]], period: str) -> list[Line]:
    found = []
    for page in _known(tables):
        rows = _whole(page, tables[page.key])
        if len(rows) <= MOST:
            found += [_line(page, row, rows, period) for row in rows]
    return found


def _order(page: Page) -> tuple[int, str]:
    number = re.match(r"[A-Z]*(\d+)", page.row)
    return int(number[1]) if number else 0, page.key


def _whole(page: Page, rows: Sequence[Row]) -> list[Row]:
    """The rows about the whole community, of each key that has such a row."""
    for key in page.keys:
        if any(row.get(key) == ALL for row in rows):
            rows = [row for row in rows if row.get(key) == ALL]
    return list(rows)


def _line(page: Page, row: Row, rows: Sequence[Row], period: str) -> Line:
    told = page.files == "week"
    keys = [
        key
        for key in page.keys
        if key != "channel" and not (key in _OWN_TIME and (told or monthly(row)) and _told(key, rows, row))
    ]
    own = str(row.get("period") or row.get("month") or "")
    about = str(row.get("month") or own) if monthly(row) else period
    return Line(page, row, about or own, tuple((key, row[key]) for key in keys if row.get(key) is not None))


def _told(key: str, rows: Sequence[Row], row: Row) -> bool:
    """Whether a row's date needs no mention, since the rows of its grain have no other."""
    return len({other.get(key) for other in rows if other.get("grain") == row.get("grain")}) == 1
