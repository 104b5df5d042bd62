"""Member counts of channels for community/metrics/snapshots.yml, from group statistics and rosters.

Of statistics by day, the Sundays are taken, with joins and leaves added up over the week when all seven days are
there; a day that stands alone is taken as it is. A roster counts who has not left, on the day that was given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commops.tables.cells import EPOCH, date
from commops.tables.change import Note, Proposal, Wishes, settle
from commops.texts import Text

if TYPE_CHECKING:
    from commops.tables.store import TableStore
    from commops.workspace import Workspace

PATH = "community/metrics/snapshots.yml"

_NO_DAY = Text(
    "成员名单没写是哪一天的；要登记人数请加 --on 日期", "a roster names no day; to record its counts add --on DATE"
)
_UNKNOWN = Text(
    "channels.yml 里没有渠道 {channel}，人数不登记",
    "channels.yml has no channel {channel}; its counts are not recorded",
)


def offer(ws: Workspace, store: TableStore, wishes: Wishes) -> Iterator[Proposal | Note]:
    """New entries in order of date, and missing fields of entries that are there."""
    counts = dict(_weekly(store))
    members = Counter(row["channel"] for row in store.merged("roster") if row["left_n"] is None)
    if members and wishes.on is None:
        yield Note(_NO_DAY)
    elif wishes.on is not None:
        day_n = (wishes.on - EPOCH).days
        counts = {(day_n, channel): {"members": count} for channel, count in members.items()} | counts
    source = ws.sources.get(PATH)
    entries: list[dict[str, Any]] = source.data["snapshots"] if source else []
    places = {(entry["date"], entry["channel"]): number for number, entry in enumerate(entries)}
    for (day_n, channel), found in sorted(counts.items()):
        if channel not in ws.ids("channel"):
            yield Note(_UNKNOWN.fill(channel=channel))
            continue
        written = date(day_n).isoformat()
        number = places.get((written, channel))
        if number is not None:
            yield from settle(PATH, ("snapshots", number), entries[number], found, wishes, f"{written} {channel}")
            continue
        later = (number for number, entry in enumerate(entries) if entry["date"] > written)
        route = ("snapshots", next(later, len(entries)))
        yield Proposal(PATH, route, {"date": written, "channel": channel, **found})


def _weekly(store: TableStore) -> Iterator[tuple[tuple[int, str], dict[str, int]]]:
    days: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in store.rows("group-stats"):
        held = days[row["channel"]].get(row["day_n"])
        if held is None or _weight(row) > _weight(held):
            days[row["channel"]][row["day_n"]] = row
    for channel, found in days.items():
        for day_n, row in found.items():
            daily = day_n - 1 in found or day_n + 1 in found
            sunday = (day_n + 3) % 7 == 6
            if daily and not sunday:
                continue
            week = [found[day] for day in range(day_n - 6, day_n + 1) if day in found] if daily else [row]
            counts = {"members": row["members"]}
            for name in ("joined", "left"):
                values = [one[name] for one in week if one[name] is not None]
                if len(values) == (7 if daily else 1):
                    counts[name] = sum(values)
            yield (day_n, channel), counts


def _weight(row: dict[str, Any]) -> tuple[int, ...]:
    """Of two exports of one day the later one is meant, in which nothing is smaller but perhaps the members."""
    return tuple(row[name] or 0 for name in ("messages", "joined", "left", "speakers", "members"))
