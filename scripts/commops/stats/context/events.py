"""Events and what came of them: ``events/<id>/event.yml`` and ``results.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commops.stats import periods
from commops.stats.context._declare import ContextTable, day_of, hundredths
from commops.workspace import Workspace, times
from commops.workspace._types import Event


class EventSpan(NamedTuple):
    """An event that people were told of: its first and last local day."""

    event: str
    start_day: int
    end_day: int


class EventResult(NamedTuple):
    """How many people an event reached, from those who registered to those who stayed; money in hundredths.

    Known from ``known_day`` on: the day after the last one, or the day up to which the numbers count. What is counted
    7, 14 and 30 days later is known from ``after_7_day``, ``after_14_day`` and ``after_30_day`` on.
    """

    event: str
    start_day: int
    end_day: int
    known_day: int
    registered: int
    attended: int
    new_members: int | None
    spoke_during: int | None
    csat_n: int | None
    csat_good: int | None
    spend: int | None
    currency: str | None
    after_7_day: int | None
    spoke_7d: int | None
    after_14_day: int | None
    left_14d: int | None
    after_30_day: int | None
    spoke_30d: int | None
    new_active_30d: int | None


# An event in one of these states never took place, or nobody outside was told of it yet.
_NOT_HELD = frozenset({"idea", "planned", "cancelled", "postponed"})


def _span(event: Event, ws: Workspace) -> EventSpan:
    start = times.in_zone(event.start, ws.zone).date()
    end = times.in_zone(event.end, ws.zone).date() if event.end else start
    return EventSpan(event.id, periods.day_number(start), periods.day_number(max(start, end)))


def _events(ws: Workspace) -> Iterator[EventSpan]:
    for event in ws.events:
        if event.status not in _NOT_HELD:
            yield _span(event, ws)


def _results(ws: Workspace) -> Iterator[EventResult]:
    for result in ws.event_results:
        event = ws.get("event", result.id)
        if event is None or event.status in _NOT_HELD:
            continue
        span, data = _span(event, ws), result.data
        answers, share, spend = data.get("csat_n"), data.get("csat"), data.get("spend") or {}
        good = round(answers * share) if answers is not None and share is not None else None
        yield EventResult(
            *span,
            day_of(data["as_of"]) if "as_of" in data else span.end_day,
            data["registered"],
            data["attended"],
            data.get("new_members"),
            data.get("spoke_during"),
            answers,
            good,
            hundredths(spend.get("amount")),
            spend.get("currency"),
            span.end_day + 7,
            data.get("spoke_7d_after"),
            span.end_day + 14,
            data.get("left_14d"),
            span.end_day + 30,
            data.get("spoke_30d_after"),
            data.get("new_active_30d"),
        )


TABLES = (
    ContextTable("events", EventSpan, _events, since="start_day"),
    ContextTable(
        "event_results",
        EventResult,
        _results,
        since="known_day",
        later={
            "after_7_day": ("spoke_7d",),
            "after_14_day": ("left_14d",),
            "after_30_day": ("spoke_30d", "new_active_30d"),
        },
    ),
)
