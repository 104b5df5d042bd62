"""What the site knows in numbers: the released weeks, and the member counts that are typed in every week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commops.site.edition import visible
from commops.stats import pages, read
from commops.stats.read import Point, Snapshot, defaults
from commops.stats.table import Value
from commops.workspace import Workspace
from commops.workspace.times import date


@dataclass(frozen=True, slots=True)
class Numbers:
    """Released weeks, oldest first; members of each channel by day of counting (the last count where none is new)."""

    shots: Sequence[Snapshot] = ()
    members: Sequence[tuple[dt.date, Mapping[str, int]]] = ()
    months: Sequence[Snapshot] = ()
    """Released months, oldest first; they hold what weeks do not."""

    @classmethod
    def of(cls, ws: Workspace) -> Numbers:
        """What the workspace has published."""
        return cls(read.snapshots(ws), _members(ws), read.months(ws))

    def series(self, metric: str, column: str, **where: Value) -> list[Point]:
        """A column over time, for the rows people mean when they say no more (see :func:`defaults`)."""
        return read.series(self.shots, metric, column, **defaults(metric, where))

    def latest(self, metric: str, column: str, **where: Value) -> Point | None:
        """The newest point of such a series that is not hidden."""
        return read.latest(self.shots, metric, column, **defaults(metric, where))

    def monthly(self, metric: str, column: str, **where: Value) -> list[Point]:
        """A column over time, from the files of months."""
        return read.series(self.months, metric, column, **defaults(metric, where))

    def newest_month(self, metric: str) -> Snapshot | None:
        """The last released month that holds rows of a metric."""
        return next((shot for shot in reversed(self.months) if shot.rows(metric)), None)

    def newest(self, metric: str) -> Snapshot | None:
        """The last released week that holds rows of a metric; some are not published every week."""
        return next((shot for shot in reversed(self.shots) if shot.rows(metric)), None)


def computed() -> tuple[str, ...]:
    """The keys of the metrics that the program computes; a community may name others, which are typed in."""
    return pages.keys()


def _members(ws: Workspace) -> list[tuple[dt.date, Mapping[str, int]]]:
    if ws.member_counts is None:
        return []
    hidden = {channel.id for channel in ws.channels if not visible(channel)}
    rows = [row for row in ws.member_counts.snapshots if row["channel"] not in hidden]
    counts = [(date(row["date"]), row["channel"], row["members"]) for row in rows]
    known: dict[str, int] = {}
    days: dict[dt.date, Mapping[str, int]] = {}
    for day, channel, members in sorted(counts):
        if day <= ws.as_of:
            known[channel] = members
            days[day] = dict(known)
    return sorted(days.items())
