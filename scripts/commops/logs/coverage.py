"""What stretches of a chat the exports cover, where none does, and which of them cannot be taken for the whole."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from zoneinfo import ZoneInfo

from commops.logs.state import ChatRange, Export, Gap

Weeks: TypeAlias = "Sequence[tuple[int, int, int | None, int | None]]"
"""See ``ChatRange.weeks``."""

_ENOUGH, _FEW = 100, 5
"""From so many rows on it means something when another export of the same weeks holds less than a fifth of them."""
_PEOPLE = 3


def numbers_rise(weeks: Weeks) -> bool:
    """Whether all messages carry numbers, and those of every week lie above those of the week before."""
    if any(low is None for _week, _rows, low, _high in weeks):
        return False
    ranges = [(low, high) for _week, _rows, low, high in sorted(weeks) if low is not None and high is not None]
    return all(a[1] < b[0] for a, b in itertools.pairwise(ranges))


def joined(chats: Iterable[ChatRange]) -> Weeks:
    """The weeks of several exports of one chat taken together."""
    found: dict[int, list[tuple[int, int, int | None, int | None]]] = {}
    for entry in itertools.chain.from_iterable(chat.weeks for chat in chats):
        found.setdefault(entry[0], []).append(entry)
    result: list[tuple[int, int, int | None, int | None]] = []
    for week, entries in sorted(found.items()):
        lows = [low for _week, _rows, low, _high in entries if low is not None]
        highs = [high for _week, _rows, _low, high in entries if high is not None]
        numbered = len(lows) == len(highs) == len(entries)
        rows = sum(entry[1] for entry in entries)
        result.append((week, rows, min(lows) if numbered else None, max(highs) if numbered else None))
    return result


def partial(chat: ChatRange, others: Iterable[ChatRange]) -> bool:
    """Whether an export of a chat holds only some of what was said, so that what it lacks was not deleted.

    Two signs, either of which is enough, each seen beside another export of the same chat: all of its messages are
    one person's where three people or more wrote; or of the weeks that lie whole inside its range it holds less than
    a fifth of the rows.
    """
    between = range(chat.weeks[0][0] + 1, chat.weeks[-1][0]) if chat.weeks else range(0)
    own = {week: rows for week, rows, _low, _high in chat.weeks}
    for other in others:
        if chat.authors == 1 and chat.rows > 1 and other.authors >= _PEOPLE:
            return True
        theirs = {week: rows for week, rows, _low, _high in other.weeks if week in between} if between else {}
        said = sum(theirs.values())
        if said >= _ENOUGH and sum(own.get(week, 0) for week in theirs) * _FEW < said:
            return True
    return False


def partials(exports: Sequence[Export]) -> set[tuple[str, str]]:
    """(export id, chat key) of every such export. Without message ids nothing counts as deleted anyway."""
    holders: dict[tuple[str, str], list[tuple[str, ChatRange]]] = {}
    for export in exports:
        for chat in export.chats if export.has_id else ():
            holders.setdefault((export.source, chat.key), []).append((export.id, chat))
    return {
        (name, key)
        for (_source, key), held in holders.items()
        for name, chat in held
        if partial(chat, (other for other_name, other in held if other_name != name))
    }


def gaps(exports: Sequence[Export], channels: Mapping[tuple[str, str], str], zone: ZoneInfo) -> list[Gap]:
    """Whole days between exports that none covers, by channel and time.

    An export covers each of its chats from its first to its last message in any of them: a quiet chat is not a gap.
    One that holds only some of what was said covers nothing.
    """
    doubtful = partials(exports)
    covered: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for export in exports:
        if export.chats:
            first = min(chat.first for chat in export.chats)
            last = max(chat.last for chat in export.chats)
            stretch = (_day(first, zone), _day(last, zone))
            for channel in {
                channels[export.source, chat.key] for chat in export.chats if (export.id, chat.key) not in doubtful
            }:
                covered.setdefault(channel, []).append(stretch)
    found = []
    for channel, stretches in sorted(covered.items()):
        until = min(stretches)[1]
        for first_day, last_day in sorted(stretches):
            if (first_day - until).days > 1:
                since, to = until + dt.timedelta(days=1), first_day - dt.timedelta(days=1)
                found.append(Gap(channel, since.isoformat(), to.isoformat()))
            until = max(until, last_day)
    return found


def _day(ts_s: int, zone: ZoneInfo) -> dt.date:
    return dt.datetime.fromtimestamp(ts_s, zone).date()
