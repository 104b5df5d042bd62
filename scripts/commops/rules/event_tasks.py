"""Tasks of an event that are late, that belong to nobody, or that wait for themselves or for nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from commops.findings import Hit
from commops.posting.event_days import first_day, t_day
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import Event, TaskList

_CLOSED = ("done", "dropped")
_NO_DATES = ("idea", "cancelled", "postponed")


@rule("event-tasks", each="task-list")
def check(ws: Workspace, tasks: TaskList) -> Iterator[Hit]:
    """One finding for all late tasks of a list, one for those without an owner, one for each broken dependency."""
    event: Event | None = ws.get("event", tasks.id)
    live = event is not None and event.status not in _NO_DATES
    rows = tasks.tasks
    lonely = [number for number, row in enumerate(rows) if not row.get("owner") and row.get("status") not in _CLOSED]
    if event is not None and live:
        yield from _late(ws, tasks, event)
    if lonely:
        yield Hit(tasks.at("tasks", lonely[0]), None, {"tasks": _named(tasks, lonely)}, case="no-owner")
    yield from _dependencies(tasks)


def _late(ws: Workspace, tasks: TaskList, event: Event) -> Iterator[Hit]:
    start: dt.date | None = None
    late: list[int] = []
    for number, row in enumerate(tasks.tasks):
        if row.get("status") in _CLOSED:
            continue
        start = start or first_day(event)
        if start + dt.timedelta(days=row["due_t"]) < ws.as_of:
            late.append(number)
    if late and start:
        now = t_day((ws.as_of - start).days)
        facts: dict[str, object] = {"now": now, "count": len(late), "tasks": _named(tasks, late, due=True)}
        yield Hit(tasks.at("tasks", late[0]), len(late), facts)


def _dependencies(tasks: TaskList) -> Iterator[Hit]:
    rows = tasks.tasks
    needs = {row["id"]: row.get("depends") or [] for row in rows}
    if not any(needs.values()):
        return
    for number, row in enumerate(rows):
        for at, other in enumerate(row.get("depends") or []):
            if other not in needs:
                place = tasks.at("tasks", number, "depends", at)
                yield Hit(place, other, {"task": row["id"], "other": other}, case="unknown")
    circle = _circle(needs)
    if circle:
        number = next(number for number, row in enumerate(rows) if row["id"] == circle[0])
        facts: dict[str, object] = {"circle": " → ".join([*circle, circle[0]])}
        yield Hit(tasks.at("tasks", number, "depends"), None, facts, case="circular")


def _circle(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The first tasks found that wait for each other in a circle, in order of waiting; empty for none."""
    left = {task: [other for other in others if other in needs] for task, others in needs.items()}
    # What waits for nothing can be done; take it away until nothing more goes.
    while free := [task for task, others in left.items() if not others]:
        left = {task: [one for one in others if one not in free] for task, others in left.items() if task not in free}
    if not left:
        return []
    walk = [next(iter(left))]
    while (after := left[walk[-1]][0]) not in walk:
        walk.append(after)
    return walk[walk.index(after) :]


def _named(tasks: TaskList, numbers: Sequence[int], *, due: bool = False) -> Text:
    """The tasks by title (and day), at most six of them."""
    names = []
    for number in numbers[:6]:
        row = tasks.tasks[number]
        both = Text(pick(row["title"], "zh"), pick(row["title"], "en"))
        day = t_day(row["due_t"])
        names.append(Text(f"{both.zh}（{day}）", f"{both.en} ({day})") if due else both)
    more = len(numbers) - len(names)
    tail = Text(f"等 {len(numbers)} 项", f" and {more} more") if more else Text("", "")
    return Text("、".join(name.zh for name in names) + tail.zh, ", ".join(name.en for name in names) + tail.en)
