"""Days, ISO weeks and months as the plain numbers of the warehouse, and as the text people read."""

from __future__ import annotations

import datetime as dt
import re

from commops.errors import InputError
from commops.texts import Text

_EPOCH = dt.date(1970, 1, 1)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_MONTHS = re.compile(r"(\d{4})(?:-[Qq]([1-4])|-[Hh]([12])|-(0[1-9]|1[0-2]))?", re.ASCII)


def day_number(day: dt.date) -> int:
    """``day_n``: days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(day_n: int) -> dt.date:
    """The date of a ``day_n``."""
    return _EPOCH + dt.timedelta(days=day_n)


def week_of_day(day_n: int) -> int:
    """``week_n`` of a day: ISO weeks since the one that starts on Monday 1969-12-29."""
    return (day_n + 3) // 7


def last_full_week(day_n: int) -> int:
    """The last ``week_n`` that has ended by the end of a day."""
    return week_of_day(day_n + 1) - 1


def first_day_of_week(week_n: int) -> int:
    """``day_n`` of a week's Monday."""
    return 7 * week_n - 3


def month_of_day(day_n: int) -> int:
    """``month_n`` of a day: year * 12 + month - 1."""
    day = day_of(day_n)
    return day.year * 12 + day.month - 1


def first_day_of_month(month_n: int) -> int:
    """``day_n`` of a month's first day."""
    return day_number(dt.date(month_n // 12, month_n % 12 + 1, 1))


def day_label(day_n: int) -> str:
    """``2026-11-22``."""
    return day_of(day_n).isoformat()


def week_label(week_n: int) -> str:
    """``2026-W47``: the ISO year, which differs from the calendar year around New Year, and the ISO week."""
    year, week, _ = day_of(first_day_of_week(week_n)).isocalendar()
    return f"{year}-W{week:02}"


def month_label(month_n: int) -> str:
    """``2026-11``."""
    return f"{month_n // 12:04}-{month_n % 12 + 1:02}"


def local_day(ts_s: int, zone: dt.tzinfo) -> int:
    """``day_n`` of a moment (UTC seconds) on the calendar of a zone."""
    return day_number(dt.datetime.fromtimestamp(ts_s, zone).date())


def quarter_label(quarter_n: int) -> str:
    """``2026-Q4`` of a ``quarter_n``: year * 4 + quarter - 1."""
    return f"{quarter_n // 4:04}-Q{quarter_n % 4 + 1}"


def parse_week(label: str) -> int:
    """The ``week_n`` of ``2026-W47``. Raises InputError for anything else, also for a week its year does not have."""
    if match := _WEEK.fullmatch(label):
        try:
            return week_of_day(day_number(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)))
        except ValueError:
            pass
    raise InputError(
        label,
        Text("不是 ISO 周。", "is not an ISO week."),
        Text("写成 2026-W47 的样子（年-W两位周数）。", "Write it like 2026-W47: year, W, two digits."),
    )


def parse_month(label: str) -> int:
    """The ``month_n`` of ``2026-11``. Raises InputError for anything else."""
    if match := re.fullmatch(r"([12][0-9]{3})-(0[1-9]|1[0-2])", label):
        return int(match[1]) * 12 + int(match[2]) - 1
    raise InputError(
        label,
        Text("不是年月。", "is not a month."),
        Text("写成 2026-11 的样子。", "Write it like 2026-11."),
    )


def span(label: str) -> tuple[dt.date, dt.date]:
    """First and last day of a day, week, month, quarter, half or year as written here. InputError for other text."""
    if months := _MONTHS.fullmatch(label):
        year, quarter, half, month = months.groups()
        width = 3 if quarter else 6 if half else 1 if month else 12
        month_n = int(year) * 12 + (int(quarter or half or month or 1) - 1) * width
        return day_of(first_day_of_month(month_n)), day_of(first_day_of_month(month_n + width) - 1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", label):
        return dt.date.fromisoformat(label), dt.date.fromisoformat(label)
    monday = first_day_of_week(parse_week(label))
    return day_of(monday), day_of(monday + 6)
