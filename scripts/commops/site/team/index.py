"""The team's first page: what is late, what is due, what waits for approval, what the check says, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from commops.agenda.entries import Todo, todos
from commops.findings import Severity
from commops.site import blocks, reports
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, page_address, to_page
from commops.site.prose import prose
from commops.site.reports import Step
from commops.site.team.order import findings, findings_table
from commops.site.tree import Page
from commops.workspace._types import Meeting, Post
from commops.workspace.times import instant

_DAYS = 7
_FIRST = 8
"""Steps in the box; the table below has the rest."""
_MEETINGS = 2


def pages(edition: Edition) -> Iterator[Page]:
    """What to do next, with names."""
    say = edition.say
    waiting = todos(edition.ws, edition.ws.as_of + dt.timedelta(days=_DAYS))
    found = edition.ws.derive(findings)
    serious = [one for one in found if one.severity is not Severity.INFO]
    yield reports.report(
        edition,
        "private/index.md",
        say("团队首页", "For the team"),
        say(
            f"截至 {edition.day(edition.ws.as_of, year=True)}：什么晚了，什么要批，谁做什么。这里的页面不要外传。",
            f"As of {edition.day(edition.ws.as_of, year=True)}: what is late, what waits for approval, who does what "
            "this week. Do not pass these pages on.",
        ),
        [*_steps(edition, waiting)],
        [
            *reports.section(say("这里有什么", "What is here"), "here", _here(edition)),
            *reports.section(say("等审批的帖子", "Posts that wait for approval"), "approvals", _approvals(edition)),
            *reports.section(say(f"接下来 {_DAYS} 天", f"The next {_DAYS} days"), "agenda", _agenda(edition, waiting)),
            *reports.section(
                say("检查发现", "What the check finds"),
                "findings",
                findings_table(edition, serious) if serious else None,
            ),
            *reports.section(say("最近的决定", "What was decided"), "decisions", *_decisions(edition)),
            *reports.section(say("最近的周报", "The newest weekly report"), "report", *_report(edition)),
        ],
        source="community",
    )


def _steps(edition: Edition, waiting: Sequence[Todo]) -> Iterator[Step]:
    """What is late, then what is due first."""
    for one in waiting[:_FIRST]:
        late = (edition.ws.as_of - one.due).days
        when = edition.say(f"晚了 {late} 天", f"{late} days late") if late > 0 else edition.day(one.due)
        why = f"{when} · {_who(edition, one.people)}"
        where = reports.file_link(edition, one.at.path)
        yield Step("now" if late >= 0 else "soon", one.what.get(edition.lang), why, where)


def _who(edition: Edition, people: Sequence[str]) -> str:
    if not people:
        return edition.say("没有人负责", "nobody has it")
    return edition.say(" 或 ", " or ").join(blocks.person(edition, one) for one in people)


def _here(edition: Edition) -> Html:
    """The pages of the team."""
    say = edition.say
    cards = (
        (
            "private/order.md",
            say("秩序与合规", "Order"),
            say("未结个案、检查发现、豁免、删除期限", "Open cases, findings, waivers"),
        ),
        (
            "private/campaigns.md",
            say("活动与战役", "Events"),
            say("任务、预算、人均花费", "Tasks, budgets, cost per person"),
        ),
        (
            "private/investors.md",
            say("投资人数据包", "Investor pack"),
            say("仅限书面受邀者", "For those invited in writing only"),
        ),
    )
    made = (
        el("a", el("h3", name), el("p", what, class_="co-muted"), class_="co-card", href=page_address(path))
        for path, name, what in cards
    )
    return div("co-cards", *made)


def _approvals(edition: Edition) -> Html:
    """Posts in review, private ones too, by the day on which they go out."""
    posts = sorted(
        (post for post in edition.ws.posts if post.status == "review"), key=lambda post: (instant(post.date), post.id)
    )
    if not posts:
        return el("p", edition.say("没有等审批的帖子。", "No post waits for approval."))
    heads = [
        edition.say(zh, en)
        for zh, en in (("帖子", "Post"), ("发出", "Goes out"), ("作者", "Author"), ("渠道", "Channels"))
    ]
    return blocks.table(heads, [_post(edition, post) for post in posts], class_="co-roomy")


def _post(edition: Edition, post: Post) -> list[Child]:
    return [
        reports.file_link(edition, post.source.path, edition.t(post.title)),
        edition.time(instant(post.date)),
        blocks.person(edition, post.author),
        edition.list([edition.of("channel", channel) for channel in post.channels]),
    ]


def _agenda(edition: Edition, waiting: Sequence[Todo]) -> Html:
    """Everything that is due, with who can do it and where it stands."""
    if not waiting:
        return el("p", edition.say("没有到期的事。", "Nothing is due."))
    today = edition.ws.as_of
    rows: list[list[Child]] = [
        [
            one.what.get(edition.lang),
            _who(edition, one.people),
            el("span", blocks.tag(one.due.isoformat(), "bad" if one.due < today else ""), class_="co-nowrap"),
            reports.file_link(edition, one.at.path),
        ]
        for one in waiting
    ]
    heads = [edition.say(zh, en) for zh, en in (("什么", "What"), ("谁", "Who"), ("期限", "Due"), ("在哪", "Where"))]
    return blocks.table(heads, rows, class_="co-roomy co-roomy--long")


def _decisions(edition: Edition) -> list[Child]:
    """The decisions of the newest minutes that hold any."""
    held = [one for one in edition.ws.meetings if one.decisions and one.date <= edition.ws.as_of.isoformat()]
    newest = sorted(held, key=lambda one: (one.date, one.id), reverse=True)[:_MEETINGS]
    return [_minutes(edition, one) for one in newest]


def _minutes(edition: Edition, meeting: Meeting) -> Html:
    title = reports.file_link(edition, meeting.source.path, edition.t(meeting.title) or meeting.id)
    said = (
        [edition.text(row["text"]), el("span", " ", edition.text(row.get("why")), class_="co-muted")]
        for row in meeting.decisions or ()
    )
    return div("co-entry", el("h3", title), el("p", meeting.date, class_="co-meta"), blocks.bullets(said))


def _report(edition: Edition) -> list[Child]:
    """The newest finished weekly report in full."""
    weekly = [one for one in edition.ws.reports if one.status == "final" and "W" in one.period]
    if not weekly:
        return []
    newest = max(weekly, key=lambda one: (one.period, one.id))
    shown = [el("p", reports.file_link(edition, newest.source.path, edition.t(newest.title) or newest.period))]
    said = prose(edition, newest.body)
    also = to_page("reports/monday.md", edition.say("公开的周一一页纸", "The public Monday brief"))
    return [*shown, said, el("p", also)]
