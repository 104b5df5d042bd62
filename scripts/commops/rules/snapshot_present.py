"""Finished weeks without a stats snapshot, in a community that publishes them."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.settings import setting
from commops.workspace.times import date

_WEEK = dt.timedelta(days=7)


@rule("snapshot-present")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each gap between two snapshots, and between the last one and the last week whose numbers are due."""
    # A month's file only repeats what the weeks say.
    found = sorted((snapshot for snapshot in ws.snapshots if "W" in snapshot.period), key=lambda snapshot: snapshot.to)
    if not found:
        return
    due = ws.as_of - dt.timedelta(days=setting(ws, "numbers_grace_days"))
    # Snapshots end on a Sunday; the week after the last one that is due closes the row.
    end = due - dt.timedelta(days=due.isoweekday() % 7) + _WEEK
    ends = [date(snapshot.to) for snapshot in found]
    for snapshot, (before, after) in zip(found, pairwise([*ends, max(end, ends[-1] + _WEEK)]), strict=True):
        missing = [before + _WEEK * step for step in range(1, (after - before).days // 7)]
        if missing:
            facts: dict[str, object] = {"first": _week(missing[0]), "count": len(missing)}
            yield Hit(snapshot.at("period"), _week(missing[0]), facts, case="" if len(missing) == 1 else "several")


def _week(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
