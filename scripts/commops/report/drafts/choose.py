"""Which week, month or quarter a draft is about, and which released week its numbers are taken from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commops.errors import InputError
from commops.stats import periods
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.spans import quarter_of, span

WEEKS_OF_A_QUARTER = 13


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period, the one before it, and the released week that closes it (for a running quarter the newest one)."""

    period: str
    before: str
    week: str
    months: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    """Of a quarter: its months and weeks that are released, oldest first."""


def week_of(ws: Workspace, label: str | None, as_of: dt.date) -> Chosen:
    """A released week, by default the last one that is over."""
    if label is not None:
        periods.parse_week(label)
    found = _released(ws, label, as_of)
    return Chosen(found, periods.week_label(periods.parse_week(found) - 1), found)


def month_of(ws: Workspace, label: str | None, as_of: dt.date) -> Chosen:
    """A month whose last week is released, by default the last one that is over."""
    if label is not None:
        month_n = periods.parse_month(label)
    else:
        newest = _last_day(_released(ws, None, as_of))
        month_n = periods.month_of_day(newest)
        if newest < periods.first_day_of_month(month_n + 1) - 1:
            month_n -= 1
    week = _released(ws, _closing(month_n), as_of)
    return Chosen(periods.month_label(month_n), periods.month_label(month_n - 1), week)


def quarter(ws: Workspace, label: str | None, as_of: dt.date) -> Chosen:
    """A quarter, by default the running one, with those of its months that are over and released."""
    period = (label or quarter_of(as_of)).upper()
    try:
        first, last = span(period)
    except ValueError:
        first, last = dt.date.max, dt.date.min
    if "Q" not in period or first > last:
        raise InputError(
            label or period,
            Text("不是季度。", "is not a quarter."),
            Text("写成 2026-Q4 的样子。", "Write it like 2026-Q4."),
        )
    weeks = [week for week in weeks_until(ws, min(as_of, last)) if span(week)[1] >= first]
    if not weeks:
        raise _nothing(period)
    start = periods.month_of_day(periods.day_number(first))
    over = [month for month in range(start, start + 3) if _closing(month) in weeks_until(ws, as_of)]
    return Chosen(
        period, quarter_of(first - dt.timedelta(days=1)), weeks[-1], tuple(map(periods.month_label, over)), tuple(weeks)
    )


def weeks_until(ws: Workspace, day: dt.date) -> list[str]:
    """The released weeks that are over on a day, oldest first. Raises InputError when there is none."""
    found = [shot for shot in ws.snapshots if "W" in shot.period and shot.to <= day.isoformat()]
    if not found:
        raise _nothing("community/stats")
    return [shot.period for shot in sorted(found, key=lambda shot: shot.to)]


def months_until(ws: Workspace, day: dt.date) -> list[str]:
    """The released months that are over on a day, oldest first."""
    return sorted(shot.period for shot in ws.snapshots if "W" not in shot.period and shot.as_of <= day.isoformat())


def _released(ws: Workspace, week: str | None, as_of: dt.date) -> str:
    weeks = weeks_until(ws, as_of)
    if week is not None and week not in weeks:
        raise _nothing(week)
    return week or weeks[-1]


def closing_week(month: str) -> str:
    """The week in which a month ends, whose file holds the month's rows."""
    return _closing(periods.parse_month(month))


def _closing(month_n: int) -> str:
    return periods.week_label(periods.week_of_day(periods.first_day_of_month(month_n + 1) - 1))


def _last_day(week: str) -> int:
    return periods.first_day_of_week(periods.parse_week(week)) + 6


def _nothing(place: str) -> InputError:
    return InputError(
        place,
        Text(
            "到基准日为止没有这一期的统计快照，报告里没有数可填。",
            "there is no stats snapshot of it up to this day, so there are no numbers to fill in.",
        ),
        Text(
            "先导入聊天记录，运行 commops stats snapshot 并提交；或换一个 --period、--as-of。",
            "Import the logs, run commops stats snapshot and commit it; or choose another --period or --as-of.",
        ),
    )
