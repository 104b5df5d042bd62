"""What events still ask for: tasks by T-day, how many are left, open actions of retros, draws to compute again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from commops.site import blocks, public
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.gantt import Task, gantt
from commops.site.charts.series import Series
from commops.site.charts.steps import steps
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.labels import label
from commops.workspace._types import Event, TaskList
from commops.workspace.times import date, instant


def boards(edition: Edition, *, team: bool = False) -> Html | None:
    """Gantt and burn-down of every event that is not over; for all readers only of task lists that are public."""
    known = {one.id: one for one in edition.ws.task_lists if team or public.is_public(one)}
    events = edition.ws.events if team else public.events(edition.ws)
    open_ = [
        event
        for event in sorted(events, key=lambda one: (instant(one.start), one.id))
        if event.id in known and event.status not in ("cancelled", "postponed") and _unfinished(known[event.id])
    ]
    figures = [figure_ for event in open_ for figure_ in board(edition, event, known[event.id])]
    return div("co-charts", *figures) if figures else None


def _unfinished(tasks: TaskList) -> bool:
    return any(task.get("status") not in ("done", "dropped") for task in tasks.tasks)


def board(edition: Edition, event: Event, tasks: TaskList) -> list[Html]:
    """Both charts of one event."""
    start = edition.local(instant(event.start)).date()
    today = (edition.ws.as_of - start).days
    found = _tasks(edition, tasks, start)
    return [_gantt(edition, event, found, today), _burn(edition, event, found, today)]


def _tasks(edition: Edition, tasks: TaskList, start: dt.date) -> list[Task]:
    due = {task["id"]: task["due_t"] for task in tasks.tasks}
    found = []
    for task in tasks.tasks:
        before = [due[name] for name in task.get("depends") or () if name in due]
        status = task.get("status")
        done = None
        if status == "done":
            done = (date(task["done_on"]) - start).days if "done_on" in task else task["due_t"]
        name, day = edition.t(task["title"]), task["due_t"]
        found.append(Task(name, day, max(before, default=None), done, dropped=status == "dropped"))
    return sorted(found, key=lambda one: (one.due, one.name))


def _gantt(edition: Edition, event: Event, tasks: Sequence[Task], today: int) -> Html:
    name = edition.t(event.name)
    states = {
        "done": ("按时完成", "done in time"),
        "late": ("晚完成", "done late"),
        "overdue": ("逾期", "overdue"),
        "open": ("还没到期", "not due yet"),
        "dropped": ("不做了", "dropped"),
    }
    counts = {state: sum(task.state(today) == state for task in tasks) for state in states}
    told = edition.list(f"{edition.say(*states[state])} {count}" for state, count in counts.items() if count)
    words = Words(
        edition.say(f"{name}：任务", f"{name}: tasks"), f"T{today:+d} · {told}", edition.say("数据表", "Data table")
    )
    heads = [edition.say(z, e) for z, e in (("任务", "Task"), ("期限", "Due"), ("完成", "Done"), ("状态", "State"))]
    rows = [
        [
            task.name,
            f"T{task.due:+d}",
            "–" if task.done is None else f"T{task.done:+d}",
            edition.say(*states[task.state(today)]),
        ]
        for task in tasks
    ]
    drawing = gantt(words, tasks, today, edition.say("今天", "today"))
    return figure(words, drawing, Data(heads, rows), now=f"T{today:+d}", note=words.summary)


def left(tasks: Iterable[Task], day: int, *, planned: bool) -> int:
    """How many tasks are left at the end of a T-day: by plan, or by when they were done."""
    counted = [task for task in tasks if not task.dropped]
    ends = [task.due if planned else task.done for task in counted]
    return sum(end is None or end > day for end in ends)


def _burn(edition: Edition, event: Event, tasks: Sequence[Task], today: int) -> Html:
    days = [day for task in tasks if not task.dropped for day in (task.due, task.done) if day is not None]
    first, last = min([*days, 0]) - 1, max([*days, 0])
    span = range(first, last + 1)
    plan = [float(left(tasks, day, planned=True)) for day in span]
    real = [float(left(tasks, day, planned=False)) if day <= today else None for day in span]
    names = edition.say("按计划还剩", "left by plan"), edition.say("实际还剩", "really left")
    now = left(tasks, min(today, last), planned=False)
    ought = left(tasks, min(today, last), planned=True)
    words = Words(
        edition.say(f"{edition.t(event.name)}：还剩几项", f"{edition.t(event.name)}: tasks left"),
        edition.say(f"今天还剩 {now} 项，按计划应剩 {ought} 项", f"{now} left today, {ought} by plan"),
        edition.say("数据表", "Data table"),
    )
    labels = [f"T{day:+d}" if day else "T" for day in span]
    place = today - first if first <= today <= last else None
    drawing = steps(words, labels, [Series(names[1], real), Series(names[0], plan, dashed=True)], today=place)
    heads = [edition.say("日子", "Day"), names[1], names[0]]
    rows = [
        [name, "–" if one is None else f"{one:.0f}", f"{other:.0f}"]
        for name, one, other in zip(labels, real, plan, strict=True)
    ]
    return figure(words, drawing, Data(heads, rows), now=str(now), note=words.summary)


def actions(edition: Edition) -> list[list[Child]]:
    """Actions of public retros that nobody has done, the earliest first: what, who, when, of which event."""
    known = {event.id: event for event in public.events(edition.ws)}
    rows = [
        (row["due"], edition.t(row["what"]), blocks.person(edition, row["owner"]), known[retro.id])
        for retro in edition.ws.retros
        if public.is_public(retro) and retro.id in known
        for row in retro.actions
        if not row.get("done")
    ]
    today = edition.ws.as_of.isoformat()
    return [
        [
            what,
            who,
            el("span", blocks.tag(due, "bad" if due < today else ""), class_="co-nowrap"),
            to_page(f"events/{event.id}.md#retro", edition.t(event.name)),
        ]
        for due, what, who, event in sorted(rows, key=lambda row: (*row[:3], row[3].id))
    ]


def overdue_actions(edition: Edition) -> int:
    """How many of them are late."""
    today = edition.ws.as_of.isoformat()
    known = {event.id for event in public.events(edition.ws)}
    return sum(
        1
        for retro in edition.ws.retros
        if public.is_public(retro) and retro.id in known
        for row in retro.actions
        if not row.get("done") and row["due"] < today
    )


def draws(edition: Edition) -> Iterator[list[Child]]:
    """Every public draw of an event: when, its published hash, and where anybody can compute it again."""
    raffles = {one.id: one for one in edition.ws.raffles if public.is_public(one) and one.status != "draft"}
    for event in public.events(edition.ws):
        raffle = raffles.get(event.raffle or "")
        if raffle is None or raffle.draw_at is None:
            continue
        state = (
            blocks.tag(edition.say("已开奖", "drawn"), "good")
            if raffle.result
            else blocks.tag(edition.say("还没开奖", "not drawn yet"))
        )
        yield [
            to_page(f"events/{event.id}.md#raffle", edition.t(raffle.name) or edition.t(event.name)),
            edition.time(instant(raffle.draw_at)),
            label(edition.lang, "raffle", "draw_kind", value=raffle.draw_kind),
            state,
            el("code", raffle.commit["seed_hash"][:12], "…") if raffle.commit else "–",
        ]
