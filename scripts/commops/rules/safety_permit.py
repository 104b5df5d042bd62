"""Offline events of a thousand people or more without a safety permit, or with one that was asked for too late."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.event_days import COMMITTED, first_day
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event
from commops.workspace.times import date

_PEOPLE = 1000
_DAYS = 20
"""The application has to be made at least so many days before the event."""


@rule("safety-permit", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """How many are expected at the place, and what is said about the permit."""
    if event.status not in COMMITTED or event.attendance_mode in (None, "online"):
        return
    safety = event.data.get("safety") or {}
    expected = safety.get("expected_max", 0)
    if event.attendance_mode == "offline":
        expected = max(expected, (event.data.get("registration") or {}).get("capacity", 0))
    if expected < _PEOPLE:
        return
    last = first_day(event) - dt.timedelta(days=_DAYS)
    facts: dict[str, object] = {"expected": expected, "last": last}
    asked = safety.get("permit_requested")
    place = event.at("safety", "expected_max") if "expected_max" in safety else event.at("registration", "capacity")
    if asked and date(asked) > last:
        yield Hit(event.at("safety", "permit_requested"), asked, facts, case="late")
    elif not safety.get("permit_ref") and (not asked or first_day(event) <= ws.as_of):
        yield Hit(place, expected, facts)
