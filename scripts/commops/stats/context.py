"""What a metric needs besides messages: typed member counts, events and channels, taken from the workspace as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from commops.stats import periods
from commops.stats.segment_rules import SegmentBefore, SegmentRule, segment_rules, segments_before
from commops.workspace import Workspace, times


class MemberCount(NamedTuple):
    """A typed member count of a channel at the end of a day; ``joined`` and ``left_n`` since the count before."""

    channel: str
    day_n: int
    week_n: int
    members: int
    joined: int | None
    left_n: int | None


class EventSpan(NamedTuple):
    """An event that people were told of: its first and last local day."""

    event: str
    start_day: int
    end_day: int


class ChannelSize(NamedTuple):
    """A channel and how many people fit in, where there is a limit."""

    channel: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Context:
    """The small tables beside the messages. Each is sorted, so that the same workspace gives the same bytes."""

    timezone: str = "UTC"
    members: tuple[MemberCount, ...] = ()
    events: tuple[EventSpan, ...] = ()
    channels: tuple[ChannelSize, ...] = ()
    segments: tuple[SegmentRule, ...] = ()
    segments_before: tuple[SegmentBefore, ...] = ()

    def until(self, day_n: int) -> Context:
        """What was known by the end of a day: counts up to it, and events that had started."""
        return Context(
            self.timezone,
            tuple(row for row in self.members if row.day_n <= day_n),
            tuple(row for row in self.events if row.start_day <= day_n),
            self.channels,
            self.segments,
            self.segments_before,
        )


# An event in one of these states never took place, or nobody outside was told of it yet.
_NOT_HELD = frozenset({"idea", "planned", "cancelled", "postponed"})


def context_of(ws: Workspace) -> Context:
    """The context of a community: ``community/metrics/snapshots.yml``, ``events/`` and ``community/channels.yml``."""
    return Context(
        timezone=ws.zone.key,
        members=tuple(sorted(_members(ws), key=lambda row: row[:2])),
        events=tuple(sorted(_events(ws))),
        channels=tuple(ChannelSize(channel.id, channel.capacity) for channel in ws.channels),
        segments=segment_rules(ws),
        segments_before=segments_before(ws),
    )


def counted(ws: Workspace) -> frozenset[str] | None:
    """The channels whose messages count: those of channels.yml; None (all) while it lists none."""
    return frozenset(channel.id for channel in ws.channels) or None


def _members(ws: Workspace) -> Iterator[MemberCount]:
    """The last count typed for a channel and day stands."""
    counts: dict[tuple[str, int], MemberCount] = {}
    for count in ws.member_counts.snapshots if ws.member_counts else ():
        day_n = periods.day_number(times.date(count["date"]))
        week_n = periods.week_of_day(day_n)
        counts[count["channel"], day_n] = MemberCount(
            count["channel"], day_n, week_n, count["members"], count.get("joined"), count.get("left")
        )
    yield from counts.values()


def _events(ws: Workspace) -> Iterator[EventSpan]:
    for event in ws.events:
        if event.status in _NOT_HELD:
            continue
        start = times.in_zone(event.start, ws.zone).date()
        end = times.in_zone(event.end, ws.zone).date() if event.end else start
        yield EventSpan(event.id, periods.day_number(start), periods.day_number(max(start, end)))
