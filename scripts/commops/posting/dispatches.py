"""One dispatch for each channel of each post: where it goes, when, and where in the file that is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commops.findings import Location, Route
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.times import instant

WENT_OUT = frozenset(["published", "archived"])
"""Statuses of posts that cannot be unsent."""
DROPPED = frozenset(["rejected", "withdrawn"])
"""Statuses of posts that never go out."""


@dataclass(frozen=True, slots=True, eq=False)
class Dispatch:
    """A post on one channel."""

    post: Post
    channel: str
    """Id of the channel; it may be unknown."""
    at: dt.datetime
    """When it goes out, on the community's clocks."""
    route: Route
    """Where that time is written: the variant's ``at``, ``scheduled_at`` or ``date``."""

    @property
    def place(self) -> Location:
        """The place of the time in the post's file."""
        return self.post.at(*self.route)

    @property
    def pending(self) -> bool:
        """Whether it is still to go out."""
        return self.post.status not in WENT_OUT | DROPPED

    @property
    def variant(self) -> dict[str, Any]:
        """What differs on this channel; empty when nothing does."""
        return variant(self.post.data, self.channel)


def variant(post: dict[str, Any], channel: str) -> dict[str, Any]:
    """What a post's front matter says for one channel only."""
    own = (post.get("variants") or {}).get(channel)
    return own if isinstance(own, dict) else {}


def planned(post: dict[str, Any], channel: str) -> tuple[Route, str]:
    """Where it is written when a post goes out on a channel: its variant, the schedule, or the date of the post."""
    own = variant(post, channel)
    if "at" in own:
        return ("variants", channel, "at"), own["at"]
    key = "scheduled_at" if "scheduled_at" in post else "date"
    return (key,), post[key]


def dispatches_of(ws: Workspace, post: Post) -> Iterator[Dispatch]:
    """The dispatches of one post, without those whose time has no offset (another rule says so)."""
    for channel in dict.fromkeys(post.channels):
        route, text = planned(post.data, channel)
        try:
            at = instant(text).astimezone(ws.zone)
        except ValueError:
            continue
        yield Dispatch(post, channel, at, route)


def dispatches(ws: Workspace) -> list[Dispatch]:
    """Every dispatch that went out or will, sorted by time, post and channel. Ask with ``ws.derive(dispatches)``."""
    found = [one for post in ws.posts if post.status not in DROPPED for one in dispatches_of(ws, post)]
    return sorted(found, key=lambda one: (one.at.timestamp(), one.post.id, one.channel))
