"""A post as it was before the change under review, also when its file was renamed."""

from __future__ import annotations

import json

from commops.workspace import Workspace
from commops.workspace._types import Post

STEPS: dict[str, tuple[str, ...]] = {
    "idea": ("draft", "review", "rejected", "withdrawn"),
    "draft": ("idea", "review", "rejected", "withdrawn"),
    "review": ("approved", "draft", "idea", "rejected", "withdrawn"),
    "approved": ("scheduled", "published", "review", "draft", "rejected", "withdrawn"),
    "scheduled": ("published", "approved", "review", "draft", "withdrawn"),
    "published": ("archived", "withdrawn"),
    "archived": ("published", "withdrawn"),
    "rejected": ("draft", "idea", "review"),
    "withdrawn": ("draft", "idea", "review"),
}
"""Which status may follow which, the way forward first. Nothing is published that was not approved before."""

STARTS = frozenset(["idea", "draft", "review", "rejected", "withdrawn"])
"""Statuses with which a new post may begin."""


def before(ws: Workspace, post: Post) -> Post | None:
    """The post in ``ws.base``: by id, else a post with the same title whose file is gone. None if it is new."""
    if ws.base is None:
        return None
    same: Post | None = ws.base.get("post", post.id)
    return same if same is not None else ws.derive(_gone).get(_title(post))


def _gone(ws: Workspace) -> dict[str, Post]:
    """The posts that the base has and the workspace has not, by title."""
    known = ws.ids("post")
    return {_title(post): post for post in (ws.base.posts if ws.base else ()) if post.id not in known}


def _title(post: Post) -> str:
    return json.dumps(post.data["title"], sort_keys=True, ensure_ascii=False)


def next_step(start: str, goal: str) -> str:
    """The first step of the shortest way from one status to another."""
    ways = {step: step for step in STEPS[start]}
    reached = list(ways)
    for status in reached:
        for step in STEPS[status]:
            if step not in ways:
                ways[step] = ways[status]
                reached.append(step)
    return ways.get(goal, goal)
