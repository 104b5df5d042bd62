"""People who are given something to do on a day on which they have left, or have not started."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from commops.findings import Hit, Route
from commops.posting.naming import named
from commops.rule import rule
from commops.workspace import Source, Workspace
from commops.workspace.shape.marks import marked
from commops.workspace.times import date

# Which day counts, by kind of file; the others are standing duties and count on the day of the check.
_DAY_KEY = {"post": "date", "event": "start"}
# Records of what happened are no assignments, and being somebody's backup is checked where the duty is.
_RECORDS = frozenset(
    ["retro", "event-result", "raffle", "budget", "task-list", "case", "complaint", "admission-batch", "feedback"]
)
_NO_DUTY = frozenset(["waive", "backup", "reviewers", "attendees"])
# A tuple, for a status that the schema refuses may be anything, also a list.
_OVER = ("rejected", "withdrawn", "cancelled", "archived", "done", "ended")


@rule("person-active", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every duty in a file of somebody who is not active on its day."""
    terms = ws.derive(_terms)
    if not terms or source.kind in _RECORDS or source.data.get("status") in _OVER:
        return
    for ref in marked(source.kind, source.data, "x-ref"):
        if (
            ref.mark != "person"
            or not isinstance(ref.value, str)
            or ref.value not in terms
            or _NO_DUTY.intersection(ref.route)
        ):
            continue
        entry = _entry(source, ref.route)
        day = _day(source, ref.route, ws)
        if day is None or entry.get("status") in _OVER:
            continue
        start, end = terms[ref.value]
        if isinstance(end, str) and day > date(end):
            yield _hit(ws, source, ref.route, ref.value, {"date": end, "day": day}, "")
        elif isinstance(start, str) and day < date(start):
            yield _hit(ws, source, ref.route, ref.value, {"date": start, "day": day}, "early")


def _terms(ws: Workspace) -> dict[str, tuple[Any, Any]]:
    """From when and until when each person is there, of those for whom that is said."""
    terms = {person.id: (person.data.get("active_from"), person.data.get("active_to")) for person in ws.people}
    return {name: term for name, term in terms.items() if term != (None, None)}


def _hit(ws: Workspace, source: Source, route: Route, person: str, facts: dict[str, object], case: str) -> Hit:
    return Hit(source.at(route), person, {"person": named(ws, "person", person), **facts}, case=case)


def _entry(source: Source, route: Route) -> dict[str, Any]:
    """The entry of a list in which a value stands (a channel, a deliverable), or the file."""
    entry: Any = source.data
    for step in route[:2]:
        if isinstance(entry, dict | list):
            entry = entry[step]  # type: ignore[index]
    return entry if isinstance(entry, dict) else source.data


def _day(source: Source, route: Route, ws: Workspace) -> dt.date | None:
    """The day of a duty; None when the file does not say it in a usable way."""
    approval = source.data.get("approved_at") if route == ("approved_by",) else None
    value = approval or source.data.get(_DAY_KEY.get(source.kind, ""))
    if value is None and source.kind in _DAY_KEY:
        return None
    try:
        today = date(value[:10]) if isinstance(value, str) else ws.as_of
        first, last = (source.data.get(key) for key in ("start", "end"))
        if source.kind == "campaign" and isinstance(first, str) and isinstance(last, str):
            return max(date(first), min(today, date(last)))
    except ValueError:
        return None
    return today
