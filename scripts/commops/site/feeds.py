"""Calendars that people subscribe to: everything public, and events alone."""

from __future__ import annotations

import datetime as dt

from commops.site import ics, public
from commops.site.edition import Edition
from commops.workspace.times import instant

_POST_MINUTES = 30
"""Length of a post's slot in a calendar; a post has a moment, not a duration."""


def calendars(edition: Edition) -> dict[str, bytes]:
    """``calendar.ics`` and ``events.ics``, for the root of one language."""
    stamp = _stamp(edition)
    events = [_event(edition, event) for event in public.events(edition.ws)]
    posts = [_post(edition, post) for post in public.posts(edition.ws)]
    zone = str(edition.ws.zone)
    both = edition.say("日历", "calendar")
    only = edition.say("活动", "events")
    return {
        "calendar.ics": ics.calendar(f"{edition.name} · {both}", [*events, *posts], stamp=stamp, zone=zone),
        "events.ics": ics.calendar(f"{edition.name} · {only}", events, stamp=stamp, zone=zone),
    }


def event_files(edition: Edition) -> dict[str, bytes]:
    """A calendar of one appointment for each public event, to be added by hand: ``events/<id>.ics``."""
    stamp, zone = _stamp(edition), str(edition.ws.zone)
    return {
        f"events/{event.id}.ics": ics.calendar(edition.t(event.name), [_event(edition, event)], stamp=stamp, zone=zone)
        for event in public.events(edition.ws)
    }


def _stamp(edition: Edition) -> dt.datetime:
    return dt.datetime.combine(edition.ws.as_of, dt.time(), edition.ws.zone)


def _uid(edition: Edition, kind: str, name: str) -> str:
    community = edition.ws.profile.data["id"] if edition.ws.profile else "community"
    return f"{kind}-{name}@{community}"


def _event(edition: Edition, event: public.Event) -> ics.Entry:
    return ics.Entry(
        uid=_uid(edition, "event", event.id),
        start=instant(event.start),
        end=instant(event.end),
        summary=edition.t(event.name),
        description=edition.t(event.summary),
        location=public.place(edition, event),
        categories=(edition.say("活动", "Event"),),
        url=edition.url(f"events/{event.id}/"),
        cancelled=event.status == "cancelled",
    )


def _post(edition: Edition, post: public.Post) -> ics.Entry:
    start = instant(post.date)
    return ics.Entry(
        uid=_uid(edition, "post", post.id),
        start=start,
        end=start + dt.timedelta(minutes=_POST_MINUTES),
        summary=edition.t(post.title),
        description=edition.names("channel", post.channels),
        categories=(edition.say("内容", "Post"),),
        url=edition.url(public.post_path(edition.ws, post).replace(".md", "/")),
    )
