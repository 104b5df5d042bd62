"""What stands in the calendar as records, and how one of them looks in a grid, a table or a list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from commops.posting.clocks import in_quiet_hours
from commops.site import public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, page_address, span
from commops.workspace import Workspace
from commops.workspace.times import instant

_LONG = 3
"""An event over more days than this is shown on its first and its last day, and as a bar in the table of a week."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An event, a post, or a time that is taken by a post nobody may read yet."""

    start: dt.datetime
    """On the community's clocks, as ``end`` is."""
    end: dt.datetime
    thing: public.Event | public.Post | None
    """None for a post that nobody may read yet: then nothing else about it is known here either."""
    status: str
    key: str
    """Names the slot on every page, for the script that filters."""

    @property
    def order(self) -> tuple[dt.datetime, int, str]:
        """Sort key: by time, events first."""
        return self.start, 0 if self.is_event else 1, self.key

    @property
    def is_event(self) -> bool:
        """Whether it is an event."""
        return isinstance(self.thing, public.Event)

    @property
    def is_long(self) -> bool:
        """Whether it lasts for days rather than hours."""
        return self.end - self.start > dt.timedelta(days=1)


def slots(ws: Workspace) -> list[Slot]:
    """Everything in the public calendar, by time. Ask with ``ws.derive(slots)``."""
    zone = ws.zone
    found = []
    for event in public.events(ws):
        start, end = instant(event.start).astimezone(zone), instant(event.end).astimezone(zone)
        found.append(Slot(start, max(start, end), event, event.status, f"e-{event.id}"))
    for post in public.posts(ws):
        at = instant(post.date).astimezone(zone)
        found.append(Slot(at, at, post, post.status, f"p-{post.id}"))
    for number, (moment, status) in enumerate(public.waiting(ws)):
        at = moment.astimezone(zone)
        found.append(Slot(at, at, None, status, f"w-{number}"))
    return sorted(found, key=lambda slot: slot.order)


def by_day(ws: Workspace) -> dict[dt.date, list[Slot]]:
    """The slots of each day, in order; an event of several days stands on each, a long one on its first and last.

    Ask with ``ws.derive(by_day)``.
    """
    found: dict[dt.date, list[Slot]] = defaultdict(list)
    for slot in ws.derive(slots):
        for day in _days(slot):
            found[day].append(slot)
    for day, entries in found.items():
        # What began before stands first.
        entries.sort(key=lambda slot: (slot.start.date() == day, slot.order))
    return dict(found)


def _days(slot: Slot) -> Iterator[dt.date]:
    first = slot.start.date()
    length = (slot.end.date() - first).days
    for offset in range(length + 1) if length <= _LONG else (0, length):
        yield first + dt.timedelta(days=offset)


def pillars(edition: Edition) -> dict[str, int]:
    """The number of each pillar, from 1, which decides its colour."""
    return edition.ws.derive(_pillars)


def _pillars(ws: Workspace) -> dict[str, int]:
    ordered = sorted(ws.pillars, key=lambda pillar: pillar.route)
    return {pillar.id: number for number, pillar in enumerate(ordered, start=1)}


def owner(edition: Edition, thing: public.Event | public.Post) -> str | None:
    """Id of the person who answers for it; None where the team is not public."""
    if not edition.shows_team:
        return None
    return thing.owner if isinstance(thing, public.Event) else thing.owner or thing.author


def places(edition: Edition, thing: public.Event | public.Post) -> list[str]:
    """Ids of the channels of a post that everybody may know of; events have none."""
    if isinstance(thing, public.Event):
        return []
    return [name for name in dict.fromkeys(thing.channels) if name not in edition.hidden]


def marks(
    edition: Edition, key: str, status: str, thing: public.Event | public.Post | None
) -> dict[str, str | int | bool | None]:
    """Attributes by which the script of the calendar picks entries; ``key`` names the thing on every page."""
    found: dict[str, str | int | bool | None] = {"data_item": key, "data_status": status}
    if thing is not None:
        found["data_channel"] = " ".join(places(edition, thing)) or None
        found["data_owner"] = owner(edition, thing)
        found["data_pillar"] = None if isinstance(thing, public.Event) else thing.pillar
    return found


def chip(edition: Edition, slot: Slot, day: dt.date | None = None) -> Html:
    """A slot as one short entry; ``day`` is the day it stands on, which matters for events of several days."""
    return _chip(edition, slot, _hour(edition, slot, day))


def bar(edition: Edition, slot: Slot) -> Html:
    """A long event as one entry over several days."""
    return _chip(edition, slot, None)


def _chip(edition: Edition, slot: Slot, hour: Child) -> Html:
    thing = slot.thing
    found = marks(edition, slot.key, slot.status, thing)
    if thing is None:
        return span("co-slot co-slot--planned", hour, " ", edition.say("计划中", "planned"), **found)
    if isinstance(thing, public.Event):
        off = slot.status in ("cancelled", "postponed")
        kind = f"co-slot co-slot--event{' co-slot--off' if off else ''}"
        return el(
            "a",
            *(hour, " ") if hour else (),
            edition.t(thing.name),
            href=page_address(f"events/{thing.id}.md"),
            class_=kind,
            **found,
        )
    return el(
        "a",
        hour,
        " ",
        edition.t(thing.title),
        _quiet_mark(edition, slot, thing),
        href=page_address(public.post_path(edition.ws, thing)),
        class_=f"co-slot co-p{pillars(edition).get(thing.pillar or '', 1)}",
        **found,
    )


def _quiet_mark(edition: Edition, slot: Slot, post: public.Post) -> Child:
    """A moon for a post in the quiet hours of a channel that it goes to."""
    if not any(in_quiet_hours(edition.ws, channel, slot.start) for channel in places(edition, post)):
        return None
    words = edition.say("免打扰时段", "quiet hours")
    return el("span", el("span", "☾", aria_hidden="true"), span("co-hidden", words), class_="co-moon", title=words)


def _hour(edition: Edition, slot: Slot, day: dt.date | None) -> Child:
    if day is None or day == slot.start.date():
        return edition.time(slot.start, full=False)
    if day == slot.end.date():
        return el("time", edition.say(f"至 {slot.end:%H:%M}", f"to {slot.end:%H:%M}"))
    return None
