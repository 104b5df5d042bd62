"""Planned posts, their publication and their results per channel: ``content/posts/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.posting.dispatches import WENT_OUT, dispatches
from commops.stats import periods
from commops.stats.context._declare import ContextTable, local
from commops.workspace import Workspace


class PostSlot(NamedTuple):
    """A post in one of its channels: when it was planned for and when it went out, as far as it did."""

    post: str
    channel: str
    kind: str | None
    pillar: str | None
    known_day: int
    planned_day: int
    planned_s: int
    published_day: int | None
    published_s: int | None


class PostResult(NamedTuple):
    """What the platform said about a published post on a day; ``delivered``: to how many people it was sent."""

    post: str
    channel: str
    platform: str
    kind: str | None
    pillar: str | None
    published_day: int
    read_day: int
    read_s: int
    delivered: int | None
    impressions: int | None
    reads: int | None
    interactions: int | None


# Ideas and drafts with a date of the past were never promised to anybody.
_PLANNED = WENT_OUT | {"approved", "scheduled"}
_INTERACTIONS = ("likes", "comments", "shares", "saves", "clicks")


def _slots(ws: Workspace) -> Iterator[PostSlot]:
    for slot in ws.derive(dispatches):
        post = slot.post
        if post.status not in _PLANNED:
            continue
        out = next((one for one in post.published or () if one["channel"] == slot.channel), None)
        planned_day = periods.day_number(slot.at.date())
        day, second = local(out["at"], ws) if out else (None, None)
        known = planned_day if day is None else min(day, planned_day)
        at = planned_day, int(slot.at.timestamp())
        yield PostSlot(post.id, slot.channel, post.kind_, post.pillar, known, *at, day, second)


def _results(ws: Workspace) -> Iterator[PostResult]:
    for post in ws.posts:
        went_out = {one["channel"]: local(one["at"], ws)[0] for one in post.published or ()}
        for result in post.data.get("results") or ():
            channel = ws.get("channel", result["channel"])
            day = went_out.get(result["channel"])
            if channel is None or day is None:
                continue
            told = [result[name] for name in _INTERACTIONS if name in result]
            yield PostResult(
                post.id,
                channel.id,
                channel.platform,
                post.kind_,
                post.pillar,
                day,
                *local(result["at"], ws),
                result.get("delivered"),
                result.get("impressions"),
                result.get("reads"),
                sum(told) if told else None,
            )


TABLES = (
    ContextTable("posts", PostSlot, _slots, since="known_day", later={"published_day": ("published_s",)}),
    ContextTable("post_results", PostResult, _results, since="read_day"),
)
