"""Times of the week as people write them: shifts on duty and quiet hours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from commops.workspace.times import minutes

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 1440
WEEK = 7 * DAY

Span: TypeAlias = tuple[int, int]
"""Start and end in minutes since Monday 00:00; the end may lie in the next week."""


def spans_of(rows: Iterable[Any]) -> list[Span]:
    """Shifts or quiet hours as spans of the week; one whose two ends are equal lasts a whole day."""
    found = []
    for row in rows:
        first, length = minutes(row["from"]), (minutes(row["to"]) - minutes(row["from"])) % DAY or DAY
        for day in row.get("days") or WEEKDAYS:
            start = WEEKDAYS.index(day) * DAY + first
            found.append((start, start + length))
    return found
