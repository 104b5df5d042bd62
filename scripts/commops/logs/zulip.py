"""What the two shapes of Zulip's logs share: topics, quotations, and the rows that messages become.

A conversation is a topic of a stream (a channel). Messages do not name what they answer, but a quotation links to it;
a message without one answers the topic's first message. A resolved topic is the same topic with a mark before its name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from commops.logs.canonical import Media, has_link
from commops.logs.html_text import shown
from commops.logs.rows import Rows
from commops.patterns import lazy

SOURCE = "zulip"
NOTICES = "Notification Bot"
"""Full name of the account in whose name the server tells of moved and resolved topics."""
SYSTEM_BOTS = frozenset({NOTICES, "Welcome Bot", "Email Gateway", "Reminder Bot"})

_RESOLVED = lazy(r"^✔\s+")
_QUOTED = lazy(r"<blockquote|`{3,}\s*quote")
_FENCE = lazy(r"(`{3,})\s*quote\b")
_LINK = lazy(r"#narrow/(?:stream|channel)/([0-9]{1,19})[^\"\s)]{0,1000}/(?:near|with)/([0-9]{1,19})")


class Said(NamedTuple):
    """A message as far as both shapes tell of it; ``content`` is HTML or Zulip's Markdown."""

    stream: str
    opener: int
    """Id of the first message of its topic."""
    number: int
    ts_s: int
    author: str | None
    content: str
    is_html: bool
    is_notice: bool = False
    is_bot: bool = False
    has_image: bool = False
    n_reactions: int = 0


def fold_topic(name: str) -> str:
    """A topic's name without what does not tell topics apart: case, and the mark of a resolved one."""
    return (
        _RESOLVED.sub("", name.strip(), count=1).casefold() if name.strip().startswith("✔") else name.strip().casefold()
    )


def add_row(said: Said, rows: Rows) -> None:
    """Count one message in."""
    rows.parsed += 1
    rows.seen_until = max(rows.seen_until, said.ts_s)
    words, media = _content(said)
    rows.add(
        said.stream,
        str(said.number),
        said.ts_s,
        said.author,
        "" if said.is_notice else words,
        kind="system" if said.is_notice else "message",
        media="other" if said.is_notice else media,
        reply_to=None if said.is_notice else _reply_to(said),
        n_reactions=said.n_reactions,
        is_bot=said.is_bot,
    )


def _content(said: Said) -> tuple[str, Media]:
    own = _without_attribution(said)
    found = shown(own) if said.is_html else None
    words = found.text if found else _without_quotations(own)
    image = said.has_image or bool(found and found.image)
    return words, "image" if image else "link" if (found and found.link) or has_link(words) else "text"


def _quotation(content: str) -> tuple[re.Match[str], int] | None:
    """The link to a message before a quotation, and where the quotation begins."""
    quoted = _QUOTED.search(content)
    link = _LINK.search(content, 0, quoted.start()) if quoted else None
    return (link, quoted.start()) if link and quoted else None


def _without_attribution(said: Said) -> str:
    """The message without the words "Ann said:" that the program puts before a quotation."""
    found = _quotation(said.content)
    if not found:
        return said.content
    link, quoted = found
    start = said.content.rfind("<p" if said.is_html else "\n", 0, link.start())
    return said.content[: max(start, 0)] + said.content[quoted:]


def _without_quotations(markdown: str) -> str:
    kept, fence = [], ""
    for line in markdown.split("\n"):
        if fence:
            fence = "" if line.strip() == fence else fence
        elif opened := _FENCE.match(line):
            fence = opened[1]
        else:
            kept.append(line)
    return "\n".join(kept).strip()


def _reply_to(said: Said) -> str | None:
    """The message that is quoted, if it is of the same stream; else the one that opened the topic."""
    if found := _quotation(said.content):
        stream, number = found[0].groups()
        if stream == said.stream and int(number) != said.number:
            return str(number)
    return str(said.opener) if said.opener < said.number else None
