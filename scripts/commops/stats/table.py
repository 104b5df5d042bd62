"""The plain result of a metric: named columns and rows, from counts to rates, ready for any printer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isqrt, prod
from typing import TypeAlias

from commops.stats import periods
from commops.stats.pages import Page, Rate, load_page

Value: TypeAlias = "int | float | str | None"
Row: TypeAlias = "dict[str, Value]"

_CALENDAR: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "day_n": ("day", periods.day_label),
    "week_n": ("week", periods.week_label),
    "month_n": ("month", periods.month_label),
    "quarter_n": ("quarter", periods.quarter_label),
    "cohort_n": ("cohort", periods.week_label),
}
_PERIOD: Mapping[object, Callable[[int], str]] = {"day": periods.day_label, "month": periods.month_label}


@dataclass(frozen=True, slots=True)
class Table:
    """One metric's rows: counts, rates (null where the window is empty or too small), names, and dates as text.

    ``as_of`` is the last day looked at (ISO date; None in a released week). ``open`` rows belong to a window that had
    not closed by then: they may still change.
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    as_of: str | None = None

    def records(self) -> list[Row]:
        """The rows as mappings in the order of ``columns``."""
        return [{name: row[name] for name in self.columns} for row in self.rows]

    def since(self, day: dt.date) -> Table:
        """The rows whose period (by its own dates) ends on this day or later; rows without a date all stay."""
        return replace(self, rows=tuple(row for row in self.rows if _last_day(row) >= day))

    def without(self, unknown: Callable[[str, dt.date, dt.date], bool]) -> Table:
        """The same table, but nothing is known of some rows: what they count is null.

        ``unknown`` gets the channel of a row (``*`` for all together) and the first and last day of its period.
        """
        named = {*load_page(self.key).keys, *_DATED, "open"}

        def judged(row: Row) -> Row:
            dates = _span(row)
            # A window of 28 days reaches beyond the week that it is called after.
            if dates is None or row.get("grain") == "28d" or not unknown(str(row.get("channel", "*")), *dates):
                return row
            return {name: value if name in named else None for name, value in row.items()}

        return replace(self, rows=tuple(map(judged, self.rows)))


_DATED = ("period", "week", "month", "quarter", "cohort", "day")


def _span(row: Row) -> tuple[dt.date, dt.date] | None:
    dates = [row[name] for name in _DATED if row.get(name)]
    return periods.span(str(dates[0])) if dates else None


def _last_day(row: Row) -> dt.date:
    dates = _span(row)
    return dates[1] if dates else dt.date.max


def label(record: Mapping[str, Value]) -> Row:
    """One row of a query with its calendar numbers turned into text: ``week_n: 2968`` becomes ``week: 2026-W47``."""
    row: Row = {}
    for name, value in record.items():
        if name == "period_n" and isinstance(value, int):
            row["period"] = _PERIOD.get(record.get("grain"), periods.week_label)(value)
        elif name in _CALENDAR:
            shown, text = _CALENDAR[name]
            row[shown] = text(value) if isinstance(value, int) else None
        else:
            row[name] = value
    return row


def _amount(row: Mapping[str, Value], factors: Sequence[str | int]) -> Fraction | None:
    values = [factor if isinstance(factor, int) else row[factor] for factor in factors]
    known = [value for value in values if isinstance(value, int)]
    return Fraction(prod(known)) if len(known) == len(values) else None


def rate_of(row: Mapping[str, Value], rate: Rate, min_n: int = 1) -> float | None:
    """Numerator over denominator (or its square root), exact until one rounding, half to even, at ``rate.digits``.

    Null when a part, or anything else it needs, is unknown or hidden, when the denominator is 0, or when the rate's n
    is below ``min_n``.
    """
    if any(row[name] is None for name in rate.needs):
        return None
    over, under = _amount(row, rate.over), _amount(row, rate.under)
    size = row[rate.n] if rate.n else None
    if over is None or not under or (rate.n and (not isinstance(size, int) or size < min_n)):
        return None
    return float(round(over / under, rate.digits)) if not rate.root else _root(over / under, rate.digits)


def _root(square: Fraction, digits: int) -> float:
    """The square root, rounded down at so many digits: whole numbers only, so the same on every machine."""
    return float(Fraction(isqrt(int(square * 100**digits)), 10**digits))


def finish(page: Page, rows: Sequence[Row], *, as_of: int | None, exact: bool = False) -> Table:
    """Rows of counts as the table of a page: its columns in its order, its rates worked out.

    ``as_of``: rows whose week of closing had not ended on this ``day_n`` are marked ``open``; None: all are closed.
    ``exact`` keeps the rates of tiny groups, for the private terminal and for the examples of the pages.
    """
    done: list[Row] = []
    for row in rows:
        rates = {rate.name: rate_of(row, rate, 1 if exact else page.min_n) for rate in page.rates}
        full = {**row, **rates}
        out = {name: full[name] for name in page.columns}
        if as_of is not None:
            closed = row["closed_n"]
            out["open"] = int(isinstance(closed, int) and closed > periods.last_full_week(as_of))
        done.append(out)
    columns = (*page.columns, "open") if as_of is not None else tuple(page.columns)
    return Table(page.key, columns, tuple(done), None if as_of is None else periods.day_label(as_of))
