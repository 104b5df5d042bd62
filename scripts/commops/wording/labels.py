"""Whether a text tells its readers that it is advertising, who stands behind it, or that a machine made it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from commops.wording.fold import fold
from commops.wording.tables import read_table

# What may stand before a label: brackets, quotation marks, emphasis, pictures.
_BEFORE = r"[^\w#\uff03]{0,6}"
_NEAR = 40


def labelled_ad(text: str, lang: str) -> bool:
    """Whether ``text`` begins with a word that says it is advertising; a hashtag does not count."""
    return _opening("ad", lang).match(fold(text).text) is not None


def told_vaguely(text: str) -> str:
    """The first word of thanks or tag in the text that sounds like a disclosure and tells nothing, or ``""``."""
    folded = fold(text).text.lower()
    return next((word for word in read_table("labels")["vague"] if word in folded), "")


def tells_relation(text: str, names: Iterable[str] = ()) -> bool:
    """Whether the text says that somebody gave, paid or works with the author; near one of ``names`` if there are."""
    folded = fold(text).text
    words = _words("relation")
    places = [found.span() for name in names if name for found in re.finditer(re.escape(name), folded)]
    if not places:
        return words.search(folded) is not None
    return any(words.search(folded, max(start - _NEAR, 0), end + _NEAR) for start, end in places)


def tells_ai(text: str) -> bool:
    """Whether the text says that a machine had a part in it."""
    return _words("ai").search(fold(text).text) is not None


@cache
def _opening(kind: str, lang: str) -> re.Pattern[str]:
    words = sorted(read_table("labels")[kind][lang], key=len, reverse=True)
    return re.compile(rf"{_BEFORE}(?:{'|'.join(map(_bounded, words))})", re.IGNORECASE)


@cache
def _words(kind: str) -> re.Pattern[str]:
    table = read_table("labels")[kind]
    words = sorted({*table["zh"], *table["en"]}, key=len, reverse=True)
    return re.compile("|".join(map(_bounded, words)), re.IGNORECASE)


def _bounded(word: str) -> str:
    pattern = re.escape(word)
    return rf"(?<![A-Za-z0-9#\uff03]){pattern}(?![A-Za-z0-9])" if word.isascii() else rf"(?<![#\uff03]){pattern}"
