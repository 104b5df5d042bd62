"""UTC offsets of a zone as plain numbers, so that calendar columns need no date function and no second zone table."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_DAY = 86_400


def offset_at(zone: ZoneInfo, ts_s: int) -> int:
    """Seconds east of UTC in ``zone`` at a moment given in UTC seconds."""
    offset = dt.datetime.fromtimestamp(ts_s, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def offsets(zone: ZoneInfo, first: int, last: int) -> list[tuple[int, int]]:
    """The offsets in force from ``first`` to ``last`` (UTC seconds) as (since, seconds east of UTC), by time.

    The first entry holds from the beginning. Each change is found to the second.
    """
    current = offset_at(zone, first)
    found = [(first, current)]
    for start in range(first, last + 1, _DAY):
        end = min(start + _DAY, last)
        if (new := offset_at(zone, end)) == current:
            continue
        low, high = start, end
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset_at(zone, middle) == current else (low, middle)
        found.append((high, new))
        current = new
    return found


def utc_seconds(local: dt.datetime, zone: ZoneInfo) -> int:
    """UTC seconds of a local time; one with its own offset keeps it. Raises OverflowError outside years 1-9999."""
    return int((local if local.tzinfo else local.replace(tzinfo=zone)).timestamp())
