"""What each platform takes: its limits with their units, and how a text gets there (schemas/platforms.yml)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from commops.posting.lengths import UNITS
from commops.resources import folder
from commops.texts import Text
from commops.workspace.reading.read import read
from commops.workspace.shape.choices import choices
from commops.workspace.shape.schemas import schema

# An older table spells the form out itself; a base may still hold one.
_TAGS = {"open": "#{tag}", "closed": "#{tag}#", "none": ""}
OWN = "channel"
"""Source of a limit that the channel itself sets."""


class Limit(NamedTuple):
    """The most that fits into a field of a post."""

    field: str
    """title, body, alt, hashtags, hashtag, images, links, video_s, image_bytes or video_bytes."""
    most: int
    unit: str
    """Key of the table's ``units``; one of lengths.UNITS for a text."""
    verified: bool
    """Whether the platform itself says so (or the channel's own entry), and not only tools or custom."""
    source: str
    """What says so, in words."""
    kinds: frozenset[str] = frozenset()
    """Kinds of posts that it holds for; empty for all."""
    media: bool = False
    """Whether it holds only for posts with a picture, a video or a sound."""
    robot: bool = False
    """Whether it holds for messages of a robot; for pasting by hand nothing is published."""


class Platform(NamedTuple):
    """A row of the table."""

    id: str
    checked_on: dt.date
    """Day on which the sources of the row were last read."""
    paste: str
    """What the platform makes of a pasted text: plain, markdown or html."""
    titled: bool
    """Whether a post has a title field of its own."""
    tag: str
    """How a topic tag is written in the text, with the place ``{tag}``; "" where it is not."""
    link_field: bool
    """Whether a link goes into a field of its own, because the text cannot hold one that people can open."""
    limits: tuple[Limit, ...]

    def fitting(self, kind: str, own: Mapping[str, int], *, media: bool) -> list[Limit]:
        """The limits that hold for one post: for each field and unit the first that is meant for it.

        ``own`` are the channel's limits by field; they take the place of the platform's, in the platform's unit.
        """
        found: dict[tuple[str, str], Limit] = {}
        for limit in self.limits:
            if (not limit.kinds or kind in limit.kinds) and (media or not limit.media):
                found.setdefault((limit.field, limit.unit), limit)
        for field, most in own.items():
            usual = next((limit for limit in self.limits if limit.field == field), None)
            unit = usual.unit if usual else _USUAL_UNIT.get(field, "codepoint")
            found = {key: limit for key, limit in found.items() if key[0] != field}
            found[field, unit] = Limit(field, most, unit, True, OWN)
        return list(found.values())


_USUAL_UNIT = {"images": "items", "video_s": "seconds"}


@cache
def _table() -> dict[str, Any]:
    file = folder("schemas") / "platforms.yml"
    return read(file.name, file.read_bytes()).data


@cache
def unit_hint(unit: str) -> Text:
    """What people should know about how a unit counts, e.g. "Chinese characters count 2, a link 23"."""
    return Text(**_table()["units"][unit])


@cache
def platform(name: str) -> Platform | None:
    """The row of a platform, read on first use; None for one that the table does not have."""
    row = _table()["platforms"].get(name)
    if row is None:
        return None
    return Platform(
        id=name,
        checked_on=dt.date.fromisoformat(row["checked_on"]),
        paste=row["paste"],
        titled=row["title"],
        tag=_TAGS.get(row["tag"], row["tag"]),
        link_field=row.get("links") == "field",
        limits=tuple(
            _limit(field, one)
            for field, value in row.get("limits", {}).items()
            for one in (value if isinstance(value, list) else [value])
        ),
    )


def _limit(field: str, row: dict[str, Any]) -> Limit:
    source = _table()["sources"][row["source"]]
    kinds, media, robot = frozenset(row.get("kinds", ())), row.get("media", False), row.get("robot", False)
    return Limit(field, row["most"], row["unit"], source["kind"] == "platform", source["name"], kinds, media, robot)


def counted(limit: Limit) -> bool:
    """Whether the limit is one of length, rather than of a number of things or of bytes of a file."""
    return limit.unit in UNITS


@cache
def platform_name(name: str) -> Text:
    """What people call a platform, for the start of a sentence; the id itself where the channel list knows none.

    In Chinese a name in Latin letters has the space behind it that stands before the next word.
    """
    row = schema("channel-list.schema.json").schema["definitions"]["channel"]["properties"]["platform"]
    names = choices(row).get(name)
    if names is None:
        return Text(name, name)
    return Text(f"{names.zh} " if names.zh.isascii() else names.zh, names.en)
