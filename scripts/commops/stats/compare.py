"""Two weeks or two months beside each other: the values of each metric, the difference, and whether n bears it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commops.errors import InputError
from commops.stats import pages, periods
from commops.stats.pages import GREY_BELOW, Page
from commops.stats.table import Row, Value
from commops.texts import Text

if TYPE_CHECKING:
    from commops.workspace import Workspace

_OWN_TIME = ("period", "week", "month")


@dataclass(frozen=True, slots=True)
class Pair:
    """One number in both periods. ``difference`` is the second less the first, None where either is not known."""

    page: Page
    keys: dict[str, Value]
    column: str
    values: tuple[int | float | None, int | float | None]
    sizes: tuple[int | None, int | None]
    """On how many each stands; None where it is hidden or the metric has no n."""

    @property
    def difference(self) -> int | float | None:
        """Exact in the digits that are published."""
        before, after = self.values
        if before is None or after is None:
            return None
        gap = Decimal(str(after)) - Decimal(str(before))
        return int(gap) if isinstance(before, int) and isinstance(after, int) else float(gap)

    @property
    def enough(self) -> bool | None:
        """False: too small to tell (fewer than 30 on either side). None: nothing to compare, or no n is known."""
        if self.difference is None or None in self.sizes:
            return None
        return min(size for size in self.sizes if size is not None) >= GREY_BELOW


def check_periods(first: str, second: str) -> None:
    """Raises InputError unless both are weeks, or both are months."""
    for label in (first, second):
        periods.parse_week(label) if "W" in label else periods.parse_month(label)
    if ("W" in first) != ("W" in second):
        raise InputError(
            f"{first} {second}",
            Text("一个是周，一个是月，没法比较。", "a week and a month cannot be compared."),
            Text("写两个周，或两个月。", "Give two weeks or two months."),
        )


def released(ws: Workspace, labels: Sequence[str]) -> dict[str, list[Row]] | None:
    """The rows of all released weeks and months by metric; None while one of the periods is not released.

    What a month's file repeats of its weeks counts once.
    """
    tables: dict[str, list[Row]] = {}
    shots = sorted(ws.snapshots, key=lambda shot: (shot.to, shot.period))
    for shot in shots:
        for key, rows in shot.metrics.items():
            if "W" in shot.period or _waits(key):
                tables.setdefault(key, []).extend(rows)
    told = {label for rows in tables.values() for row in rows for label in labels if label in _times(row)}
    done = {shot.period for shot in shots}
    return tables if all(label in done or ("W" not in label and label in told) for label in labels) else None


def _waits(key: str) -> bool:
    """Whether a metric stands in the files of months only."""
    return key in pages.keys() and pages.load_page(key).files == "month"  # noqa: SIM118 - a function


def compare(tables: Mapping[str, Sequence[Row]], first: str, second: str) -> list[Pair]:
    """A pair for each number of each row that either period has; rows of cohorts, events and hours have no pair."""
    pairs = []
    for key in (key for key in pages.keys() if key in tables):  # noqa: SIM118 - a function, not a mapping
        page = pages.load_page(key)
        sides = [{_keys(page, row): row for row in tables[key] if label in _times(row)} for label in (first, second)]
        for about in sorted({**sides[0], **sides[1]}, key=repr):
            rows = (sides[0].get(about), sides[1].get(about))
            pairs += [_pair(page, dict(about), column, rows) for column in page.columns if column not in page.keys]
    return [pair for pair in pairs if pair.page.columns[pair.column].unit != "text"]


def _times(row: Row) -> list[Value]:
    return [row[name] for name in _OWN_TIME if name in row]


def _keys(page: Page, row: Row) -> tuple[tuple[str, Value], ...]:
    return tuple((name, row.get(name)) for name in page.keys if name not in _OWN_TIME)


def _pair(page: Page, keys: dict[str, Value], column: str, rows: tuple[Row | None, Row | None]) -> Pair:
    own = [rate.n for rate in page.rates if rate.name == column]
    known = [name for name in (*own, page.n) if name in page.columns]
    size = known[0] if known else column if column in page.people else ""
    values = (_number(rows[0], column), _number(rows[1], column))
    sizes = (_count(rows[0], size), _count(rows[1], size))
    return Pair(page, keys, column, values, sizes)


def _number(row: Row | None, column: str) -> int | float | None:
    value: Any = row.get(column) if row else None
    return value if isinstance(value, int | float) else None


def _count(row: Row | None, column: str) -> int | None:
    value = row.get(column) if row and column else None
    return value if isinstance(value, int) else None
