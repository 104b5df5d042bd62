"""People who are given more hours of work in a week than they have."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import DROPPED, WENT_OUT
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace.settings import setting
from commops.workspace.times import in_zone, minutes

Hours = defaultdict[tuple[str, int], float]
"""Hours by person and week: 0 is the week of the check, 1 the next one."""
_WEEKS = 2
_FAR = dt.timedelta(days=400)
"""No task is due more than a year before its event."""
_FORGOTTEN = dt.timedelta(days=60)
"""Tasks left open by an event longer ago than this are nobody's work any more."""
_SETTLED = frozenset(["done", "dropped"])


@rule("hours-planned")
def check(ws: Workspace) -> Iterator[Hit]:
    """Shifts, posts still to go out and tasks still to do, this week and next, against the hours people have."""
    capacity = {person.id: person.capacity_h_week for person in ws.people if person.capacity_h_week is not None}
    if not capacity:
        return
    monday = ws.as_of - dt.timedelta(days=ws.as_of.weekday())
    hours: Hours = defaultdict(float)
    _shifts(ws, hours)
    _posts(ws, monday, hours)
    _tasks(ws, monday, hours)
    for person in ws.people:
        for week in range(_WEEKS):
            planned, have = hours[person.id, week], capacity.get(person.id)
            if have is not None and planned > have:
                name = Text(pick(person.display, "zh"), pick(person.display, "en"))
                facts: dict[str, object] = {
                    "person": name,
                    "planned": f"{planned:.1f}".removesuffix(".0"),
                    "have": f"{have:g}",
                    "monday": monday + dt.timedelta(weeks=week),
                }
                yield Hit(person.at("capacity_h_week"), have, facts)
                break


def _shifts(ws: Workspace, hours: Hours) -> None:
    share = setting(ws, "duty_percent") / 100
    for shift in (ws.team.rota if ws.team else None) or ():
        length = (minutes(shift["to"]) - minutes(shift["from"])) % 1440 or 1440
        for week in range(_WEEKS):
            hours[shift["person"], week] += length / 60 * len(shift["days"]) * share


def _posts(ws: Workspace, monday: dt.date, hours: Hours) -> None:
    each = setting(ws, "post_hours")
    # Dates of any offset lie within a day of the local one, and ISO text sorts by day.
    first = (monday - dt.timedelta(days=1)).isoformat()
    last = (monday + dt.timedelta(weeks=_WEEKS, days=1)).isoformat()
    for post in ws.posts:
        data = post.data
        if not first <= data["date"][:10] <= last or data.get("status") in WENT_OUT | DROPPED:
            continue
        person = data.get("author") or data.get("owner")
        try:
            week = (in_zone(data["date"], ws.zone).date() - monday).days // 7
        except ValueError:
            continue
        if person and 0 <= week < _WEEKS:
            hours[person, week] += each


def _tasks(ws: Workspace, monday: dt.date, hours: Hours) -> None:
    each = setting(ws, "task_hours")
    last = (ws.as_of + _FAR).isoformat()
    first = (ws.as_of - _FORGOTTEN).isoformat()
    for tasks in ws.task_lists:
        event = ws.get("event", tasks.id)
        if event is None or event.status in ("done", "cancelled") or not first <= event.start[:10] <= last:
            continue
        try:
            start = in_zone(event.start, ws.zone).date()
        except ValueError:
            continue
        for task in tasks.tasks:
            if task.get("status") in _SETTLED:
                continue
            # What is late has to be done now.
            due = max(start + dt.timedelta(days=task["due_t"]), ws.as_of)
            if 0 <= (week := (due - monday).days // 7) < _WEEKS and "owner" in task:
                hours[task["owner"], week] += each
