"""Facts of the ChatLab interchange format, version 0.0.2, shared by whoever reads or writes it.

From the project's format page (docs/cn/standard/chatlab-format.md, version of 2026-01-09): a JSON file holds
``chatlab``, ``meta``, ``members`` and ``messages``; a JSON Lines file holds the same, a line each, told by ``_type``.
"""

from __future__ import annotations

from typing import NamedTuple

from commops.logs.canonical import Kind, Media

VERSION = "0.0.2"
LINE_TYPE = "_type"
HEADER, MEMBER, MESSAGE = "header", "member", "message"
"""Values of ``_type``; the header comes first."""
COMMENT = "#"
"""What a line of remarks begins with."""
GROUP, PRIVATE = "group", "private"
"""Values of ``meta.type``."""


class Type(NamedTuple):
    """What a message's ``type`` number means here. ``worded`` says whether ``content`` is what the person wrote."""

    kind: Kind
    media: Media
    worded: bool


TYPES: dict[int, Type] = {
    0: Type("message", "text", worded=True),
    1: Type("message", "image", worded=False),
    2: Type("message", "voice", worded=False),
    3: Type("message", "video", worded=False),
    4: Type("message", "file", worded=False),
    5: Type("message", "sticker", worded=False),
    7: Type("message", "link", worded=True),
    8: Type("message", "other", worded=False),  # a place
    20: Type("message", "other", worded=False),  # a red packet
    21: Type("message", "other", worded=False),  # money sent
    22: Type("system", "other", worded=False),  # a poke
    23: Type("system", "other", worded=False),  # a call
    24: Type("message", "link", worded=True),  # something shared
    25: Type("message", "text", worded=True),  # a reply
    26: Type("message", "other", worded=False),  # messages passed on
    27: Type("message", "other", worded=False),  # a contact
    80: Type("system", "other", worded=False),
    81: Type("system", "other", worded=False),  # the notice that a message was recalled
    99: Type("message", "other", worded=False),
}
UNKNOWN = TYPES[99]
