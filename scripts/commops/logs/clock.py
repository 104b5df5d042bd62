"""Follows the clock of a text log: times without a date or a zone, midnights, repeated hours, twelve-hour clocks."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST
from commops.patterns import lazy

TIME = lazy(
    r"\[?(?:(?P<date>\d{4}-\d\d-\d\d)[T ]|(?P<month>[A-Z][a-z]{2}) (?P<day>[ \d]\d) )?"
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?P<offset>Z|[+-]\d\d:?\d\d)?\]?[ \t]+"
)
EPOCH = lazy(r"\[?(\d{9,10})(?:\.\d+)?\]?[ \t]+")
DAY = lazy(
    r"(?:--- (?:Day changed|Log opened|Log closed)|\*\*\*\* (?:BEGIN|ENDING) LOGGING AT|Session (?:Start|Close):)\s+"
    r"\w{3} (?P<month>\w{3})\s+(?P<day>\d\d?) (?:\d\d:\d\d(?::\d\d)? )?(?P<year>\d{4})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JITTER = 2
"""Minutes by which a log may go back without meaning anything."""

DATE = lazy(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(slots=True)
class Clock:
    """Follows the times of a log: which day it is, and UTC seconds of the current line."""

    zone: ZoneInfo
    day: dt.date | None
    twelve: bool = False
    """Whether hours run from 12 over 1 to 11 without saying which half of the day; the log then starts before noon."""
    now: int | None = None
    assumed: str = ""
    """The zone's name once a time without one was read."""
    _last: dt.time = dt.time(0)
    _fold: int = 0
    _afternoon: bool = False
    _cache: dict[tuple[dt.date, dt.time, int], int] = field(default_factory=dict)

    def start(self) -> None:
        """Take the beginning of the day for a log without any time."""
        if self.now is None and self.day:
            self.now = self._seconds(dt.time(0))

    def set(self, line: str) -> bool:
        """Read the time at the start of a line; False when it has none (or an impossible one)."""
        with contextlib.suppress(ValueError, OverflowError):
            if announced := DAY.match(line):
                return self._announce(announced)
            if found := TIME.match(line):
                return self._wall(found)
        if found := EPOCH.match(line):
            ts_s = int(found[1])
            self.now = ts_s if EARLIEST <= ts_s < LATEST else self.now
            return EARLIEST <= ts_s < LATEST
        return False

    def _announce(self, found: re.Match[str]) -> bool:
        self.day = dt.date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
        self._last, self._fold = dt.time(0), 0
        self.now = self._seconds(dt.time(0))
        return True

    def _wall(self, found: re.Match[str]) -> bool:
        time = dt.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        dated = dt.date.fromisoformat(found["date"]) if found["date"] else self.day
        if dated is None:
            return False
        if found["month"]:
            # Without a year: the one that was announced, or the next one after December.
            month = _MONTHS.index(found["month"]) + 1
            dated = dt.date(dated.year + (month < dated.month - 6), month, int(found["day"]))
        if dated != self.day:
            self.day, self._last = dated, dt.time(0)
        if found["offset"]:
            local = dt.datetime.combine(dated, time)
            self.now = int(dt.datetime.fromisoformat(f"{local.isoformat()}{found['offset']}").timestamp())
            return True
        if self.twelve:
            time = self._half(time)
        back = _minutes(self._last) - _minutes(time)
        if back > 12 * 60 and not found["date"] and not found["month"]:
            # From 23:59 to 00:01: midnight has passed. A small step back is only a slow clock.
            self.day = dated + dt.timedelta(days=1)
        elif back > _JITTER:
            self._fold = 1
        self._fold = self._fold if self._is_repeated(time) else 0
        self._last = time
        self.now = self._seconds(time)
        return True

    def _is_repeated(self, time: dt.time) -> bool:
        """Whether clocks show this time twice on this day, because they are put back."""
        local = dt.datetime.combine(self.day or dt.date.min, time, self.zone)
        return local.timestamp() < local.replace(fold=1).timestamp()

    def _half(self, time: dt.time) -> dt.time:
        """The time on a clock of 24 hours: going back from 11 to 12 means noon or midnight."""
        if _minutes(self._last) % 720 - _minutes(time) % 720 > 360:
            self._afternoon = not self._afternoon
        return time.replace(hour=time.hour % 12 + (12 if self._afternoon else 0))

    def _seconds(self, time: dt.time) -> int:
        """UTC seconds of a local time of the current day."""
        assert self.day  # noqa: S101 - callers set it first
        self.assumed = self.zone.key
        key = (self.day, time, self._fold)
        if key not in self._cache:
            self._cache = {
                key: int(dt.datetime.combine(self.day, time, self.zone).replace(fold=self._fold).timestamp())
            }
        return self._cache[key]


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def date_in_path(path: Path) -> dt.date | None:
    """The last date in the file's name, else in the names of its folders (``2019/01/05.txt``)."""
    for text in (path.name, "/".join(path.absolute().with_suffix("").parts[-4:])):
        for found in reversed(list(DATE.finditer(text))):
            try:
                return dt.date(int(found[1]), int(found[3]), int(found[4]))
            except ValueError:
                continue
    return None
