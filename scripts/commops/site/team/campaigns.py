"""Events for the team: every task list by T-day, every budget, what each person cost, also of private events."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, reports
from commops.site.campaigns import money, plan
from commops.site.edition import Edition
from commops.site.html import to_page
from commops.site.reports import Step
from commops.site.tree import Page
from commops.workspace._types import Event
from commops.workspace.times import instant


def pages(edition: Edition) -> Iterator[Page]:
    """One page over all events, public or not."""
    say = edition.say
    results = {one.id: one for one in edition.ws.event_results}
    newest = sorted(edition.ws.events, key=lambda event: (instant(event.start), event.id), reverse=True)
    board = plan.boards(edition, team=True)
    yield reports.report(
        edition,
        "private/campaigns.md",
        say("活动与战役（内部）", "Events, for the team"),
        say("任务按 T 日排到哪了，钱花到哪了。", "Where the tasks stand by T-day, and where the money went."),
        [*_steps(edition)],
        [
            *reports.section(say("任务", "Tasks"), "tasks", board),
            *reports.section(
                say("预算", "Budgets"), "budgets", money.waterfalls(edition, money.budgets(edition, team=True))
            ),
            *reports.section(
                say("人均花费", "Cost per person"),
                "cost",
                money.costs(edition, [(event, results[event.id]) for event in newest if event.id in results]),
                to_page("reports/campaigns.md", say("公开页面", "The public page")),
            ),
        ],
        source="events",
    )


def _steps(edition: Edition) -> Iterator[Step]:
    """Tasks whose day has passed, by event, with those who have them."""
    known = {one.id: one for one in edition.ws.task_lists}
    for event in sorted(edition.ws.events, key=lambda one: (instant(one.start), one.id)):
        tasks = known.get(event.id)
        if tasks is None or event.status in ("cancelled", "postponed"):
            continue
        today = (edition.ws.as_of - edition.local(instant(event.start)).date()).days
        for task in tasks.tasks:
            if task.get("status") not in ("done", "dropped") and task["due_t"] < today:
                yield _late(edition, event, edition.t(task["title"]), task["due_t"], task.get("owner"))


def _late(edition: Edition, event: Event, title: str, due: int, owner: str | None) -> Step:
    who = blocks.person(edition, owner) if owner else edition.say("没有人负责", "nobody has it")
    return Step("now", title, f"{edition.t(event.name)} · T{due:+d} · {who}")
