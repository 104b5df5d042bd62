"""Times of events on the clock of their place, with its offset, marked so that a script can add the reader's own."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commops.posting.calendar import clock
from commops.site import public
from commops.site.edition import Edition
from commops.site.html import Html, el
from commops.workspace.times import date, instant, minutes

_DAY = 24 * 60


class Part(NamedTuple):
    """One part of an agenda as two moments."""

    start: dt.datetime
    end: dt.datetime


def zone_of(edition: Edition, event: public.Event) -> ZoneInfo:
    """The zone in which the times of an event are meant: that of its place, else the community's."""
    return ZoneInfo(event.timezone) if event.timezone else edition.ws.zone


def offset(moment: dt.datetime) -> str:
    """How far the clock of an aware moment is from UTC: ``UTC+8``, ``UTC-3:30``, ``UTC``."""
    seconds = (moment.utcoffset() or dt.timedelta()).total_seconds()
    hours, rest = divmod(abs(round(seconds / 60)), 60)
    if not hours and not rest:
        return "UTC"
    return f"UTC{'-' if seconds < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def zone_name(edition: Edition, event: public.Event) -> str:
    """The zone of an event in words: ``Asia/Shanghai, UTC+8``."""
    zone = zone_of(edition, event)
    return f"{zone}{edition.say('，', ', ')}{offset(instant(event.start).astimezone(zone))}"


def span(edition: Edition, start: str, end: str | None, zone: ZoneInfo, *, short: bool = False) -> Html:
    """From one moment to another on the clock of a zone. ``short`` leaves the day out, as in a row of an agenda."""
    first = instant(start).astimezone(zone)
    last = instant(end).astimezone(zone) if end else first
    shown = f"{first:%H:%M}–{last:%H:%M}" if short else edition.span(first, last, zone)
    return el(
        "time",
        shown,
        datetime=first.isoformat(timespec="minutes"),
        data_co_until=last.isoformat(timespec="minutes"),
        data_co_clock=short,
    )


def parts(edition: Edition, event: public.Event, rows: list[public.Row]) -> list[Part]:
    """When the rows of an agenda are; a part that ends before it starts ends on the next day."""
    zone = zone_of(edition, event)
    first = instant(event.start).astimezone(zone).date()
    found = []
    for row in rows:
        day = date(row["day"]) if "day" in row else first
        start, end = minutes(row["from"]), minutes(row["to"])
        begins = clock(day, start, zone)
        found.append(Part(begins, clock(day, end if end > start else end + _DAY, zone, since=begins)))
    return found
