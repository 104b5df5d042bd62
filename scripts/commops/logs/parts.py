"""The parts of the merged table: which chats, exports and weeks are merged together, and what their files are called.

A part's name is a digest of all that its content hangs on: what has not changed keeps its name and is not made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST
from commops.logs.coverage import joined, numbers_rise, partials
from commops.logs.links import Link
from commops.logs.state import WEEK, ChatRange, Export
from commops.logs.zones import offsets

VERSION = 3
"""Raise it when the merged table changes shape or meaning: every part is then made again."""

CUT_ROWS = 300_000
"""Chats whose exports hold more rows are merged in stretches of about so many, so that an append writes few of them."""
_WEEKS = (16, 4, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """Chats of one source that the same exports tell of; merged together, into one file."""

    source: str
    exports: tuple[Export, ...]
    """Oldest first."""
    chats: tuple[str, ...]
    channels: tuple[str, ...]
    """The channel of each chat."""
    links: tuple[Link, ...]
    """Pseudonyms of this source that another one stands for, as far as rows of this part can stand under them."""
    zone: ZoneInfo
    partial: tuple[tuple[str, str], ...] = ()
    """(export id, chat) where an export holds only some of what was said: what it lacks was not deleted."""
    low: int = EARLIEST
    high: int = LATEST
    """Only messages from ``low`` to before ``high`` (UTC seconds) belong to it."""
    names: tuple[str, ...] = ()
    named: bool | None = None
    """Whether only rows belong to it that stand under one of ``names``, or only the others; None for all."""
    bots: tuple[str, ...] = ()
    """Pseudonyms of this source that the operator says are bots."""

    @property
    def name(self) -> str:
        """File name: a digest of everything the content depends on, so that an equal part is never made twice."""
        content = [
            VERSION,
            self.source,
            [export.file for export in self.exports],
            self.chats,
            self.channels,
            [(link.author, link.person) for link in self.links],
            self.offsets,
            self.partial,
            self.low,
            self.high,
            self.named,
            self.names,
            *([self.bots] if self.bots else []),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:24] + ".parquet"

    @property
    def rows(self) -> int:
        """Rows that the exports hold of it, at the most: how large a part it is."""
        weeks = range(self.low // WEEK, (self.high - 1) // WEEK + 1)
        return sum(
            sum(rows for week, rows, _low, _high in chat.weeks if week in weeks) if chat.weeks else chat.rows
            for chat in _ranges(self.exports, self.chats)
        )

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """UTC offsets of the community's zone over the time of this part."""
        ranges = _ranges(self.exports, self.chats)
        first, last = min(chat.first for chat in ranges), max(chat.last for chat in ranges)
        return offsets(self.zone, max(first, self.low), min(last, self.high - 1))

    def stretches(self) -> Iterator[Part]:
        """The part cut into stretches of weeks, or the part itself when it is small or cannot be cut.

        Rows under display names get parts of their own: a later export may tell whose a name is, and there are few.

        It can be cut when a message stands in the same week in whatever export: without ids its time is part of what
        makes it the same message; with ids, when the numbers of no two weeks overlap, or when there is but one export.
        """
        ranges = _ranges(self.exports, self.chats)
        rows = sum(chat.rows for chat in ranges)
        if rows <= CUT_ROWS or (self.has_id and not self._alone() and not self._apart()):
            yield replace(self, links=tuple(link for link in self.links if link.author != link.person))
            return
        first, last = min(chat.first for chat in ranges), max(chat.last for chat in ranges)
        whole = last // WEEK - first // WEEK + 1
        length = WEEK * next((weeks for weeks in _WEEKS if rows * weeks <= CUT_ROWS * whole), _WEEKS[-1])
        links = self._links_by_stretch(first, last, length)
        for low in range(first // length * length, last + 1, length):
            inside = tuple(
                export
                for export in self.exports
                if any(chat.first < low + length and chat.last >= low for chat in _ranges([export], self.chats))
            )
            if inside:
                here = replace(self, exports=inside, low=low, high=low + length)
                yield from here._by_name(links.get(low // length, ()))

    def _by_name(self, links: Sequence[Link]) -> Iterator[Part]:
        """The part with those of some links that change anything; in two when rows stand under display names.

        Without ids the order of equal lines hangs on all rows of a part: it stays whole.
        """
        names = tuple(link.author for link in links if link.named)
        known = tuple(link for link in links if link.author != link.person)
        if names and self.has_id:
            yield replace(self, links=tuple(link for link in known if not link.named), names=names, named=False)
            yield replace(self, links=known, names=names, named=True)
        else:
            yield replace(self, links=known)

    def _links_by_stretch(self, first: int, last: int, length: int) -> dict[int, list[Link]]:
        """The links that each stretch of ``length`` seconds needs, so that a new member does not change old ones."""
        found: dict[int, list[Link]] = {}
        for link in self.links:
            numbers: set[int] = set()
            for since, until in link.spans:
                numbers.update(range(max(since, first) // length, min(until, last) // length + 1))
            for number in numbers:
                found.setdefault(number, []).append(link)
        return found

    def _alone(self) -> bool:
        """Whether one export holds all, and every message once."""
        return len(self.exports) == 1 and self.exports[0].unique

    def _apart(self) -> bool:
        """Whether the message numbers of every week lie above those of the week before, over all exports."""
        return all(numbers_rise(joined(_ranges(self.exports, [key]))) for key in self.chats)

    @property
    def has_id(self) -> bool:
        """Whether messages are recognised by id."""
        return all(export.has_id for export in self.exports)


def planned_from(exports: Sequence[Export], channels: Mapping[tuple[str, str], str], zone: ZoneInfo) -> str:
    """A digest that is the same as long as ``plan`` gives the same parts, as far as that hangs on these.

    It hangs on the links, too, which follow from the exports' files and the aliases.
    """
    ranges = [chat for export in exports for chat in export.chats]
    first, last = min((chat.first for chat in ranges), default=0), max((chat.last for chat in ranges), default=0)
    files = [export.file for export in exports]
    content = [VERSION, files, sorted(channels.items()), zone.key, offsets(zone, first, last)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def plan(
    exports: Sequence[Export],
    channels: Mapping[tuple[str, str], str],
    links: Mapping[str, Sequence[Link]],
    zone: ZoneInfo,
    bots: Mapping[str, Iterable[str]],
) -> list[Part]:
    """The parts of a set of exports, oldest first. ``channels`` by (source, chat key), the others by source."""
    holders: dict[tuple[str, str], list[Export]] = {}
    for export in exports:
        for chat in export.chats:
            holders.setdefault((export.source, chat.key), []).append(export)
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for chat_id, held_by in holders.items():
        groups.setdefault((chat_id[0], tuple(export.id for export in held_by)), []).append(chat_id)
    doubtful = partials(exports)
    whole = [
        Part(
            source,
            tuple(holders[chats[0]]),
            tuple(key for _source, key in sorted(chats)),
            tuple(channels[chat] for chat in sorted(chats)),
            tuple(sorted(links.get(source, ()))),
            zone,
            tuple(sorted(doubtful & {(export.id, key) for export in holders[chats[0]] for _source, key in chats})),
            bots=tuple(sorted(bots.get(source, ()))),
        )
        for (source, _ids), chats in sorted(groups.items())
    ]
    return [part for group in whole for part in group.stretches()]


def _ranges(exports: Iterable[Export], chats: Iterable[str]) -> list[ChatRange]:
    wanted = set(chats)
    return [chat for export in exports for chat in export.chats if chat.key in wanted]
