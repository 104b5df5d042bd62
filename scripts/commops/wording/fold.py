"""Undo what hides words from a search (full-width letters, invisible characters, circled digits), keeping positions."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import NamedTuple

from commops.patterns import lazy

# Only these can change under folding in a way that matters to words, digits or addresses. Full-width punctuation is
# left out on purpose: it is how Chinese is written, and testing for it would send every text down the slow path.
_INVISIBLE = (
    "\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_COMPATIBLE = (
    "\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u2e80-\u2fdf\u3190-\u319f\u3200-\u33ff"
    "\uf900-\ufaff\uff0e\uff10-\uff19\uff20-\uff3a\uff3f\uff41-\uff5a"
)
_TAGS = "\U000e0000-\U000e0fff"
_STYLED = "\U0001d400-\U0001d7ff\U0001f100-\U0001f2ff\U0002f800-\U0002fa1f"
_ODD = lazy(f"[{_INVISIBLE}{_COMPATIBLE}{_TAGS}{_STYLED}]")
# `re` looks characters up in a table as long as no more than one range lies above U+FFFF: so emoji, too, lead to the
# slow path, where _ODD tells them apart.
FOLDED = f"{_INVISIBLE}{_COMPATIBLE}\U00010000-\U0010ffff"
"""The inside of a character set: a text without any of these is its own folded text."""
_HINT = lazy(f"[{FOLDED}]")
_GONE = lazy(f"[{_INVISIBLE}{_TAGS}]")


class Folded(NamedTuple):
    """A folded text and the way back to the text as written."""

    text: str
    starts: list[int]
    """Folded offsets at which a run begins; runs are copied one to one."""
    origins: list[int]
    """The offset as written of each run's first character."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice as written that a slice of ``text`` came from; the result is never empty."""
        return self._origin(start), self._origin(max(end - 1, start)) + 1

    def _origin(self, offset: int) -> int:
        run = bisect_right(self.starts, offset) - 1
        inside = offset - self.starts[run]
        limit = self.origins[run + 1] - self.origins[run] - 1 if run + 1 < len(self.origins) else inside
        # One character may unfold into several ("№" is "No"): they all stand where it stands.
        return self.origins[run] + max(min(inside, limit), 0)


def fold(text: str) -> Folded:
    """``text`` in NFKC without invisible characters, for searching. A text with nothing to fold costs one search."""
    if not _HINT.search(text):
        return Folded(text, [0], [0])
    parts: list[str] = []
    starts, origins = [0], [0]
    done = length = 0
    for found in _ODD.finditer(text):
        at = found.start()
        shown = "" if _GONE.match(found[0]) else unicodedata.normalize("NFKC", found[0])
        parts += (text[done:at], shown)
        length += at - done
        starts += (length, length + len(shown))
        origins += (at, at + 1)
        length += len(shown)
        done = at + 1
    if not parts:
        return Folded(text, starts, origins)
    return Folded("".join((*parts, text[done:])), starts, origins)
