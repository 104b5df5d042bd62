"""What outsiders may see. Every page and feed asks here, so that the answer exists once.

Public are posts that were approved and events that were announced, unless they say ``visibility: private``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from commops.posting.dispatches import WENT_OUT
from commops.site.edition import PLANNED_STATUS, PUBLIC_STATUS, Edition, visible
from commops.workspace import Item, Workspace
from commops.workspace._shapes import EventAgendaItem, EventResultFigure, EventSpeaker
from commops.workspace._types import Channel, Event, Pillar, Post
from commops.workspace.shape.progress import missing_for
from commops.workspace.times import instant

__all__ = [
    "PUBLIC_STATUS",
    "Channel",
    "Event",
    "Figure",
    "Pillar",
    "Post",
    "Row",
    "Speaker",
    "channels",
    "events",
    "has_page",
    "held",
    "is_public",
    "is_public_event",
    "is_public_post",
    "place",
    "post_anchor",
    "post_path",
    "posts",
    "recalled",
    "shown",
    "undated",
    "upcoming",
    "waiting",
]

Figure = EventResultFigure
Row = EventAgendaItem
Speaker = EventSpeaker

_OFF = frozenset({"cancelled", "postponed"})
_EVENT_STATUS = frozenset({"announced", "open", "running", "done"}) | _OFF


def is_public(item: Item) -> bool:
    """Whether an item may be shown: what it says itself, else what its schema says (budgets stay within the team)."""
    return visible(item)


def shown(rows: Iterable[Row] | None) -> list[Row]:
    """The parts of an event that do not ask to stay within the team."""
    return [row for row in rows or () if row.get("visibility", "public") != "private"]


def is_public_post(ws: Workspace, post: Post) -> bool:
    """Whether a post may be shown with its text."""
    return is_public(post) and post.status in PUBLIC_STATUS and not held(ws, post)


def is_public_event(event: Event) -> bool:
    """Whether an event has a public page."""
    return is_public(event) and event.status in _EVENT_STATUS and _was_told(event)


def undated(event: Event) -> bool:
    """Whether an event was put off without a new day: what stands in its file is the day that no longer holds."""
    return event.status == "postponed" and not event.previous_start


def posts(ws: Workspace) -> list[Post]:
    """Approved, scheduled and published posts, by date."""
    return ws.derive(_posts)


def _posts(ws: Workspace) -> list[Post]:
    found = [post for post in ws.posts if is_public_post(ws, post)]
    return sorted(found, key=lambda post: (instant(post.date), post.id))


def held(ws: Workspace, post: Post) -> bool:
    """Whether nothing of a post may be seen yet: until the day of its embargo is over, unless it went out."""
    return bool(post.embargo_until) and post.status not in WENT_OUT and upcoming(ws, post.embargo_until or "")


def waiting(ws: Workspace) -> list[tuple[dt.datetime, str]]:
    """Posts that nobody may read yet: when each is planned and how far it is, and nothing else."""
    return ws.derive(_waiting)


def _waiting(ws: Workspace) -> list[tuple[dt.datetime, str]]:
    return sorted(
        (instant(post.date), post.status)
        for post in ws.posts
        if is_public(post) and (post.status in PLANNED_STATUS or (post.status in PUBLIC_STATUS and held(ws, post)))
    )


def recalled(ws: Workspace) -> list[Post]:
    """Posts that were approved once and are not any more: calendars that showed them must hear of it."""
    found = [
        post
        for post in ws.posts
        if is_public(post) and post.approved_at and post.status not in PUBLIC_STATUS and not held(ws, post)
    ]
    return sorted(found, key=lambda post: (instant(post.date), post.id))


def channels(ws: Workspace) -> list[Channel]:
    """The channels that everybody may know of, in the order of their file."""
    return sorted((channel for channel in ws.channels if is_public(channel)), key=lambda channel: channel.route)


def events(ws: Workspace) -> list[Event]:
    """Events that were announced, by start."""
    return ws.derive(_events)


def _events(ws: Workspace) -> list[Event]:
    found = [event for event in ws.events if is_public_event(event)]
    return sorted(found, key=lambda event: (instant(event.start), event.id))


def _was_told(event: Event) -> bool:
    """Whether people could know of an event: one called off before it had all that announcing asks for never was."""
    return event.status not in _OFF or not missing_for("event", event.data, "announced")


def upcoming(ws: Workspace, moment: str) -> bool:
    """Whether a moment is not over yet on the day of the site."""
    return instant(moment).astimezone(ws.zone).date() >= ws.as_of


def has_page(ws: Workspace, post: Post) -> bool:
    """Whether a post has a page of its own: only while it is still to come, so that pages do not pile up."""
    return post.status in ("approved", "scheduled") and upcoming(ws, post.date)


def post_anchor(post: Post) -> str:
    """The name of a post on its month page."""
    return f"p-{post.id}"


def post_path(ws: Workspace, post: Post) -> str:
    """Where a post is shown: its own page, or its place on the page of its month."""
    if has_page(ws, post):
        return f"posts/{post.id}.md"
    local = instant(post.date).astimezone(ws.zone)
    return f"calendar/{local:%Y-%m}.md#{post_anchor(post)}"


def way_in(ws: Workspace, event: Event) -> str | None:
    """The address of an online event, while one may come to it and where nobody has to sign up: else guests get it."""
    if event.attendance_mode == "offline" or event.registration or not upcoming(ws, event.end):
        return None
    return event.online_url


def place(edition: Edition, event: Event) -> str:
    """Where an event happens, in words."""
    venue = event.venue
    if venue:
        return edition.list(filter(None, [edition.t(venue.get("name")), edition.t(venue.get("address"))]))
    return edition.say("线上", "Online")
