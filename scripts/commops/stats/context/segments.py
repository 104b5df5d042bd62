"""Segments as thresholds, and what a segment asks people to have been: ``community/members/segments.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from commops.stats.context._declare import ContextTable
from commops.workspace import Workspace

EVER = 36_600
"""The window, in days, of a rule that counts active days or messages without naming one."""
_COUNTING = ("min_active_days", "max_active_days", "min_messages")


class SegmentRule(NamedTuple):
    """One segment; the first whose thresholds all hold is a person's. None asks for nothing."""

    rank_n: int
    segment: str
    joined_within: int | None
    window_days: int
    """Days up to and with the day looked at; 0 when nothing is counted."""
    min_active: int | None
    max_active: int | None
    min_messages: int | None
    min_silent: int | None
    max_silent: int | None
    needs_before: int
    """1 when the rule also asks in which segment the person was on the day of their last message."""
    reach_days: int
    """How many days of log the rule looks back over: months that end earlier are not counted."""


class SegmentBefore(NamedTuple):
    """``segment`` takes people who were in ``was``."""

    segment: str
    was: str


def _segments(ws: Workspace) -> Iterator[SegmentRule]:
    """The order of the file is the order of choice."""
    rows = ws.segment_list.data["segments"] if ws.segment_list else ()
    return (_rule(rank, row) for rank, row in enumerate(rows))


def _segments_before(ws: Workspace) -> set[SegmentBefore]:
    rows = ws.segment_list.data["segments"] if ws.segment_list else ()
    return {SegmentBefore(row["id"], was) for row in rows for was in row["rule"].get("was", ())}


def _rule(rank: int, row: dict[str, Any]) -> SegmentRule:
    rule = row["rule"]
    counting = any(name in rule for name in _COUNTING)
    return SegmentRule(
        rank,
        row["id"],
        rule.get("joined_within_days"),
        rule.get("window_days", EVER) if counting else 0,
        rule.get("min_active_days"),
        rule.get("max_active_days"),
        rule.get("min_messages"),
        rule.get("min_silent_days"),
        rule.get("max_silent_days"),
        int(bool(rule.get("was"))),
        max(rule.get("window_days", 0), rule.get("min_silent_days", 0)),
    )


TABLES = (
    ContextTable("segments", SegmentRule, _segments),
    ContextTable("segments_before", SegmentBefore, _segments_before),
)
