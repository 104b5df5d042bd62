"""The part of the calendar that date rules look at: what is still to go out, and what went out not long ago."""

from __future__ import annotations

import datetime as dt

from commops.posting.dispatches import DROPPED, WENT_OUT, Dispatch, dispatches_of
from commops.workspace import Workspace
from commops.workspace._types import Post

LOOK_BACK = dt.timedelta(days=60)
"""How far back the outlook reaches."""


def is_pending(post: Post) -> bool:
    """Whether a post is still to go out."""
    return post.data.get("status", "draft") not in WENT_OUT and not is_dropped(post)


def is_dropped(post: Post) -> bool:
    """Whether a post was given up."""
    return post.data.get("status") in DROPPED


def outlook(ws: Workspace) -> list[Dispatch]:
    """Every dispatch of posts still to go out or dated in the last 60 days or later, sorted. Ask with ``ws.derive``."""
    floor = (ws.as_of - LOOK_BACK).isoformat()
    found = [
        one
        for post in ws.posts
        if not is_dropped(post) and (post.data["date"] >= floor or "variants" in post.data or is_pending(post))
        for one in dispatches_of(ws, post)
    ]
    # Two times of one zone compare by what clocks show, which is wrong in the hour that comes twice. Posts come
    # sorted by id and Python's sort keeps that order.
    found.sort(key=lambda one: one.at.timestamp())
    return found


def ahead(ws: Workspace) -> list[Dispatch]:
    """Every dispatch that is still to go out, from today on, sorted. Ask with ``ws.derive``."""
    today = ws.as_of
    return [one for one in ws.derive(outlook) if one.pending and one.at.date() >= today]


def by_channel(ws: Workspace) -> dict[str, list[Dispatch]]:
    """The outlook of each channel, sorted by time. Ask with ``ws.derive``."""
    found: dict[str, list[Dispatch]] = {}
    for one in ws.derive(outlook):
        found.setdefault(one.channel, []).append(one)
    return found
