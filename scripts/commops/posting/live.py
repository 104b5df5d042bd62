"""When events keep people busy, and where: the hours of a live event, its channels and the people who are needed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from commops.posting.calendar import Span, clock
from commops.workspace import Workspace
from commops.workspace._types import Event
from commops.workspace.times import date, instant, minutes

if TYPE_CHECKING:
    from commops.workspace._shapes import EventAgendaItem


AHEAD = frozenset(["idea", "planned", "announced", "open", "running"])
"""Statuses of events that are still to happen or to end."""
NOT_LIVE = frozenset(["challenge"])
"""Kinds of events at which nobody has to be present."""
HORIZON = dt.timedelta(days=183)
"""How far ahead events are compared with each other and with posts."""
_LONGEST = dt.timedelta(hours=10)


def busy(ws: Workspace, event: Event) -> list[Span]:
    """The hours in which the event takes place with people present, sorted.

    These are the parts of its agenda, else the event itself. What lasts longer than ten hours is a frame in which
    people come and go, not a time at which they are all there.
    """
    if event.kind_ in NOT_LIVE:
        return []
    try:
        start, end = instant(event.start).astimezone(dt.UTC), instant(event.end).astimezone(dt.UTC)
        zone = ZoneInfo(event.timezone) if event.timezone else ws.zone
        parts = [_part(item, start, zone) for item in event.agenda or []]
    except (KeyError, ValueError, OSError, OverflowError):
        return []
    spans = sorted(parts or [Span(start, end)])
    merged: list[Span] = []
    for span in spans:
        if span.end <= span.start or span.end - span.start > _LONGEST:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _part(item: EventAgendaItem, start: dt.datetime, zone: ZoneInfo) -> Span:
    day = date(item["day"]) if "day" in item else start.astimezone(zone).date()
    first, last = minutes(item["from"]), minutes(item["to"])
    opens = clock(day, first, zone, start)
    return Span(opens, clock(day, last + (1440 if last < first else 0), zone, opens))


def people_of(event: Event) -> frozenset[str]:
    """Who cannot do anything else while the event runs: its owner, its safety lead and its speakers."""
    lead = event.safety.get("lead") if event.safety else None
    return frozenset(filter(None, [event.owner, lead, *(one["id"] for one in event.speakers or [])]))


def channels_of_events(ws: Workspace) -> dict[str, frozenset[str]]:
    """The channels on which each event is live: those of the ``live`` posts about it. Ask with ``ws.derive``."""
    found: dict[str, set[str]] = {}
    for post in ws.posts:
        data = post.data
        if data.get("kind") == "live" and "event" in data and data.get("status") not in ("rejected", "withdrawn"):
            found.setdefault(data["event"], set()).update(data["channels"])
    return {event: frozenset(channels) for event, channels in found.items()}


def events_ahead(ws: Workspace) -> list[tuple[Event, list[Span]]]:
    """The live events of the next half year that are not over, with their hours, by id. Ask with ``ws.derive``."""
    # Days as they are written may be one off.
    floor = (ws.as_of - dt.timedelta(days=1)).isoformat()
    until = (ws.as_of + HORIZON).isoformat()
    found = []
    for event in ws.events:
        if event.status in AHEAD and event.end >= floor and event.start <= until:
            spans = [span for span in busy(ws, event) if span.end.astimezone(ws.zone).date() >= ws.as_of]
            if spans:
                found.append((event, spans))
    return found


def hours_by_day(ws: Workspace) -> dict[dt.date, list[tuple[Span, Event]]]:
    """The hours of events ahead by each day, on the community's clocks, that they touch. Ask with ``ws.derive``."""
    found: dict[dt.date, list[tuple[Span, Event]]] = {}
    for event, spans in ws.derive(events_ahead):
        for span in spans:
            first, last = (moment.astimezone(ws.zone).date() for moment in span)
            for number in range((last - first).days + 1):
                found.setdefault(first + dt.timedelta(days=number), []).append((span, event))
    return found


def starts(ws: Workspace, event: Event) -> dt.datetime | None:
    """When the event starts, on the community's clocks; None if its time has no offset (another rule says so)."""
    try:
        return instant(event.start).astimezone(ws.zone)
    except ValueError:
        return None
