"""Who is on duty when, by whole hours: the rota of ``community/team.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from commops.stats.context._declare import ContextTable
from commops.texts import pick
from commops.workspace import Workspace
from commops.workspace.hours import spans_of


class ShiftHour(NamedTuple):
    """An hour of the week in which a shift is on duty in a channel; shifts of one name are one."""

    shift: str
    channel: str
    dow: int
    hour: int


def _shifts(ws: Workspace) -> set[ShiftHour]:
    return {
        ShiftHour(pick(shift["shift"], ws.languages[0]), channel, hour // 24, hour % 24)
        for shift in (ws.team.rota if ws.team else None) or ()
        for hour in hours(shift)
        for channel in shift.get("channels") or [channel.id for channel in ws.channels]
    }


def hours(shift: Mapping[str, Any]) -> Iterator[int]:
    """Hours since Monday 00:00, each below 168. An hour belongs to the shift that is on duty at its half."""
    for start, end in spans_of([shift]):
        yield from (hour % (7 * 24) for hour in range((start + 29) // 60, (end + 29) // 60))


TABLES = (ContextTable("shifts", ShiftHour, _shifts),)
