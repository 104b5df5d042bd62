"""How much of each limit of a channel a post uses: its title and text, its pictures, its tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commops.posting.copy_text import Copy
from commops.posting.dispatches import variant
from commops.posting.lengths import length
from commops.posting.platforms import Limit, counted, platform, unit_hint
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Post

_FIELDS = {
    "title": Text("标题", "Title"),
    "body": Text("正文", "Text"),
    "images": Text("图片", "Pictures"),
    "hashtags": Text("话题标签", "Hashtags"),
    "links": Text("链接", "Links"),
}


@dataclass(frozen=True, slots=True)
class Gauge:
    """How much of a limit is used."""

    field: Text
    used: int
    most: int
    unit: Text | None
    """How it is counted; None for a number of things."""
    verified: bool
    """Whether the platform itself states the limit."""


def gauges(ws: Workspace, post: Post, name: str, copy: Copy) -> Iterator[Gauge]:
    """Title and text against every limit that holds on the channel ``name``, then how many of what."""
    channel = ws.get("channel", name)
    row = platform(channel.platform) if channel else None
    if row is None or channel is None:
        return
    limits = row.fitting(post.kind_ or "", channel.data.get("limits") or {}, media=bool(copy.pictures))
    numbers = {
        "images": sum(1 for picture in copy.pictures if picture.kind == "image"),
        "hashtags": len(variant(post.data, name).get("hashtags") or ()),
    }
    for field in _FIELDS:
        for limit in (limit for limit in limits if limit.field == field):
            used = _used(limit, copy, numbers)
            if used:
                yield Gauge(
                    _FIELDS[field],
                    used,
                    limit.most,
                    unit_hint(limit.unit) if counted(limit) else None,
                    limit.verified and not limit.robot,
                )


def _used(limit: Limit, copy: Copy, numbers: dict[str, int]) -> int:
    if not counted(limit):
        return numbers.get(limit.field, 0)
    return length(copy.title if limit.field == "title" else copy.text, limit.unit)
