"""Did you mean: the closest known word, by spelling, by Chinese label, or after undoing full-width typing."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping


def plain(text: str) -> str:
    """Text as it would have been typed with a half-width keyboard, without spaces around it."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


def closest(word: str, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """The known word that was most likely meant, or ``""``.

    ``aliases`` are other names of known words (Chinese labels); they count only when they match exactly.
    """
    typed = plain(word)
    words = sorted(set(known))
    by_shape = {shape(candidate): candidate for candidate in reversed(words)}
    if (found := by_shape.get(shape(typed))) is not None:
        return found
    if aliases and typed in aliases:
        return aliases[typed]
    if len(typed) > 60:
        return ""
    matches = difflib.get_close_matches(typed.lower(), words, n=1, cutoff=0.68 if len(typed) > 3 else 0.6)
    return matches[0] if matches else ""


def shape(word: str) -> str:
    """A word without case, hyphens, underscores and spaces: what stays when only the style differs."""
    return re.sub(r"[\s_-]+", "", word.casefold())


def as_id(text: str) -> str:
    """The id that a text would be: lower case, hyphens for spaces and underscores."""
    return re.sub(r"[\s_.-]+", "-", plain(text).lower()).strip("-")


def as_date(text: str) -> str:
    """``2026/1/5`` or ``2026年1月5日`` as ``2026-01-05``; other text unchanged."""
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", plain(text), re.ASCII)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def as_clock(text: str) -> str:
    """``9:30`` or ``20：00`` as ``09:30`` and ``20:00``; other text unchanged."""
    found = re.fullmatch(r"(\d{1,2})[:.点时](\d{1,2})分?", plain(text), re.ASCII)
    return f"{int(found[1]):02}:{int(found[2]):02}" if found else text
