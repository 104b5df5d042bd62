"""Whom a message speaks to by name at its start, as people do where a chat has no reply button."""

from __future__ import annotations

from collections import OrderedDict

from commops.patterns import lazy

_FIRST = lazy(r"@?([^\s:,;：，；]+)[:,;：，；]?(?=\s|$|(?<=[：，；]))")
_BARE_AT_LEAST = 3
"""A name without @ or a mark behind it must be this long: shorter ones are words more often than names."""
_REMEMBERED = 5_000
"""So many names of a chat are kept, the latest heard; nobody speaks to somebody who has been silent for longer."""


class Addressing:
    """The names heard in one chat so far. Names live here only while a file is read and are never stored."""

    def __init__(self) -> None:
        self._heard: OrderedDict[str, str] = OrderedDict()

    def hear(self, name: str, author: str) -> None:
        """Note that the author (raw id) goes by this name; compare :meth:`spoken_to`."""
        self._heard[name.casefold()] = author
        self._heard.move_to_end(name.casefold())
        if len(self._heard) > _REMEMBERED:
            self._heard.popitem(last=False)

    def spoken_to(self, text: str, speaker: str) -> str | None:
        """The raw id of whom ``nick: …``, ``nick, …``, ``@nick …`` or ``nick …`` is said to; None for nobody heard.

        Only people heard before count, so that ``Note: …`` speaks to nobody. Nobody speaks to themselves.
        """
        found = _FIRST.match(text)
        if found is None:
            return None
        name = found[1].casefold()
        marked = len(found[0]) > len(found[1])
        author = self._heard.get(name) if marked or len(name) >= _BARE_AT_LEAST else None
        return None if author == speaker else author
