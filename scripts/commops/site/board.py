"""The tasks of an event by T-day: what is done, open or late, for everybody as counts, for the team in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, span
from commops.site.labels import label
from commops.site.sections import Section
from commops.workspace.times import date, instant

State: TypeAlias = Literal["done", "open", "late", "dropped"]

_BANDS = ((-365, -14), (-13, -7), (-6, -1), (0, 0), (1, 1), (2, 7), (8, 365))
"""First and last T-day of the columns of a board."""


class Task(NamedTuple):
    """One task with the day it is due and how it stands on the day of the site."""

    title: str
    owner: str | None
    t: int
    due: dt.date
    state: State
    status: str
    done_on: dt.date | None
    waits_for: tuple[str, ...]
    note: str

    @property
    def slip(self) -> int:
        """Days by which it was done late."""
        return max(0, (self.done_on - self.due).days) if self.done_on else 0


def tasks(edition: Edition, event: public.Event) -> list[Task]:
    """The tasks of an event, by due day; T is the day on which it starts for the community."""
    found = edition.ws.get("task-list", event.id)
    if found is None:
        return []
    first = edition.local(instant(event.start)).date()
    names = {row["id"]: edition.t(row["title"]) for row in found.tasks}
    open_ids = {row["id"] for row in found.tasks if row.get("status", "todo") not in ("done", "dropped")}
    made = []
    for row in found.tasks:
        due, status = first + dt.timedelta(days=row["due_t"]), row.get("status", "todo")
        state: State = "done" if status == "done" else "dropped" if status == "dropped" else "open"
        if state == "open" and due < edition.ws.as_of:
            state = "late"
        waits = tuple(names[one] for one in row.get("depends") or () if one in open_ids)
        done_on = date(row["done_on"]) if "done_on" in row else None
        text = edition.t(row.get("note"))
        made.append(Task(names[row["id"]], row.get("owner"), row["due_t"], due, state, status, done_on, waits, text))
    return sorted(made, key=lambda task: task.t)


def count(found: Sequence[Task], *states: State) -> int:
    """How many tasks are in one of the states."""
    return sum(task.state in states for task in found)


def public_part(edition: Edition, event: public.Event) -> Section | None:
    """How far the preparation is: the board when the tasks are public, else counts and dates and nothing more."""
    found = tasks(edition, event)
    if not found or event.status in ("cancelled", "postponed") or not public.upcoming(edition.ws, event.end):
        return None
    title = edition.say("筹备进度", "How far we are")
    shown = public.is_public(edition.ws.get("task-list", event.id))
    return Section(
        "tasks", title, (summary(edition, found), board(edition, found) if shown else _counts(edition, found))
    )


def summary(edition: Edition, found: Sequence[Task]) -> Html:
    """The whole in a sentence: how much is done, what is late, and the next date."""
    done, late = count(found, "done"), count(found, "late")
    whole = len(found) - count(found, "dropped")
    ahead = min((task.due for task in found if task.state == "open"), default=None)
    words = edition.say(f"{whole} 项任务，完成 {done} 项", f"{done} of {whole} tasks done")
    if late:
        words += edition.say(f"，逾期 {late} 项", f", {late} late")
    if ahead:
        words += edition.say(f"；下一个日期 {edition.day(ahead)}", f"; next date {edition.day(ahead)}")
    return el("p", words + edition.say("。", "."))


def _grouped(found: Sequence[Task]) -> list[tuple[tuple[int, int], list[Task]]]:
    groups = [(band, [task for task in found if band[0] <= task.t <= band[1]]) for band in _BANDS]
    return [(band, held) for band, held in groups if held]


def _counts(edition: Edition, found: Sequence[Task]) -> Html:
    rows: list[list[Child]] = [
        [
            band_name(edition, band),
            span("co-nowrap", edition.day(max(task.due for task in held))),
            str(count(held, "done")),
            str(count(held, "open")),
            str(count(held, "late")),
        ]
        for band, held in _grouped(found)
    ]
    columns = (("阶段", "Stage"), ("最晚", "Latest"), ("完成", "Done"), ("未到期", "Not due yet"), ("逾期", "Late"))
    return blocks.table([edition.say(zh, en) for zh, en in columns], rows, numeric=(2, 3, 4))


def band_name(edition: Edition, band: tuple[int, int]) -> str:
    """The name of a column: ``T-13 – T-7``."""
    first, last = band
    if first == last:
        return edition.say("当天（T）", "The day (T)") if not first else f"T{first:+d}"
    if first == -365:
        return edition.say(f"T{last:+d} 及更早", f"T{last:+d} and before")
    if last == 365:
        return edition.say(f"T{first:+d} 以后", f"T{first:+d} and after")
    return f"T{first:+d} – T{last:+d}"


def board(edition: Edition, found: Sequence[Task]) -> Html:
    """Every task in the column of its stage."""
    columns = []
    for band, held in _grouped(found):
        head = el("h3", band_name(edition, band), span("co-beside", f"{count(held, 'done')}/{len(held)}"))
        columns.append(div("co-board__column", head, *(_ticket(edition, task) for task in held)))
    return div("co-board", *columns)


def _ticket(edition: Edition, task: Task) -> Html:
    """One task: what, who in which role, when due, how it stands, and what it waits for."""
    who = blocks.person(edition, task.owner) if task.owner else edition.say("还没有人负责", "nobody yet")
    role = role_of(edition, task.owner)
    waits = edition.say("等：", "Waits for: ") + edition.list(task.waits_for) if task.waits_for else ""
    return div(
        f"co-ticket co-ticket--{task.state}",
        el("p", task.title, class_="co-ticket__title"),
        el("p", who, span("co-beside", role) if role else None, class_="co-small"),
        el("p", state_tag(edition, task), " ", f"T{task.t:+d} · {edition.day(task.due)}", class_="co-small"),
        el("p", waits, class_="co-meta") if waits and task.state in ("open", "late") else None,
        el("p", task.note, class_="co-meta") if task.note else None,
    )


def role_of(edition: Edition, person: str | None) -> str:
    """The roles of a person, in words."""
    found = next((one for one in edition.ws.people if one.id == person), None)
    return edition.names("role", found.roles) if found else ""


def state_tag(edition: Edition, task: Task) -> Html:
    """How a task stands, as a label; a task that was done late says by how much."""
    if task.state == "late":
        return join(
            blocks.tag(edition.say("逾期", "late"), "bad"),
            " ",
            blocks.tag(label(edition.lang, "task-list", "tasks", "status", value=task.status))
            if task.status != "todo"
            else None,
        )
    mood = {"done": "good", "open": "on" if task.status == "doing" else "", "dropped": ""}[task.state]
    words = label(edition.lang, "task-list", "tasks", "status", value=task.status)
    if task.slip:
        words += edition.say(f"，晚 {task.slip} 天", f", {task.slip} d late")
    return blocks.tag(words, "warn" if task.status == "blocked" else mood)
