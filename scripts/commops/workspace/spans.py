"""First and last day of a period as people write it: a year, half, quarter, month or ISO week."""

from __future__ import annotations

import datetime as dt
import re

from commops.patterns import lazy

_PERIOD = lazy(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d\d)|(?P<month>\d\d)))?", re.I)


def span(period: str) -> tuple[dt.date, dt.date]:
    """First and last day. Raises ValueError for other text, also for a week that its year does not have.

    >>> span("2026-Q4")
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"not a period: {period!r}")
    year = int(found["year"])
    if found["week"]:
        monday = dt.date.fromisocalendar(year, int(found["week"]), 1)
        return monday, monday + dt.timedelta(days=6)
    months = {"quarter": 3, "half": 6, "month": 1}
    size, number = next(((size, int(found[name])) for name, size in months.items() if found[name]), (12, 1))
    first = dt.date(year, (number - 1) * size + 1, 1)
    after = year * 12 + first.month - 1 + size
    return first, dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)


def within(inner: str, outer: str) -> bool:
    """Whether a period ends in another one: a week that straddles two quarters belongs to that of its Sunday."""
    first, last = span(outer)
    return first <= span(inner)[1] <= last


def quarter_of(day: dt.date) -> str:
    """The quarter of a day, such as ``2026-Q4``."""
    return f"{day.year}-Q{(day.month + 2) // 3}"
