"""What outsiders may see. Every page and feed asks here, so that the answer exists once.

Public are posts that were approved and events that were announced, unless they say ``visibility: private``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from commops.site.edition import PLANNED_STATUS, PUBLIC_STATUS, Edition, visible
from commops.workspace import Item, Workspace
from commops.workspace._shapes import EventAgendaItem, EventResultFigure, EventSpeaker
from commops.workspace._types import Event, Pillar, Post
from commops.workspace.times import instant

__all__ = [
    "Event",
    "Figure",
    "Pillar",
    "Post",
    "Row",
    "Speaker",
    "events",
    "is_public",
    "is_public_event",
    "is_public_post",
    "place",
    "planned",
    "post_anchor",
    "post_path",
    "posts",
    "shown",
    "upcoming",
]

Figure = EventResultFigure
Row = EventAgendaItem
Speaker = EventSpeaker

_EVENT_STATUS = frozenset({"announced", "open", "running", "done", "cancelled", "postponed"})


def is_public(item: Item) -> bool:
    """Whether an item may be shown: what it says itself, else what its schema says (budgets stay within the team)."""
    return visible(item)


def shown(rows: Iterable[Row] | None) -> list[Row]:
    """The parts of an event that do not ask to stay within the team."""
    return [row for row in rows or () if row.get("visibility", "public") != "private"]


def is_public_post(post: Post) -> bool:
    """Whether a post may be shown with its text."""
    return is_public(post) and post.status in PUBLIC_STATUS


def is_public_event(event: Event) -> bool:
    """Whether an event has a public page."""
    return is_public(event) and event.status in _EVENT_STATUS


def posts(ws: Workspace) -> list[Post]:
    """Approved, scheduled and published posts, by date."""
    found = [post for post in ws.posts if is_public_post(post)]
    return sorted(found, key=lambda post: (instant(post.date), post.id))


def planned(ws: Workspace) -> list[dt.datetime]:
    """When posts are planned that nobody has approved yet: the time and nothing else."""
    return sorted(
        instant(post.date) for post in ws.posts if is_public(post) and (post.status or "idea") in PLANNED_STATUS
    )


def events(ws: Workspace) -> list[Event]:
    """Events that were announced, by start."""
    found = [event for event in ws.events if is_public_event(event)]
    return sorted(found, key=lambda event: (instant(event.start), event.id))


def upcoming(ws: Workspace, moment: str) -> bool:
    """Whether a moment is not over yet on the day of the site."""
    return instant(moment).astimezone(ws.zone).date() >= ws.as_of


def has_page(ws: Workspace, post: Post) -> bool:
    """Whether a post has a page of its own: only while it is still to come, so that pages do not pile up."""
    return upcoming(ws, post.date) and post.status in ("approved", "scheduled")


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
