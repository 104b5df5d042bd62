"""Days, weeks and clock times: what clocks on the wall show, which hours are quiet, what overlaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from commops.workspace.hours import WEEKDAYS
from commops.workspace.times import minutes

OffsetFault: TypeAlias = Literal["gap", "season", "foreign"]


class Span(NamedTuple):
    """A stretch of time: two instants in UTC, the end is no longer part of it."""

    start: dt.datetime
    end: dt.datetime

    def overlaps(self, other: Span) -> bool:
        """Whether the two have any time in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, moment: dt.datetime) -> bool:
        """Whether an instant lies inside."""
        return self.start <= moment < self.end


def monday(day: dt.date) -> dt.date:
    """The Monday of the day's week. Raises OverflowError in the first week of the year 1."""
    return day - dt.timedelta(days=day.weekday())


def week_days(day: dt.date) -> tuple[dt.date, ...]:
    """Monday to Sunday of the day's week."""
    first = monday(day)
    return tuple(first + dt.timedelta(days=number) for number in range(7))


def month_weeks(day: dt.date) -> tuple[tuple[dt.date, ...], ...]:
    """The weeks that a calendar page of the day's month shows, from the Monday on or before its first day."""
    first = day.replace(day=1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    start = monday(first)
    return tuple(week_days(start + dt.timedelta(days=offset)) for offset in range(0, (after - start).days, 7))


def wall_times(naive: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, ...]:
    """The instants, in UTC, at which clocks in the zone show a time: one, two when clocks go back, none in a gap."""
    found = []
    for fold in (0, 1):
        moment = naive.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC)
        if moment.astimezone(zone).replace(tzinfo=None, fold=0) == naive and moment not in found:
            found.append(moment)
    return tuple(sorted(found))


def offset_fault(moment: dt.datetime, zone: ZoneInfo) -> OffsetFault | None:
    """What is wrong with the offset that an aware time was written with, in a zone; None when the zone has it then.

    ``gap``: clocks in the zone skip this time. ``season``: the zone has this offset, but at another time of the
    year. ``foreign``: it does not have it within half a year. Raises OverflowError in the years 1 and 9999.
    """
    if moment.astimezone(zone).utcoffset() == moment.utcoffset():
        return None
    naive = moment.replace(tzinfo=None)
    offset = moment.utcoffset()
    if not wall_times(naive, zone) and offset in {_offset(moment, number, zone) for number in (-1, 1)}:
        return "gap"
    # Once a week is enough: no clock change lasts less.
    return "season" if offset in {_offset(moment, number, zone) for number in range(-182, 183, 7)} else "foreign"


def _offset(moment: dt.datetime, days: int, zone: ZoneInfo) -> dt.timedelta | None:
    """The zone's offset some days before or after a moment."""
    return (moment + dt.timedelta(days=days)).astimezone(zone).utcoffset()


def clock(day: dt.date, minute: int, zone: ZoneInfo, since: dt.datetime | None = None) -> dt.datetime:
    """The instant, in UTC, that is so many minutes after midnight on the zone's clocks (1500 is 01:00 the next day).

    Of an hour that comes twice the first one counts that is not before ``since``. A time that is skipped is counted
    on from before the gap.
    """
    time = dt.time(minute % 1440 // 60, minute % 60)
    naive = dt.datetime.combine(day + dt.timedelta(days=minute // 1440), time)
    found = wall_times(naive, zone) or (naive.replace(tzinfo=zone).astimezone(dt.UTC),)
    return next((moment for moment in found if since is None or moment >= since), found[-1])


def is_skipped(day: dt.date, minute: int, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone never show that many minutes after the day's midnight."""
    time = dt.time(minute % 1440 // 60, minute % 60)
    return not wall_times(dt.datetime.combine(day + dt.timedelta(days=minute // 1440), time), zone)


def is_quiet(local: dt.datetime, window: Mapping[str, Any]) -> bool:
    """Whether an aware time lies in a window such as 22:30 to 08:00; ``days`` are those on which the window begins.

    The end is no longer quiet. A window whose two ends are equal lasts the whole day.
    """
    start, end, now = minutes(window["from"]), minutes(window["to"]), local.hour * 60 + local.minute
    if start < end:
        return start <= now < end and _begins_on(local.weekday(), window)
    return (now >= start and _begins_on(local.weekday(), window)) or (
        now < end and _begins_on(day_before(local).weekday(), window)
    )


def _begins_on(weekday: int, window: Mapping[str, Any]) -> bool:
    return WEEKDAYS[weekday] in (window.get("days") or WEEKDAYS)


def day_before(local: dt.datetime) -> dt.date:
    """The day that clocks in the time's zone showed last before its day; zones that crossed the date line skip one."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (midnight.astimezone(dt.UTC) - dt.timedelta(seconds=1)).astimezone(local.tzinfo).date()
