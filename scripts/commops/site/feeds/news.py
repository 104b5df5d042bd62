"""What is new, as records for the feeds: posts that went out, and events from the day people could know of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commops.site import public, revisions
from commops.site.edition import Edition
from commops.site.feeds import addresses
from commops.site.html import Html, join
from commops.site.markup import paragraphs
from commops.site.prose import prose
from commops.workspace import Workspace
from commops.workspace.times import instant

_MOST = 50
"""Entries of a feed; older ones are on the pages of their months."""


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed."""

    id: str
    """A URN, the same for ever."""
    title: str
    url: str
    """Absolute; ``""`` where the community names no address of its site."""
    summary: str
    html: Html
    """Cleaned: nothing in it runs or loads anything. It says so when it is in another language than the feed."""
    published: dt.datetime
    updated: dt.datetime
    tags: tuple[str, ...]


def news(edition: Edition, channel: str | None = None) -> list[News]:
    """The newest entries first; for one channel only what went there."""
    ws = edition.ws
    posts = ws.derive(_went_out)
    known: list[tuple[dt.datetime, str, public.Event | public.Post]] = [
        (instant(post.date), post.id, post) for post in posts if not channel or channel in post.channels
    ]
    if channel is None:
        told: dict[str, str] = {}
        for post in posts:
            told.setdefault(post.event or "", post.date)
        known += [
            (at, event.id, event)
            for event in public.events(ws)
            if (at := _announced(edition, event, told.get(event.id))) is not None
        ]
    newest = sorted(known, key=lambda one: one[:2], reverse=True)[:_MOST]
    return [
        _event(edition, thing, at) if isinstance(thing, public.Event) else _post(edition, thing)
        for at, _name, thing in newest
    ]


def _went_out(ws: Workspace) -> list[public.Post]:
    """The posts that went out: the feed is about what is there to be read."""
    tonight = _tonight(ws)
    return [post for post in public.posts(ws) if not public.has_page(ws, post) and instant(post.date) < tonight]


def _tonight(ws: Workspace) -> dt.datetime:
    return dt.datetime.combine(ws.as_of + dt.timedelta(days=1), dt.time(), ws.zone)


def _announced(edition: Edition, event: public.Event, told: str | None) -> dt.datetime | None:
    """When people could first know of an event by its file and the first post about it; None if that is to come."""
    opens = event.registration.get("opens") if event.registration else None
    first = min(instant(text) for text in (opens, told, event.start) if text)
    return first if first < _tonight(edition.ws) else None


def _post(edition: Edition, post: public.Post) -> News:
    at = instant(post.date)
    names = [("programme", post.programme), ("pillar", post.pillar)]
    return News(
        addresses.urn(edition, "post", post.id),
        edition.t(post.title),
        edition.url(addresses.page_of(edition, post)),
        edition.t(post.summary),
        join(prose(edition, post.body)),
        at,
        max(filter(None, [at, revisions.modified(post)])),
        tuple(filter(None, (edition.of(*name) for name in names if name[1]))),
    )


def _event(edition: Edition, event: public.Event, at: dt.datetime) -> News:
    when = edition.span(instant(event.start), instant(event.end))
    text = "\n\n".join(
        filter(
            None, [f"{when} · {public.place(edition, event)}", edition.t(event.status_reason), edition.t(event.summary)]
        )
    )
    return News(
        addresses.urn(edition, "event", event.id),
        edition.t(event.name),
        edition.url(addresses.page_of(edition, event)),
        edition.t(event.summary),
        paragraphs(text),
        at,
        max(filter(None, [at, revisions.modified(event)])),
        (edition.say("活动", "Event"),),
    )


def people_of(edition: Edition) -> str:
    """Who answers for a feed."""
    profile = edition.ws.profile
    return edition.t(profile.operator["name"]) if profile else edition.name


def last_change(edition: Edition, found: list[News]) -> dt.datetime:
    """When a feed last changed: with its newest entry, or on the day of the site when it has none."""
    return max(
        (one.updated for one in found), default=dt.datetime.combine(edition.ws.as_of, dt.time(), edition.ws.zone)
    )


def channels(edition: Edition) -> list[str]:
    """The public channels that have a feed."""
    return [channel.id for channel in public.channels(edition.ws)]
