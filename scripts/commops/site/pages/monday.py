"""The Monday brief: what to do first, nine numbers against target and time, and the seven days to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.site import blocks, public, reports, stories
from commops.site.advice import sentence, steps, unit_of
from commops.site.charts.bullet import bullet
from commops.site.charts.figure import Data, Words, table
from commops.site.charts.series import spark
from commops.site.edition import Edition
from commops.site.headlines import Headline, headlines
from commops.site.html import Child, Html, div, el, join, span, to_page
from commops.site.order.caught import caught
from commops.site.remarks import remark
from commops.site.reports import Step
from commops.site.tree import Page
from commops.workspace.times import instant


def pages(edition: Edition) -> Iterator[Page]:
    """One page, made to be printed on one sheet."""
    found = headlines(edition)
    start = first_day(edition)
    title = edition.say("周一一页纸", "Monday brief")
    lead = edition.say(
        f"截至 {edition.day(edition.ws.as_of, year=True)}：先做什么，数字到哪了，接下来七天有什么。",
        f"As of {edition.day(edition.ws.as_of, year=True)}: what to do first, where the numbers stand, the next days.",
    )
    yield reports.report(
        edition,
        "reports/monday.md",
        title,
        lead,
        [*steps(edition, found), *_approvals(edition, start), *_caught(edition)],
        [
            *reports.section(edition.say("数字", "Numbers"), "numbers", *_numbers(edition, found)),
            *reports.section(edition.say("接下来七天", "The next seven days"), "week", strip(edition, start)),
        ],
        source="community/strategy",
    )


def first_day(edition: Edition) -> dt.date:
    """Today; on a Sunday the Monday after it, for which the sheet is written."""
    today = edition.ws.as_of
    return today + dt.timedelta(days=1) if today.weekday() == 6 else today


# What to do ----------------------------------------------------------------------------------------------------------


def _approvals(edition: Edition, start: dt.date) -> Iterator[Step]:
    waiting = sum(1 for moment, _status in public.waiting(edition.ws) if 0 <= (_day(edition, moment) - start).days < 7)
    if waiting:
        yield Step(
            "now",
            edition.say(f"审批接下来七天的 {waiting} 篇帖子", f"Approve {waiting} posts of the next seven days"),
            edition.say(
                "它们占着日历，但还没有人批准。", "They hold a slot of the calendar, and nobody has approved them."
            ),
            to_page("calendar/index.md", edition.say("日历", "Calendar")),
        )


def _caught(edition: Edition) -> Iterator[Step]:
    """How much the rules see in what is not out yet; which posts they are stays within the team."""
    counts = edition.ws.derive(caught)
    if counts:
        places, rules = sum(counts.values()), len(counts)
        yield Step(
            "soon",
            edition.say("发出前改掉检查发现的问题", "Mend what the check finds before it goes out"),
            edition.say(f"{rules} 条规则，{places} 处。", f"Rules: {rules}. Places: {places}."),
            to_page("reports/order.md#caught", edition.say("秩序与合规", "Order and compliance")),
        )


def _day(edition: Edition, moment: dt.datetime) -> dt.date:
    return edition.local(moment).date()


# Numbers -------------------------------------------------------------------------------------------------------------


def _numbers(edition: Edition, found: list[Headline]) -> list[Child]:
    if not found:
        return [
            reports.missing(
                edition,
                edition.say("没有当期目标", "No targets for this period"),
                edition.say("没有公开的、正在进行的目标。", "There is no running public plan and no target."),
                edition.say(
                    "在 community/strategy/ 写这一季的关键结果，或在 community/metrics.yml 写目标值。",
                    "Write key results into community/strategy/, or targets into community/metrics.yml.",
                ),
            )
        ]
    key = edition.say(
        "粗线是目标，细线是按时间该到的位置；底色越深越危险。",
        "Thick line: target. Thin line: where the time asks it to be. Darker ground: worse.",
    )
    plans = [plan.source.path for plan in edition.ws.strategies if public.is_public(plan) and plan.status != "draft"]
    files = [*plans, *reports.snapshot_files(edition, {point.period for one in found for point in one.points})]
    tiles = div("co-tiles co-tiles--nine", *(_tile(edition, one) for one in found))
    shown = div("", tiles, el("p", key, class_="co-meta"), _numbers_table(edition, found))
    return [reports.shown(edition, shown, reports.Basis(files=files))]


def _tile(edition: Edition, one: Headline) -> Html:
    goal, unit = one.goal, unit_of(one.unit)
    page = stories.metric_page(edition, one.metric)
    shown = edition.say("未公布", "not published") if goal.value is None else blocks.number(goal.value, 2)
    aim = edition.say(f"目标 {blocks.number(goal.target, 2)}{unit}", f"target {blocks.number(goal.target, 2)}{unit}")
    words = Words(one.name, f"{shown}{unit if goal.value is not None else ''} · {aim}", "")
    basis = [one.when]
    if one.typed:
        basis.append(edition.say("手填", "typed in"))
    elif goal.value is not None and one.n is not None:
        basis.append(f"n={one.n:,}")
    return div(
        f"co-card co-tile co-tile--{goal.mood}",
        el("p", to_page(page, one.name) if page else one.name, class_="co-tile__label"),
        div(
            "co-tile__value" if goal.value is not None else "co-tile__value co-tile__value--none",
            shown,
            span("co-tile__unit", unit) if goal.value is not None and unit else None,
            span("co-tile__aim", aim),
        ),
        bullet(words, goal),
        div("co-tile__row", _history(edition, one), el("p", sentence(edition, one), class_="co-tile__so")),
        _decision(edition, one),
        el("p", " · ".join(filter(None, basis)), class_="co-tile__note"),
    )


def _history(edition: Edition, one: Headline) -> Child:
    """The last twelve values as a line; the table below all tiles says which were not published."""
    values = [None if point.value is None else float(point.value) for point in one.points]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = blocks.number(min(known), 2), blocks.number(max(known), 2)
    title = edition.say(f"{one.name}，最近 {len(values)} 期", f"{one.name}, last {len(values)} periods")
    return spark(Words(title, edition.say(f"在 {low} 和 {high} 之间", f"between {low} and {high}"), ""), values)


def _numbers_table(edition: Edition, found: list[Headline]) -> Html:
    """What all tiles show, with every value of the lines; a dash is a value that was not published."""
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("数字", "Number"),
            ("现值", "Now"),
            ("起点", "From"),
            ("目标", "Target"),
            ("提醒线", "Warning"),
            ("警戒线", "Alert"),
            ("最近各期", "Last periods"),
        )
    ]
    rows = [
        [
            f"{one.name}{edition.say('（', ' (')}{one.unit}{edition.say('）', ')')}" if one.unit else one.name,
            *(
                "–" if value is None else blocks.number(value, 2)
                for value in (one.goal.value, one.goal.baseline, one.goal.target, one.goal.warn, one.goal.alert)
            ),
            ", ".join("–" if point.value is None else blocks.number(point.value, 2) for point in one.points) or "–",
        ]
        for one in found
    ]
    return table(edition.say("数据表", "Data table"), Data(columns, rows))


def _decision(edition: Edition, one: Headline) -> Child:
    """What a public report says about the number, with the report's name."""
    written = remark(edition, [one.metric], one.column)
    if written is None:
        return None
    link = reports.file_link(edition, written.path, written.report)
    return el("p", written.text, " ", span("co-muted", link), class_="co-tile__said")


