"""The days of an event and how they are told: T-7 is a week before its first day."""

from __future__ import annotations

import datetime as dt

from commops.workspace._types import Event
from commops.workspace.times import date

ANNOUNCED = frozenset({"announced", "open", "running"})
"""Statuses of events that people count on and that are not over."""
COMMITTED = ANNOUNCED | {"planned"}
"""Statuses of events that the team has decided on and that are not over."""


def first_day(event: Event) -> dt.date:
    """The day on which it starts, as its own clocks show it."""
    return date(event.start[:10])


def last_day(event: Event) -> dt.date:
    """The day on which it ends, as its own clocks show it."""
    return date(event.end[:10])


def t_day(offset: int) -> str:
    """``T-7``, ``T0`` or ``T+1``."""
    return f"T{offset:+d}" if offset else "T0"
