"""Events for the team: what is due, late and over budget, each with its board, money, risks and run sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from commops.site import blocks, board, money, outcome, public, run_sheet, sign_up
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, outside, span, to_page
from commops.site.labels import label
from commops.site.sections import Section, jumps, written
from commops.site.tree import Page, body, heading, quiet
from commops.workspace._types import Budget
from commops.workspace.times import date, instant

INDEX = "private/events.md"
_LOOK_BACK = dt.timedelta(days=60)
"""How long after its end an event keeps pages of its own here."""


def pages(edition: Edition) -> Iterator[Page]:
    """The overview, and for each event that is not long over its page and its run sheet."""
    events = sorted(edition.ws.events, key=lambda event: (instant(event.start), event.id))
    if not events:
        return
    kept = [event for event in events if _is_kept(edition, event)]
    title = edition.say("活动筹备", "Event desk")
    yield Page(INDEX, title, body(heading(1, title, "desk"), *_overview(edition, kept)), source="events")
    for event in kept:
        yield _page(edition, event)
        yield run_sheet.page(edition, event)


def _is_kept(edition: Edition, event: public.Event) -> bool:
    return edition.local(instant(event.end)).date() >= edition.ws.as_of - _LOOK_BACK


def _overview(edition: Edition, events: list[public.Event]) -> tuple[Child, ...]:
    """What is late first, then every event in a row."""
    late = [(event, task) for event in events for task in board.tasks(edition, event) if task.state == "late"]
    late.sort(key=lambda pair: pair[1].due)
    urgent: list[list[Child]] = [
        [
            join(task.title, span("co-zone", to_page(_path(event), edition.t(event.name)))),
            blocks.person(edition, task.owner),
            edition.day(task.due),
            str((edition.ws.as_of - task.due).days),
        ]
        for event, task in late
    ]
    columns = (("任务", "Task"), ("负责", "Who"), ("期限", "Due"), ("逾期天数", "Days late"))
    nothing = el("p", edition.say("没有逾期的任务。", "No task is late."))
    return (
        heading(2, edition.say("先做这些", "Do these first"), "late"),
        blocks.table([edition.say(zh, en) for zh, en in columns], urgent, numeric=(3,)) if urgent else nothing,
        heading(2, edition.say("全部活动", "All events"), "all"),
        _table(edition, events),
    )


def _table(edition: Edition, events: list[public.Event]) -> Html:
    rows: list[list[Child]] = []
    for event in reversed(events):
        found = board.tasks(edition, event)
        ahead = min((task.due for task in found if task.state == "open"), default=None)
        budget: Budget | None = edition.ws.get("budget", event.id)
        spent = money.spent(budget) if budget else None
        rows.append(
            [
                to_page(_path(event), edition.t(event.name)),
                span("co-iso", edition.local(instant(event.start)).date().isoformat()),
                label(edition.lang, "event", "status", value=event.status),
                f"{board.count(found, 'done')}/{len(found) - board.count(found, 'dropped')}" if found else "–",
                blocks.tag(str(board.count(found, "late")), "bad") if board.count(found, "late") else "0",
                edition.day(ahead) if ahead else "–",
                blocks.money(money.planned(budget), budget.currency) if budget else "–",
                "–" if budget is None or spent is None else blocks.money(spent, budget.currency),
            ]
        )
    columns = (
        ("活动", "Event"),
        ("日期", "Date"),
        ("状态", "Status"),
        ("任务", "Tasks"),
        ("逾期", "Late"),
        ("下一个日期", "Next date"),
        ("计划支出", "Planned"),
        ("实际支出", "Spent"),
    )
    return blocks.table([edition.say(zh, en) for zh, en in columns], rows, numeric=(3, 4, 6, 7))


def _path(event: public.Event) -> str:
    return f"private/events/{event.id}.md"


def _page(edition: Edition, event: public.Event) -> Page:
    title = edition.t(event.name)
    found = (
        _tasks(edition, event),
        _money(edition, event),
        _risks(edition, event),
        _safety(edition, event),
        _people(edition, event),
        _promotion(edition, event),
        _after(edition, event),
        _notes(edition, event),
    )
    sections = [section for section in found if section]
    return Page(
        _path(event),
        title,
        body(
            heading(1, title, "event"),
            quiet(
                el("p", to_page(INDEX, edition.say("全部活动", "All events")), class_="co-small"),
                _facts(edition, event),
                _ways(edition, event),
                jumps(edition, sections),
                *written(sections),
            ),
        ),
        source=event.source.path,
        kind="event",
    )


def _facts(edition: Edition, event: public.Event) -> Html:
    return blocks.facts(
        (edition.say("时间", "When"), edition.span(instant(event.start), instant(event.end))),
        (edition.say("状态", "Status"), label(edition.lang, "event", "status", value=event.status)),
        (edition.say("地点", "Where"), public.place(edition, event)),
        (edition.say("负责", "Run by"), blocks.person(edition, event.owner)),
        (edition.say("报名", "Sign-up"), sign_up.next_step(edition, event)),
    )


def _ways(edition: Edition, event: public.Event) -> Html:
    """To the run sheet, and to what everybody sees."""
    ways = [
        to_page(run_sheet.path(event), edition.say("当天流程表（打印）", "Run sheet (to print)"), class_="co-button")
    ]
    if public.is_public_event(event):
        ways.append(to_page(f"events/{event.id}.md", edition.say("公开页面", "Public page"), class_="co-button"))
    return el("div", *ways, class_="co-actions")


def _tasks(edition: Edition, event: public.Event) -> Section | None:
    found = board.tasks(edition, event)
    title = edition.say("任务", "Tasks")
    return Section("tasks", title, (board.summary(edition, found), board.board(edition, found))) if found else None


def _money(edition: Edition, event: public.Event) -> Section | None:
    budget: Budget | None = edition.ws.get("budget", event.id)
    closed = not public.upcoming(edition.ws, event.end)
    return money.section(edition, budget, closed=closed, team=True) if budget else None


def _risks(edition: Edition, event: public.Event) -> Section | None:
    """The worst first; likelihood times impact, both from 1 to 5."""
    risks = sorted(event.risks or (), key=lambda risk: -risk["likelihood"] * risk["impact"])
    rows: list[list[Child]] = [
        [
            edition.t(risk["risk"]),
            run_sheet.score(risk["likelihood"] * risk["impact"]),
            f"{risk['likelihood']} × {risk['impact']}",
            edition.t(risk["plan"]),
            blocks.person(edition, risk["owner"]),
            edition.t(risk.get("realised")),
        ]
        for risk in risks
    ]
    columns = (
        ("风险", "Risk"),
        ("分值", "Score"),
        ("可能 × 影响", "Likelihood × impact"),
        ("应对", "Plan"),
        ("负责", "Who"),
        ("实际发生", "What happened"),
    )
    return _tabled(edition, "risks", edition.say("风险", "Risks"), columns, rows)


def _safety(edition: Edition, event: public.Event) -> Section | None:
    """Who is called in which case. Telephone numbers are written onto the printed run sheet, never into Git."""
    safety = event.safety
    if not safety:
        return None
    capacity = event.venue.get("capacity") if event.venue else None
    asked = safety.get("permit_requested")
    rows: tuple[tuple[str, Child], ...] = (
        (edition.say("安全负责", "Safety lead"), blocks.person(edition, safety["lead"])),
        (edition.say("找不到时", "If out of reach"), _stand_in(edition, safety["lead"])),
        (edition.say("急救", "First aid"), edition.t(safety.get("first_aid"))),
        (edition.say("保险", "Insurance"), edition.t(safety.get("insurance"))),
        (edition.say("最多人数", "At most"), str(safety["expected_max"])),
        (edition.say("场地容量", "Room for"), str(capacity) if capacity else None),
        (edition.say("许可", "Permit"), safety.get("permit_ref")),
        (edition.say("许可申请日", "Permit asked for"), edition.day(date(asked), year=True) if asked else None),
        (edition.say("未成年人", "Minors"), label(edition.lang, "event", "minors", value=event.minors)),
        (edition.say("监护人同意", "Consent of guardians"), edition.t(event.guardian_consent)),
        (edition.say("行为准则", "Code of conduct"), edition.t(event.code_of_conduct)),
    )
    return Section("safety", edition.say("安全与联络", "Safety and whom to call"), (blocks.facts(*rows),))


def _stand_in(edition: Edition, person: str) -> str:
    found = next((one for one in edition.ws.people if one.id == person), None)
    return blocks.person(edition, found.backup) if found and found.backup else ""


def _people(edition: Edition, event: public.Event) -> Section | None:
    """Speakers with what the public does not see: consent, fee, and what we do without them."""
    rows: list[list[Child]] = []
    for speaker in event.speakers or ():
        fee, agreed = speaker.get("fee"), speaker.get("consent")
        words = edition.say("同意公开", "agreed") if agreed else edition.say("还没同意公开", "has not agreed yet")
        rows.append(
            [
                edition.t(speaker["name"]),
                blocks.tag(words, "good" if agreed else "warn"),
                blocks.money(fee["amount"], fee["currency"]) if fee else "–",
                edition.t(speaker.get("disclosure")),
                edition.t(speaker.get("backup")),
            ]
        )
    columns = (("嘉宾", "Speaker"), ("授权", "Consent"), ("酬劳", "Fee"), ("披露", "Disclosure"), ("备选", "Backup"))
    return _tabled(edition, "speakers", edition.say("嘉宾", "Speakers"), columns, rows)


def _promotion(edition: Edition, event: public.Event) -> Section | None:
    """The posts that announce the event, with how far each is."""
    posts = [post for post in (edition.ws.get("post", one) for one in event.promo_posts or ()) if post]
    rows: list[list[Child]] = [
        [
            edition.t(post.title),
            edition.time(instant(post.date)),
            edition.names("channel", post.channels),
            blocks.tag(label(edition.lang, "post", "status", value=post.status or "idea")),
        ]
        for post in posts
    ]
    columns = (("内容", "Post"), ("时间", "When"), ("渠道", "Channels"), ("状态", "Status"))
    return _tabled(edition, "promotion", edition.say("宣传", "Promotion"), columns, rows)


def _tabled(
    edition: Edition,
    anchor: str,
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Child]],
) -> Section | None:
    """A section that is one table of words; none without rows."""
    if not rows:
        return None
    heads = [edition.say(*column) for column in columns]
    return Section(anchor, title, (blocks.table(heads, rows, class_="co-roomy co-roomy--long"),))


def _after(edition: Edition, event: public.Event) -> Section | None:
    """What the look back decided, and how far that is."""
    retro = edition.ws.get("retro", event.id)
    decided = outcome.actions(edition, retro) if retro else None
    return Section("actions", edition.say("改进事项", "Actions of the retro"), (decided,)) if decided else None


def _notes(edition: Edition, event: public.Event) -> Section | None:
    notes, url = edition.t(event.data.get("notes")), event.online_url
    if not notes and not url:
        return None
    way = join(span("co-muted", edition.say("线上入口 ", "Online at ")), outside(url, url)) if url else None
    return Section(
        "notes", edition.say("备注", "Notes"), (el("p", notes) if notes else None, el("p", way) if way else None)
    )
