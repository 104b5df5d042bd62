"""What events wait for: their tasks, their decision, their numbers and their retro, and what was decided there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.agenda.entries import Todo
from commops.agenda.names import sentence
from commops.workspace import Workspace
from commops.workspace._types import Event
from commops.workspace.settings import setting
from commops.workspace.times import date, in_zone

_OVER = frozenset(["cancelled", "postponed"])


def todos(ws: Workspace) -> Iterator[Todo]:
    """Tasks count from the day of the event (T); results and retro are due some days after."""
    for event in ws.events:
        try:
            start, end = (in_zone(text, ws.zone).date() for text in (event.start, event.end))
        except ValueError:
            continue
        if event.status not in _OVER:
            yield from _tasks(ws, event, start)
        if event.status == "done":
            yield from _closing(ws, event, end)
    for retro in ws.retros:
        for number, action in enumerate(retro.actions):
            if not action.get("done"):
                what = sentence("复盘行动：{name}", "Action of a retro: {name}", action["what"])
                yield Todo((action["owner"],), date(action["due"]), what, retro.at("actions", number))
    for meeting in ws.meetings:
        for number, action in enumerate(meeting.actions or ()):
            if not action.get("done"):
                what = sentence("会议行动：{name}", "Action of a meeting: {name}", action["what"])
                yield Todo((action["owner"],), date(action["due"]), what, meeting.at("actions", number))


def _tasks(ws: Workspace, event: Event, start: dt.date) -> Iterator[Todo]:
    tasks = ws.get("task-list", event.id)
    for number, task in enumerate(tasks.tasks if tasks else ()):
        if task.get("status") not in ("done", "dropped"):
            day = start + dt.timedelta(days=task["due_t"])
            what = sentence("{name}（T{t:+d}）", "{name} (T{t:+d})", task["title"], t=task["due_t"])
            yield Todo((task["owner"],) if "owner" in task else (), day, what, tasks.at("tasks", number))


def _closing(ws: Workspace, event: Event, end: dt.date) -> Iterator[Todo]:
    people = (event.owner,) if event.owner else ()
    if ws.get("event-result", event.id) is None:
        what = sentence("登记“{name}”的结果", 'Write down the results of "{name}"', event.name)
        yield Todo(people, end + dt.timedelta(days=setting(ws, "results_days")), what, event.at("status"))
    if ws.get("retro", event.id) is None:
        what = sentence("写“{name}”的复盘", 'Write the retro of "{name}"', event.name)
        yield Todo(people, end + dt.timedelta(days=setting(ws, "retro_days")), what, event.at("status"))
