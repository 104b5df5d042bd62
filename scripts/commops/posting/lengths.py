"""Counts how long a text is in the units of the platforms; see schemas/platforms.yml for who counts how."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from commops.patterns import lazy
from commops.posting.links_on_x import links

_URL = 23
"""What a link counts on X and Mastodon, however long it is."""
# Code points that weigh 1 on X; all others weigh 2 (twitter-text configuration version 3).
_LIGHT = lazy("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
# Whatever lies outside these may be part of an emoji, or take more than one code point for one character.
_PLAIN = lazy(
    "[\t\n -~\u00a0-\u00a8\u00ab-\u00ad\u00af-\u02ff\u2010-\u2027\u3000-\u3029\u3031-\u303c\u3040-\u3096\u30a0-\u3294"
    "\u329a-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff9d]*"
)
# An address as Mastodon sees it; what follows is short, so that the search stays linear.
_HTTP = lazy(r"https?://[-a-z0-9@:%._+~#=]{2,256}\.[a-z]{2,63}\b[-a-z0-9@:%_+.~#?&/=]*", re.ASCII | re.IGNORECASE)
_MENTION = lazy(r"(?<![/\w])@(\w+)@[\w.-]+", re.ASCII)


def length(text: str, unit: str) -> int:
    """The length of ``text`` in one of UNITS. Raises KeyError for another unit."""
    return UNITS[unit](text)


def over(text: str, most: int, unit: str) -> int:
    """The length if it is more than ``most``, else 0. A look at the number of characters rules most texts out."""
    if len(text) * WIDEST[unit] <= most and (unit != "weighted-x" or _simple(text)):
        return 0
    used = length(text, unit)
    return used if used > most else 0


def _simple(text: str) -> bool:
    """Whether the text has no link and does not grow when it is normalized."""
    return "." not in text and (text.isascii() or unicodedata.is_normalized("NFC", text))


def _weighted_x(text: str) -> int:
    """Length on X as twitter-text 3 counts it: in NFC, an emoji of however many code points is 2, a link 23."""
    text = unicodedata.normalize("NFC", text)
    total = 0
    if "." in text:
        found = links(text)
        total = _URL * len(found)
        for start, end in reversed(found):
            # A letter on either side cannot join anything across the gap: nothing is as light as a space.
            text = f"{text[:start]}\0{text[end:]}"
        total -= len(found)
    if not _PLAIN.fullmatch(text):
        text, emoji = _emoji().subn("", text)
        total += 2 * emoji
    light = sum(1 for _ in _LIGHT.finditer(text)) if not text.isascii() else len(text)
    return total + light + 2 * (len(text) - light)


def _url23(text: str) -> int:
    """Length on Mastodon: graphemes, an http link is 23, and of ``@name@server`` only ``@name`` counts."""
    total = 0
    if "://" in text:
        text, count = _HTTP.subn("", text)
        total = _URL * count
    if "@" in text:
        text = _MENTION.sub(r"@\1", text)
    return total + _graphemes(text)


def _graphemes(text: str) -> int:
    """Characters as people see them: extended grapheme clusters (UAX 29)."""
    # CR LF would be one; texts of ours have line feeds only.
    if text.isascii() or _PLAIN.fullmatch(text):
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _clusters().finditer(text))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _utf8(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _threads(text: str) -> int:
    """Length on Threads: characters, but an emoji counts its UTF-8 bytes."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return len(text)
    emoji = "".join(_emoji().findall(text))
    return len(text) - len(emoji) + _utf8(emoji)


def _xhs(text: str) -> int:
    """Length on Xiaohongshu: an ASCII character is half of one, anything else one per UTF-16 unit; rounded up."""
    return (_utf16(text) * 2 - sum(1 for char in text if char <= "\x7f") + 1) // 2


@cache
def _emoji() -> Any:
    """A pattern for one emoji: a flag, a keycap, or pictures joined to one, with their colours and tags (UTS 51)."""
    import regex

    part = r"\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F\u20E3?)?[\U000E0020-\U000E007F]*"
    return regex.compile(
        rf"[0-9#*]\uFE0F?\u20E3|\p{{RI}}{{2}}|(?![\u00A9\u00AE\u2122](?!\uFE0F)){part}(?:\u200D{part})*"
    )


@cache
def _clusters() -> Any:
    import regex

    return regex.compile(r"\X")


UNITS: dict[str, Callable[[str], int]] = {
    "weighted-x": _weighted_x,
    "url23": _url23,
    "grapheme": _graphemes,
    "codepoint": len,
    "utf16": _utf16,
    "utf8-bytes": _utf8,
    "threads": _threads,
    "xhs": _xhs,
}
"""How each unit counts."""

WIDEST = {
    "weighted-x": 2,
    "url23": 2,
    "grapheme": 1,
    "codepoint": 1,
    "utf16": 2,
    "utf8-bytes": 4,
    "threads": 4,
    "xhs": 2,
}
"""No text is longer than this many times its code points; only short links on X are longer (see ``over``)."""
