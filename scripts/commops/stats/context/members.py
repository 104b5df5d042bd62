"""Typed member counts: ``community/metrics/snapshots.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats import periods
from commops.stats.context._declare import ContextTable, day_of
from commops.workspace import Workspace


class MemberCount(NamedTuple):
    """A typed member count of a channel at the end of a day; ``joined`` and ``left_n`` since the count before."""

    channel: str
    day_n: int
    week_n: int
    members: int
    joined: int | None
    left_n: int | None


def _members(ws: Workspace) -> Iterator[MemberCount]:
    """The last count typed for a channel and day stands."""
    counts: dict[tuple[str, int], MemberCount] = {}
    for count in ws.member_counts.snapshots if ws.member_counts else ():
        day_n = day_of(count["date"])
        week_n = periods.week_of_day(day_n)
        counts[count["channel"], day_n] = MemberCount(
            count["channel"], day_n, week_n, count["members"], count.get("joined"), count.get("left")
        )
    yield from counts.values()


TABLES = (ContextTable("members", MemberCount, _members, since="day_n"),)
