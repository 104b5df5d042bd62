"""Who is on duty when, by whole hours: the rota of ``community/team.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats.context._declare import ContextTable
from commops.texts import pick
from commops.workspace import Workspace
from commops.workspace.times import minutes

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = 7 * 24


class ShiftHour(NamedTuple):
    """An hour of the week in which a shift is on duty in a channel; shifts of one name are one."""

    shift: str
    channel: str
    dow: int
    hour: int


def _shifts(ws: Workspace) -> set[ShiftHour]:
    """An hour belongs to the shift that is on duty at its half."""
    return {
        ShiftHour(pick(shift["shift"], ws.languages[0]), channel, hour // 24, hour % 24)
        for shift in (ws.team.rota if ws.team else None) or ()
        for day in shift["days"]
        for hour in _hours(_DAYS.index(day), shift["from"], shift["to"])
        for channel in shift.get("channels") or [channel.id for channel in ws.channels]
    }


def _hours(day: int, since: str, until: str) -> Iterator[int]:
    """Hours of the week; an end that is not later than the start is on the next day."""
    start, end = minutes(since), minutes(until)
    end += 24 * 60 if end <= start else 0
    return ((day * 24 + hour) % _WEEK for hour in range(48) if start <= hour * 60 + 30 < end)


TABLES = (ContextTable("shifts", ShiftHour, _shifts),)
