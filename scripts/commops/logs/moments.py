"""Times as exports write them, as UTC seconds: numbers of seconds or finer, ISO text, and local clocks of a zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST
from commops.logs.zones import utc_seconds

_DAY_S = 86_400
_USUAL = len("2026-05-28 09:05:07")


def stamp(value: object) -> int | None:
    """UTC seconds of a number (or digits in a string) of seconds, milliseconds or microseconds; None for anything else.

    The size tells the unit: between 1990 and 2100 the three never overlap.
    """
    if isinstance(value, str):
        value = value.strip()
        if len(value) > 20 or not (value.isascii() and value.removeprefix("-").isdigit()):
            return None
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**18:
        return None
    for unit in (1, 1_000, 1_000_000):
        if EARLIEST <= (ts_s := int(value // unit)) < LATEST:
            return ts_s
    return None


def iso(value: str, local: LocalTimes) -> int | None:
    """UTC seconds of an ISO 8601 time; one without an offset is local. None for what is not a time of our days."""
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    if found.tzinfo is None:
        return local.seconds(found.date(), found.hour * 3600 + found.minute * 60 + found.second)
    ts_s = int((found - _EPOCH).total_seconds())
    return ts_s if EARLIEST <= ts_s < LATEST else None


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class LocalTimes:
    """Clocks of one zone as UTC seconds; days on which no clock is changed cost one look-up."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._days: dict[dt.date, int | None] = {}

    def seconds(self, date: dt.date, second: int) -> int | None:
        """UTC seconds of a second of a local day; None outside the years that messages come from."""
        if not 1990 <= date.year < 2100:
            return None
        if date not in self._days:
            self._days[date] = self._midnight(date)
        midnight = self._days[date]
        if midnight is not None:
            ts_s = midnight + second
        else:
            ts_s = utc_seconds(dt.datetime.combine(date, dt.time()) + dt.timedelta(seconds=second), self.zone)
        return ts_s if EARLIEST <= ts_s < LATEST else None

    def read(self, text: str) -> int | None:
        """UTC seconds of ``2026-05-28 9:05:07`` (digits may be unpadded, seconds missing); None for anything else."""
        text = text.strip()
        try:
            if len(text) == _USUAL and text[10] == " ":
                found = dt.datetime.fromisoformat(text)
                return self.seconds(found.date(), found.hour * 3600 + found.minute * 60 + found.second)
            date, _, clock = text.partition(" ")
            parts = clock.split(":")
            year, month, day = map(int, date.split("-"))
            hour, minute, second = (*map(int, parts), 0) if len(parts) == 2 else map(int, parts)
            dt.time(hour, minute, second)
            return self.seconds(dt.date(year, month, day), hour * 3600 + minute * 60 + second)
        except ValueError:
            return None

    def _midnight(self, date: dt.date) -> int | None:
        """UTC seconds at which a day begins; None for a day on which clocks are changed."""
        start = utc_seconds(dt.datetime.combine(date, dt.time()), self.zone)
        end = utc_seconds(dt.datetime.combine(date + dt.timedelta(days=1), dt.time()), self.zone)
        return start if end - start == _DAY_S else None
