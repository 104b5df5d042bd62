"""Reads the committed weekly files back, for the site and for reports: series, the retention triangle, the heat map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commops.stats.pages import GREY_BELOW, load_page
from commops.stats.table import Row, Value

if TYPE_CHECKING:
    from commops.workspace import Workspace

_WHEN = ("period", "week", "month", "cohort", "day")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One released week: ISO week, first and last day (ISO dates), and the rows of each metric."""

    period: str
    start: str
    end: str
    timezone: str
    metrics: dict[str, list[Row]]

    def rows(self, metric: str, **where: Value) -> list[Row]:
        """The metric's rows that have these values, e.g. ``rows("active_speakers", grain="week", channel="*")``."""
        found = self.metrics.get(metric, [])
        return [row for row in found if all(row.get(name) == value for name, value in where.items())]


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a series. ``value`` is None where it was hidden or unknown; ``n``: on how many it stands."""

    period: str
    value: int | float | None
    n: int | None

    @property
    def grey(self) -> bool:
        """Whether it stands on so few that chance alone moves it (fewer than 30)."""
        return self.n is not None and self.n < GREY_BELOW


@dataclass(frozen=True, slots=True)
class Triangle:
    """Retention: a row of cells per cohort. A cell that is not in ``cells`` is still open (right-censored)."""

    cohorts: tuple[str, ...]
    sizes: dict[str, int | None]
    ages: tuple[int, ...]
    cells: dict[tuple[str, int], Point]


def snapshots(ws: Workspace) -> list[Snapshot]:
    """Every released week of the workspace, oldest first; the files of months repeat what stands in those of weeks."""
    return _released(ws, weeks=True)


def months(ws: Workspace) -> list[Snapshot]:
    """Every released month, oldest first: what is only counted by the month, such as funnels and posts."""
    return _released(ws, weeks=False)


def _released(ws: Workspace, *, weeks: bool) -> list[Snapshot]:
    found = (item.data for item in ws.items("snapshot") if is_week(item.data["period"]) == weeks)
    made = [Snapshot(d["period"], d["from"], d["to"], d["timezone"], d["metrics"]) for d in found]
    return sorted(made, key=lambda snapshot: snapshot.start)


def is_week(period: str) -> bool:
    """Whether a snapshot is that of an ISO week, not of a month."""
    return "W" in period


def series(shots: Sequence[Snapshot], metric: str, column: str, **where: Value) -> list[Point]:
    """A column over time, oldest first; ``where`` chooses grain, channel and so on.

    >>> series(shots, "active_speakers", "speakers", grain="week", channel="*")  # doctest: +SKIP
    """
    size = _size_column(metric, column)
    return [
        Point(when(row, shot), _number(row.get(column)), _count(row.get(size)))
        for shot in shots
        for row in shot.rows(metric, **where)
    ]


def latest(shots: Sequence[Snapshot], metric: str, column: str, **where: Value) -> Point | None:
    """The newest point of a series that is not hidden, or None."""
    return next((p for p in reversed(series(shots, metric, column, **where)) if p.value is not None), None)


def when(row: Row, shot: Snapshot) -> str:
    """What a row is dated by: its own period, week, month, cohort or day, else its file's week."""
    return next((str(row[name]) for name in _WHEN if row.get(name)), shot.period)


def triangle(shots: Sequence[Snapshot], *, grain: str = "4w", column: str = "retention") -> Triangle:
    """Classic retention put together from the weeks in which its cells became known."""
    cells: dict[tuple[str, int], Point] = {}
    sizes: dict[str, int | None] = {}
    for shot in shots:
        for row in shot.rows("retention_classic", grain=grain):
            cohort, age, size = str(row["cohort"]), _count(row["age"]), _count(row["newcomers"])
            if age is not None:
                cells[cohort, age] = Point(shot.period, _number(row[column]), size)
                sizes[cohort] = size
    ages = sorted({age for _, age in cells})
    return Triangle(tuple(sorted(sizes)), sizes, tuple(ages), cells)


def hours(shot: Snapshot, column: str = "messages") -> list[list[int | float | None]]:
    """Seven rows (Monday first) of 24 hours over the 28 days to the week's end; None where hidden, 0 where silent."""
    grid: list[list[int | float | None]] = [[0] * 24 for _ in range(7)]
    for row in shot.rows("active_hours"):
        dow, hour = _count(row["dow"]), _count(row["hour"])
        if dow is not None and hour is not None:
            grid[dow][hour] = _number(row[column])
    return grid


def channels(shots: Sequence[Snapshot]) -> list[str]:
    """The channels that appear in the weekly numbers, sorted."""
    return sorted(set(_channels(shots)) - {"*"})


def _channels(shots: Sequence[Snapshot]) -> Iterator[str]:
    for shot in shots:
        yield from (str(row["channel"]) for row in shot.rows("active_speakers", grain="week"))


def defaults(metric: str, where: Mapping[str, Value]) -> dict[str, Value]:
    """Where nothing else is said: the whole community, and the first published period of the metric."""
    page = load_page(metric)
    chosen: dict[str, Value] = {"channel": "*"} if "channel" in page.keys else {}
    if "grain" in page.keys:
        chosen["grain"] = page.publish.get("grain", tuple(page.grain.split(", ")))[0]
    return {**chosen, **where}


def main_column(metric: str) -> str:
    """The column that people mean by the name of a metric: its first rate, else its first count."""
    page = load_page(metric)
    return page.rates[0].name if page.rates else next(name for name in page.columns if name not in page.keys)


def is_share(metric: str, column: str) -> bool:
    """Whether a column is a share between 0 and 1 that people read in percent."""
    found = load_page(metric).columns.get(column)
    return found is not None and found.unit == "percent"


def _size_column(metric: str, column: str) -> str:
    page = load_page(metric)
    return next((rate.n for rate in page.rates if rate.name == column and rate.n), page.n)


def _number(value: Value) -> int | float | None:
    return value if isinstance(value, int | float) else None


def _count(value: Value) -> int | None:
    return value if isinstance(value, int) else None
