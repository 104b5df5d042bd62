"""The weeks of the calendar that a change touches, before and after in one picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from commops.posting.calendar import week_days
from commops.posting.clocks import in_quiet_hours
from commops.posting.days import Special, regions, specials
from commops.posting.dispatches import DROPPED, dispatches_of
from commops.review import types as t
from commops.review.changes import kept
from commops.review.told import named
from commops.texts import Text
from commops.workspace import Item, Workspace
from commops.workspace._types import Event
from commops.workspace.times import instant

State: TypeAlias = Literal["kept", "new", "gone", "from", "to"]
"""Unchanged, only after, only before, where something was before it moved, where it moved to."""

MOST = 10
"""Weeks that are shown."""
_OFF = frozenset(["cancelled", "postponed"])


@dataclass(frozen=True, slots=True)
class Slot:
    """Something at a time: a post on some channels, or an event."""

    at: dt.datetime
    """On the community's clocks."""
    kind: Literal["post", "event"]
    id: str
    name: Text
    places: tuple[Text, ...]
    """Names of the channels; empty for an event."""
    state: State
    other: dt.datetime | None
    """For something that moved: the other time."""
    quiet: bool
    """Whether it falls into the quiet hours of one of its channels (on that channel's clocks)."""
    status: str
    """After the change; ``""`` for what is no longer there."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day with all that is on it, and what makes the day special."""

    date: dt.date
    special: tuple[Special, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks that a change touches, each from Monday to Sunday."""

    weeks: tuple[tuple[Day, ...], ...]
    left_out: int
    """Weeks for which there was no room."""


Spot = tuple[str, str, str]
"""Kind, id after the change, channel (``""`` for an event)."""


def weeks(ws: Workspace, base: Workspace, changes: Iterable[t.Change]) -> Weeks:
    """Every week in which a post or an event came, went or moved."""
    renamed = {str(change.before): change.thing.id for change in changes if isinstance(change, t.Relocated)}
    after = dict(_times(ws, {}, lambda item: not kept(item.source, base, ws)))
    before = dict(_times(base, renamed, lambda item: not kept(item.source, base, ws)))
    touched = {at.date() for spot in {*after, *before} if (pair := _pair(spot, before, after)) for at in pair}
    starts = sorted({week_days(day)[0] for day in touched if dt.date.min + dt.timedelta(days=7) < day})
    shown = {day for start in starts[:MOST] for day in week_days(start)}
    # What stays is the same before and after; most of it lies in other weeks and is passed by without a look at clocks.
    near = {(day + dt.timedelta(days=number)).isoformat() for day in shown for number in (-1, 0, 1)}
    for spot, at in _times(ws, {}, lambda item: kept(item.source, base, ws) and _may_be_on(item, near)):
        after[spot] = before[spot] = at
    slots = sorted(_slots(ws, base, before, after, shown), key=lambda slot: (slot.at, slot.kind, slot.id, slot.state))
    where = regions(ws)
    return Weeks(
        tuple(
            tuple(
                Day(day, specials(day, where), tuple(slot for slot in slots if slot.at.date() == day))
                for day in week_days(start)
            )
            for start in starts[:MOST]
        ),
        len(starts[MOST:]),
    )


def _pair(spot: Spot, before: Mapping[Spot, dt.datetime], after: Mapping[Spot, dt.datetime]) -> list[dt.datetime]:
    """The times of something that is not where it was."""
    old, new = before.get(spot), after.get(spot)
    return [] if old == new else [at for at in (old, new) if at is not None]


def _may_be_on(item: Item, days: set[str]) -> bool:
    """Whether a post or an event has a time that is written with one of these days."""
    data = item.data
    times = [data.get("date"), data.get("scheduled_at"), data.get("start")]
    times += [one.get("at") for one in (data.get("variants") or {}).values()]
    return any(isinstance(text, str) and text[:10] in days for text in times)


def _times(
    ws: Workspace, renamed: Mapping[str, str], wanted: Callable[[Item], bool]
) -> Iterator[tuple[Spot, dt.datetime]]:
    """When things are, on the community's clocks; without what was given up."""
    for post in ws.posts:
        if wanted(post) and post.status not in DROPPED:
            name = renamed.get(post.source.path, post.id)
            for one in dispatches_of(ws, post):
                yield ("post", name, one.channel), one.at.astimezone(ws.zone)
    for event in ws.events:
        at = _start(event, ws) if wanted(event) else None
        if at is not None and event.status not in _OFF:
            yield ("event", renamed.get(event.source.path, event.id), ""), at


def _start(event: Event, ws: Workspace) -> dt.datetime | None:
    try:
        return instant(event.start).astimezone(ws.zone)
    except (ValueError, OverflowError):
        return None


def _slots(
    ws: Workspace,
    base: Workspace,
    before: Mapping[Spot, dt.datetime],
    after: Mapping[Spot, dt.datetime],
    shown: set[dt.date],
) -> Iterator[Slot]:
    """What stands in the shown days, channels of the same post at the same time together."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for spot in sorted({*before, *after}):
        old, new = before.get(spot), after.get(spot)
        for at, state, other in _states(old, new):
            if at.date() in shown:
                groups.setdefault((*spot[:2], at, state, other), []).append(spot[2])
    for (kind, name, at, state, other), channels in groups.items():
        found = ws.get(kind, name)
        yield Slot(
            at=at,
            kind=kind,
            id=name,
            name=_name(ws, base, kind, name),
            places=tuple(named(ws, "channel", channel) for channel in channels if channel),
            state=state,
            other=other,
            quiet=state != "gone" and state != "from" and any(in_quiet_hours(ws, one, at) for one in channels),
            status=str(found.status or "") if found is not None else "",
        )


def _states(old: dt.datetime | None, new: dt.datetime | None) -> list[tuple[dt.datetime, State, dt.datetime | None]]:
    if old is None or new is None:
        return [(new, "new", None)] if new else [(old, "gone", None)] if old else []
    return [(new, "kept", None)] if old == new else [(old, "from", new), (new, "to", old)]


def _name(ws: Workspace, base: Workspace, kind: str, name: str) -> Text:
    found = ws.get(kind, name) or base.get(kind, name)
    return named(ws, kind, name) if found else Text(name, name)
