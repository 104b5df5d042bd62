"""What of a planned post is more than its channels' platforms take: text, title, tags, pictures, links."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from commops.findings import Location
from commops.patterns import lazy
from commops.posting.copy_text import Copy, copy_text
from commops.posting.dispatches import DROPPED, WENT_OUT, variant
from commops.posting.lengths import UNITS, over
from commops.posting.platforms import Limit, counted, platform, platform_name, unit_hint
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Channel, Post

_LINK = lazy(r"https?://[^\s<>()（）「」“”]+")
# A link with its tracking parameters, which copying adds to a text, takes at most this many bytes more than it is long.
_ADDED_BY_LINK = 700
# How much one byte of a file can count at most: a bare "t.co" is 23 on X. Everywhere else a byte is at most one.
_PER_BYTE = {"weighted-x": 6, "url23": 2}

_FIELDS = {
    "title": Text("标题", "title"),
    "body": Text("正文", "text"),
    "alt": Text("替代文字", "alternative text"),
    "hashtag": Text("话题标签", "topic tag"),
    "hashtags": Text("话题标签数", "number of topic tags"),
    "images": Text("图片数", "number of images"),
    "links": Text("链接数", "number of links"),
}


class Excess(NamedTuple):
    """One limit that a post breaks on one channel."""

    channel: Channel
    limit: Limit
    used: int
    place: Location

    @property
    def facts(self) -> dict[str, object]:
        """What a sentence about it needs."""
        return {
            "platform": platform_name(self.channel.platform),
            "field": _FIELDS[self.limit.field],
            "most": self.limit.most,
            "unit": unit_hint(self.limit.unit),
        }

    @property
    def case(self) -> str:
        """Which sentence fits: a number of things ("") or a length, which has a way of counting."""
        return "length" if counted(self.limit) else ""


def excesses(ws: Workspace, post: Post, *, certain: bool) -> Iterator[Excess]:
    """The limits that a post which is still to go out breaks, in the order of its channels.

    ``certain`` picks the limits that the platform (or the channel's own entry) states and that hold for everybody;
    without it come the others: those known at second hand, and those for messages of robots.
    """
    data = post.data
    if data.get("status") in WENT_OUT or data.get("status") in DROPPED:
        return
    size = len(post.source.raw) + _ADDED_BY_LINK * (len(data.get("links") or ()) + 1)
    for name in dict.fromkeys(post.channels):
        channel = ws.get("channel", name)
        if channel is None:
            continue
        own = variant(data, name)
        media = bool(own.get("assets") or data.get("assets"))
        limits = _limits(channel.platform, data.get("kind", ""), media, certain, _own(channel))
        if limits and (size > limits.least or own or media):
            yield from _Reader(ws, post, channel, own, size).excesses(limits.limits)


class _Limits(NamedTuple):
    limits: tuple[Limit, ...]
    least: float
    """A file of no more bytes than this breaks none of the lengths."""

    def __bool__(self) -> bool:
        return bool(self.limits)


def _own(channel: Channel) -> tuple[tuple[str, int], ...]:
    limits = channel.data.get("limits")
    return tuple(sorted(limits.items())) if limits else ()


@cache
def _limits(name: str, kind: str, media: bool, certain: bool, own: tuple[tuple[str, int], ...]) -> _Limits:
    row = platform(name)
    fitting = row.fitting(kind, dict(own), media=media) if row else []
    chosen = tuple(limit for limit in fitting if (limit.verified and not limit.robot) == certain)
    lengths = (_bytes(limit) for limit in chosen if limit.unit in UNITS)
    return _Limits(chosen, min(lengths, default=float("inf")))


def _bytes(limit: Limit) -> float:
    return limit.most / _PER_BYTE.get(limit.unit, 1)


class _Reader:
    """Looks at one post on one channel; what will be pasted is put together only when a limit needs it."""

    def __init__(self, ws: Workspace, post: Post, channel: Channel, own: dict[str, Any], size: int) -> None:
        self._ws, self._post, self._channel, self._own, self._size = ws, post, channel, own, size
        self._copied: Copy | None = None

    @property
    def _copy(self) -> Copy:
        if self._copied is None:
            self._copied = copy_text(self._ws, self._post, self._channel.id)
        return self._copied

    def excesses(self, limits: tuple[Limit, ...]) -> Iterator[Excess]:
        for limit in limits:
            used = self._used(limit)
            if used:
                yield Excess(self._channel, limit, used, self._place(limit.field))

    def _used(self, limit: Limit) -> int:
        """How much of the limit is used when that is more than there is, else 0."""
        most, unit = limit.most, limit.unit
        if limit.field == "body":
            # The bytes of the file are an upper bound that costs nothing.
            return over(self._copy.text, most, unit) if self._size > _bytes(limit) else 0
        if limit.field == "title":
            title = self._own.get("title") or self._post.data["title"]
            texts = title.values() if isinstance(title, dict) else [title]
            return over(self._copy.title, most, unit) if any(over(text, most, unit) for text in texts) else 0
        if limit.field == "alt":
            return max((over(picture.alt, most, unit) for picture in self._copy.pictures), default=0)
        if limit.field == "hashtag":
            return max((over(tag, most, unit) for tag in self._own.get("hashtags") or ()), default=0)
        number = self._number(limit.field, most)
        return number if number > most else 0

    def _number(self, field: str, most: int) -> int:
        if field == "hashtags":
            return len(self._own.get("hashtags") or ())
        if field == "images":
            names = self._own.get("assets") or self._post.data.get("assets") or ()
            return sum(1 for one in self._copy.pictures if one.kind == "image") if len(names) > most else 0
        if field == "links":
            return len(set(_LINK.findall(self._copy.text)))
        return 0

    def _place(self, field: str) -> Location:
        key = {"hashtag": "hashtags", "images": "assets", "alt": "assets", "links": "body"}.get(field, field)
        if key in self._own:
            return self._post.at("variants", self._channel.id, key)
        if key == "body":
            body = self._post.body
            start = len(body) - len(body.lstrip("\n"))
            return self._post.source.at_body(min(start, max(len(body) - 1, 0)))
        return self._post.at(key)
