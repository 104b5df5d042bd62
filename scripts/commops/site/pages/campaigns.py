"""Events and campaigns: how far people went, what it moved, what it cost, what is still to do."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public, reports, stories
from commops.site.campaigns import money, outcomes, plan
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.labels import label
from commops.site.reports import Basis, Step
from commops.site.tree import Page
from commops.stats.flows import SMALL
from commops.texts import pick
from commops.workspace._types import Campaign, Event
from commops.workspace.settings import setting
from commops.workspace.times import instant

_BUDGETS = 4
_WEEK = 7


def pages(edition: Edition) -> Iterator[Page]:
    """One page over all public events and campaigns."""
    say = edition.say
    found = outcomes.results(edition)
    public_money = {event.id for event, _ in money.budgets(edition)}
    lead = say(
        "每场活动带来了谁、留下了谁、花了多少；没有推动什么的，也照实写。",
        "Whom each event brought, who stayed, what it cost; and plainly so where it moved nothing.",
    )
    yield reports.report(
        edition,
        "reports/campaigns.md",
        say("活动与战役", "Events and campaigns"),
        lead,
        [*_steps(edition)],
        [
            *reports.section(say("走到哪一步", "How far people went"), "funnels", outcomes.funnels(edition)),
            *reports.section(say("有没有拉动", "Did it move anything"), "lift", outcomes.lift_chart(edition)),
            *reports.section(say("活动之后走了多少", "Who was lost afterwards"), "churn", outcomes.churn(edition)),
            *reports.section(
                say("花了多少", "What it cost"),
                "cost",
                money.costs(edition, [pair for pair in found if pair[0].id in public_money]),
                money.waterfalls(edition, money.budgets(edition)[:_BUDGETS]),
                None if public_money else _no_money(edition),
            ),
            *reports.section(say("战役", "Campaigns"), "campaigns", *_campaigns(edition)),
            *reports.section(say("还没做完的", "Still to do"), "todo", *_open(edition)),
            *reports.section(say("抽奖", "Draws"), "draws", _draws(edition)),
        ],
        source="events",
    )


def _steps(edition: Edition) -> Iterator[Step]:
    late = plan.overdue_actions(edition)
    if late:
        what = edition.say(f"做完 {late} 项逾期的复盘行动", f"Finish {late} overdue actions of retros")
        yield Step("now", what, edition.say("期限已过。", "Their day has passed."))
    results = {event.id for event, _ in outcomes.results(edition)}
    retros = {retro.id for retro in edition.ws.retros}
    for event in outcomes.ended(edition, 2 * setting(edition.ws, "retro_days")):
        if event.id not in results:
            yield _about(edition, "now", edition.say("登记结果", "Write down the results"), event)
        if event.id not in retros:
            yield _about(edition, "soon", edition.say("写复盘", "Write the retro"), event)
    for event in public.events(edition.ws):
        yield from _sign_up(edition, event)
    yield from _verdicts(edition)


def _about(edition: Edition, severity: reports.Severity, what: str, event: Event) -> Step:
    link = to_page(f"events/{event.id}.md", edition.t(event.name))
    return Step(
        severity,
        f"{what}{edition.say('：', ': ')}{edition.t(event.name)}",
        edition.say("活动已经结束。", "It is over."),
        link,
    )


def _sign_up(edition: Edition, event: Event) -> Iterator[Step]:
    """Sign-up that opens or closes within a week."""
    name = edition.t(event.name)
    window = event.registration
    opens, closes = (window.get("opens"), window.get("closes")) if window else (None, None)
    moments = (
        (opens, edition.say("准备开放报名：", "Get ready to open sign-up: "), edition.say("开放", "opens")),
        (
            closes,
            edition.say("报名快截止，再提醒一次：", "Remind once more before sign-up ends: "),
            edition.say("截止", "closes"),
        ),
    )
    for moment, what, verb in moments:
        day = edition.local(instant(moment)).date() if moment else None
        if day is not None and 0 <= (day - edition.ws.as_of).days <= _WEEK:
            link = to_page(f"events/{event.id}.md", name)
            yield Step("soon", f"{what}{name}", f"{edition.day(day)} {verb}", link)


def _verdicts(edition: Edition) -> Iterator[Step]:
    """What to keep, and what not to count on: the newest two events that have a verdict."""
    for event, one, _ in outcomes.lifts(edition)[:2]:
        link = to_page(f"events/{event.id}.md", one.name)
        if one.verdict == "within":
            what = edition.say(f"别拿拉动当“{one.name}”的成绩", f"Do not count lift as a result of {one.name}")
            yield Step(
                "keep",
                what,
                edition.say("在平常波动内；只看到场和发言。", "Within the ordinary; look at who came and who spoke."),
                link,
            )
        elif one.verdict == "above":
            yield Step(
                "keep",
                edition.say(f"再办一次“{one.name}”这样的", f"Do something like {one.name} again"),
                outcomes.verdict(edition, one),
                link,
            )


def _no_money(edition: Edition) -> Html:
    return reports.missing(
        edition,
        edition.say("预算", "Budgets"),
        edition.say("没有公开的预算。", "No budget is public."),
        edition.say("在 budget.yml 写 visibility: public。", "Write visibility: public into budget.yml."),
    )


# Campaigns -----------------------------------------------------------------------------------------------------------


def _campaigns(edition: Edition) -> list[Child]:
    found = [one for one in edition.ws.campaigns if public.is_public(one) and one.status not in ("idea", "draft")]
    if not found:
        return [el("p", edition.say("没有公开的战役。", "No campaign is public."), class_="co-muted")]
    found.sort(key=lambda one: (one.start, one.id), reverse=True)
    return [div("co-cards co-cards--wide", *(_campaign(edition, one) for one in found))]


def _campaign(edition: Edition, campaign: Campaign) -> Html:
    results = {row["metric"]: row["value"] for row in campaign.results or ()}
    rows: list[list[Child]] = []
    for row in campaign.targets or ():
        value = results.get(row["metric"])
        few = value is not None and 0 < value < SMALL and _counts_people(edition, row["metric"])
        shown = "–" if value is None or few else blocks.number(value)
        rows.append([stories.metric_name(edition, row["metric"]), blocks.number(row["value"]), shown])
    heads = [edition.say(zh, en) for zh, en in (("目标", "Target"), ("目标值", "Aim"), ("结果", "Result"))]
    events = [
        to_page(f"events/{event.id}.md", edition.t(event.name))
        for event in public.events(edition.ws)
        if event.id in (campaign.events or ())
    ]
    lesson = edition.t(campaign.lesson)
    return div(
        "co-card",
        el(
            "p",
            label(edition.lang, "campaign", "status", value=campaign.status),
            " · ",
            f"{campaign.start} – {campaign.end}",
            class_="co-eyebrow",
        ),
        el("h3", edition.t(campaign.name), id=f"c-{campaign.id}"),
        el("p", edition.t(campaign.summary)) if campaign.summary else None,
        blocks.table(heads, rows, numeric=(1, 2)) if rows else None,
        el("p", edition.say("学到的：", "Learned: "), lesson) if lesson else None,
        blocks.bullets(events, "co-inline") if events else None,
    )


def _counts_people(edition: Edition, metric: str) -> bool:
    return any(one.id == metric and pick(one.data.get("unit"), "zh") == "人" for one in edition.ws.metrics)


# Still to do ---------------------------------------------------------------------------------------------------------


def _open(edition: Edition) -> list[Child]:
    rows = plan.actions(edition)
    heads = [
        edition.say(z, e)
        for z, e in (("复盘行动", "Action of a retro"), ("负责", "Who"), ("期限", "Due"), ("活动", "Event"))
    ]
    board = plan.boards(edition)
    actions: Child = el("p", edition.say("复盘行动都做完了。", "All actions of retros are done."))
    if rows:
        retros = [retro.source.path for retro in edition.ws.retros if public.is_public(retro)]
        n = edition.say(f"{len(rows)} 项未完成", f"{len(rows)} open")
        actions = reports.shown(edition, blocks.table(heads, rows, class_="co-roomy"), Basis(n=n, files=retros))
    inside = edition.say("任务清单在团队内部，这里不显示。", "Task lists stay within the team.")
    return [actions, board or el("p", inside, class_="co-meta")]


def _draws(edition: Edition) -> Child:
    rows = [*plan.draws(edition)]
    if not rows:
        return None
    heads = [
        edition.say(zh, en)
        for zh, en in (
            ("抽奖", "Draw"),
            ("开奖", "When"),
            ("怎样抽", "How"),
            ("状态", "State"),
            ("种子哈希", "Seed hash"),
        )
    ]
    guide = to_page("guide/raffle-draw.md", edition.say("自己重算一遍", "Compute it again yourself"))
    return div("", blocks.table(heads, rows, class_="co-roomy"), el("p", guide))