# The week ------------------------------------------------------------------------------------------------------------


def strip(edition: Edition, start: dt.date) -> Html:
    """Seven days side by side: public posts and events by name, and how many posts still wait for an approval."""
    return el("ol", *(_column(edition, start + dt.timedelta(days=number)) for number in range(7)), class_="co-strip")


def _column(edition: Edition, day: dt.date) -> Html:
    events = [
        one
        for one in public.events(edition.ws)
        if _day(edition, instant(one.start)) <= day <= _day(edition, instant(one.end)) and one.status != "cancelled"
    ]
    posts = [post for post in public.posts(edition.ws) if _day(edition, instant(post.date)) == day]
    waiting = sum(1 for moment, _status in public.waiting(edition.ws) if _day(edition, moment) == day)
    items: list[Child] = [
        el("li", to_page(f"events/{one.id}.md", edition.t(one.name)), class_="co-strip__event") for one in events
    ]
    items += [
        el(
            "li",
            el("time", f"{edition.local(instant(post.date)):%H:%M}"),
            " ",
            to_page(public.post_path(edition.ws, post), edition.t(post.title)),
        )
        for post in posts
    ]
    if waiting:
        said = edition.say(f"{waiting} 篇待批准", f"{waiting} to approve")
        items.append(el("li", blocks.tag(said, "warn"), class_="co-strip__open"))
    if not items:
        items.append(el("li", edition.say("没有安排", "nothing planned"), class_="co-strip__none"))
    today = " co-strip__day--today" if day == edition.ws.as_of else ""
    name = join(el("b", edition.weekday(day.weekday())), " ", f"{day.month}/{day.day}")
    return el("li", el("p", name, class_="co-strip__date"), el("ul", *items), class_=f"co-strip__day{today}")
