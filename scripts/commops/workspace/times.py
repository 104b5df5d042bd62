"""Instants, dates and clock times as people write them in files; a wrong one is a ValueError, never a guess."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from commops.patterns import lazy

_INSTANT = lazy(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?", re.ASCII | re.IGNORECASE
)
_DATE = lazy(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = lazy(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@lru_cache(maxsize=1 << 15)
def instant(text: str) -> dt.datetime:
    """An aware datetime from RFC 3339 text such as ``2026-11-23T20:00+08:00`` (seconds may be left out).

    Raises ValueError for anything else, also for a time without offset.
    """
    moment = naive_or_aware(text)
    if moment.tzinfo is None:
        raise ValueError(f"no offset in {text!r}")
    return moment


def naive_or_aware(text: str) -> dt.datetime:
    """A date with a time of day, with or without offset. Raises ValueError."""
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a date and time: {text!r}")
    day, clock, seconds, fraction, offset = found.groups()
    if offset and offset not in "zZ" and not (offset[1:3] <= "14" and offset[4:] < "60"):
        raise ValueError(f"no such offset: {text!r}")
    _check_year(day)
    micro = f".{fraction[1:]:0<6}" if fraction else ""
    return dt.datetime.fromisoformat(f"{day}T{clock}{seconds or ':00'}{micro}{(offset or '').upper()}")


def date(text: str) -> dt.date:
    """A day from ``2026-11-22``. Raises ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError(f"not a date: {text!r}")
    _check_year(text)
    return dt.date.fromisoformat(text)


def _check_year(day: str) -> None:
    """Refuse the two years at the ends, in which a change of zone or a day's difference leaves the calendar."""
    if not "0002" <= day[:4] <= "9998":
        raise ValueError(f"no such year: {day!r}")


def in_zone(text: str, zone: ZoneInfo) -> dt.datetime:
    """The instant of RFC 3339 text, shown on the clocks of ``zone``. Raises ValueError."""
    return instant(text).astimezone(zone)


def minutes(text: str) -> int:
    """Minutes since midnight of ``HH:MM`` (``24:00`` is 1440). Raises ValueError."""
    if text == "24:00":
        return 1440
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time of day: {text!r}")
    return int(found[1]) * 60 + int(found[2])
