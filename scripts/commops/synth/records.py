"""The plain records of a made-up log, on purpose not those of ``commops.logs``: a reader must not mark its own work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

ZONE = dt.timezone(dt.timedelta(hours=8), "CST")
"""Where the exporting computer stands: Asia/Shanghai, which has known no summer time since 1991."""
OFFSET_S = 8 * 3600
DAY_S = 86_400

Kind: TypeAlias = Literal["message", "join", "leave"]
Media: TypeAlias = Literal["text", "image", "link", "sticker", "voice", "file"]
Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat of the log; ``share`` is its part of all memberships."""

    index: int
    id: str
    name: str
    topic: str
    language: Language
    share: float

    @property
    def number(self) -> int:
        """A ten-digit chat id, the size that platforms use."""
        return 1_480_000_000 + 7_919 * (self.index + 1)


class Message(NamedTuple):
    """One line of the log. Times are UTC seconds; ``id`` grows within a chat, with gaps where something was deleted.

    ``author`` is a person's number (see ``people``). ``parts`` splits ``text`` where a piece of it is a link, a hashtag
    or code. ``reply_to`` is 0 or an id of the same chat. ``by`` is who removed or added the author, 0 for nobody.
    ``question`` tells whether the writer meant to ask; exports do not say so, tests compare.
    """

    at: int
    id: int
    author: int
    kind: Kind
    media: Media
    text: str
    parts: tuple[tuple[str, str], ...]
    reply_to: int
    reactions: tuple[tuple[str, tuple[int, ...]], ...]
    by: int
    question: bool


def day_number(date: dt.date) -> int:
    """Days since 1970-01-01."""
    return date.toordinal() - 719_163
