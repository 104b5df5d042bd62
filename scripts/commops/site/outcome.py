"""What came of an event: targets against results, money, tasks still to do, and what was learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from commops.raffles.terms import is_draft, missing
from commops.site import blocks, public, stories
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, to_page
from commops.site.labels import label
from commops.site.prose import prose
from commops.workspace import Item
from commops.workspace._types import Budget, EventResult, Raffle, Retro
from commops.workspace.times import date, instant

_Kind = TypeVar("_Kind", bound=Item)

_FIGURES = (
    ("registered", "报名", "Registered"),
    ("waitlisted", "候补", "On the waiting list"),
    ("attended", "到场", "Attended"),
    ("peak", "同时在场最多", "Peak"),
    ("new_members", "新成员", "New members"),
    ("spoke_during", "活动中发言", "Spoke during"),
    ("spoke_7d_after", "7 天内发言", "Spoke within 7 days"),
    ("left_14d", "14 天内退群", "Left within 14 days"),
    ("csat", "满意（答 4 或 5 分的占比）", "Satisfied (answers 4 or 5)"),
    ("nps", "NPS", "NPS"),
)


def _of(items: Sequence[_Kind], event: public.Event) -> _Kind | None:
    """The public item of a kind that lies in the event's folder."""
    return next((item for item in items if item.id == event.id and public.is_public(item)), None)


def overview(edition: Edition, events: Iterable[public.Event]) -> Html:
    """Past events in one table: registered, attended, target."""
    rows: list[list[Child]] = []
    for event in events:
        result = _of(edition.ws.event_results, event)
        target = next((t["value"] for t in event.targets or () if t["metric"] == "attended"), None)
        rows.append(
            [
                to_page(f"events/{event.id}.md", edition.t(event.name)),
                edition.day(edition.local(instant(event.start)).date(), year=True),
                label(edition.lang, "event", "kind", value=event.kind_),
                str(result.registered) if result else "–",
                str(result.attended) if result else "–",
                blocks.number(target) if target is not None else "–",
            ]
        )
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("活动", "Event"),
            ("日期", "Date"),
            ("类型", "Kind"),
            ("报名", "Registered"),
            ("到场", "Attended"),
            ("目标", "Target"),
        )
    ]
    return blocks.table(columns, rows, numeric=(3, 4, 5))


def sections(edition: Edition, event: public.Event) -> list[Child]:
    """Everything below the announcement."""
    result, retro = _of(edition.ws.event_results, event), _of(edition.ws.retros, event)
    budget = _of(edition.ws.budgets, event)
    raffle = next((one for one in edition.ws.raffles if one.id == event.raffle and public.is_public(one)), None)
    return [
        *_results(edition, event, result),
        *_raffle(edition, raffle),
        *_budget(edition, budget),
        *_retro(edition, retro),
    ]


def _results(edition: Edition, event: public.Event, result: EventResult | None) -> list[Child]:
    targets = {target["metric"]: target["value"] for target in event.targets or ()}
    rows: list[list[Child]] = []
    for key, zh, en in _FIGURES:
        value = getattr(result, key) if result else None
        target = targets.pop(key, None)
        if value is not None or target is not None:
            rows.append([edition.say(zh, en), *_pair(edition, target, value, share=key == "csat")])
    figures = {figure.get("id"): figure for figure in (result.figures or ()) if figure.get("id")} if result else {}
    for metric, target in targets.items():
        figure = figures.pop(metric, None)
        rows.append(
            [stories.metric_name(edition, metric), *_pair(edition, target, figure["value"] if figure else None)]
        )
    for figure in (result.figures or ()) if result else ():
        if not figure.get("id") or figure.get("id") in figures:
            rows.append([edition.t(figure["name"]), "", blocks.number(figure["value"]) + _unit(edition, figure), ""])
    if not rows:
        return []
    columns = [
        edition.say("项目", "What"),
        edition.say("目标", "Target"),
        edition.say("实际", "Result"),
        edition.say("达标", "Met"),
    ]
    return [
        el("h2", edition.say("目标与结果", "Targets and results"), id="results"),
        blocks.table(columns, rows, numeric=(1, 2)),
        blocks.bullets(edition.t(remark) for remark in (result.remarks or ())) if result else None,
    ]


def _unit(edition: Edition, figure: public.Figure) -> str:
    unit = edition.t(figure.get("unit"))
    return f" {unit}" if unit else ""


def _pair(edition: Edition, target: float | None, value: float | None, *, share: bool = False) -> list[Child]:
    verdict = None
    if target is not None and value is not None:
        met = value >= target
        verdict = blocks.tag(
            edition.say("达到", "reached") if met else edition.say("未达到", "missed"), "good" if met else "bad"
        )
    show = (lambda number: f"{number:.0%}") if share else blocks.number
    return ["" if target is None else show(target), "–" if value is None else show(value), verdict]


def _budget(edition: Edition, budget: Budget | None) -> list[Child]:
    """Planned and actual by line; who approved and which receipt stays with the team."""
    if budget is None:
        return []
    rows: list[list[Child]] = [
        [
            edition.t(line["item"]),
            label(edition.lang, "budget", "lines", "category", value=line.get("category")),
            *_amounts(budget.currency, line["planned"], line.get("actual")),
        ]
        for line in budget.lines
    ]
    spent = [line["actual"] for line in budget.lines if line.get("actual") is not None]
    total = _amounts(budget.currency, sum(line["planned"] for line in budget.lines), sum(spent) if spent else None)
    rows.append([el("b", edition.say("支出合计", "Total spending")), "", *(el("b", cell) for cell in total)])
    columns = [
        edition.say(zh, en)
        for zh, en in (("支出", "Spending"), ("类别", "Kind"), ("计划", "Planned"), ("实际", "Actual"))
    ]
    income: list[list[Child]] = [
        [edition.t(row["source"]), *_amounts(budget.currency, row["planned"], row.get("actual"))]
        for row in budget.income or ()
    ]
    heads = [edition.say(zh, en) for zh, en in (("收入", "Income"), ("计划", "Planned"), ("实际", "Actual"))]
    return [
        el("h2", edition.say("预算", "Budget"), id="budget"),
        blocks.table(columns, rows, numeric=(2, 3)),
        blocks.table(heads, income, numeric=(1, 2)) if income else None,
    ]


def _amounts(currency: str, planned: float, actual: float | None) -> list[str]:
    return [
        blocks.money(planned, currency),
        "–" if actual is None else blocks.money(actual, currency),
    ]


def _retro(edition: Edition, retro: Retro | None) -> list[Child]:
    if retro is None:
        return []
    lists = (
        ("做得好的", "Went well", retro.went_well),
        ("没做好的", "Went wrong", retro.went_wrong),
        ("为什么", "Why", retro.why),
    )
    actions: list[list[Child]] = [
        [
            edition.t(row["what"]),
            blocks.person(edition, row["owner"]),
            row["due"],
            blocks.tag(edition.say("已完成", "done"), "good")
            if row.get("done")
            else blocks.tag(edition.say("进行中", "open"), "warn"),
        ]
        for row in retro.actions
    ]
    columns = [
        edition.say(zh, en) for zh, en in (("改进事项", "Action"), ("负责", "Who"), ("期限", "Due"), ("状态", "Status"))
    ]
    goals: list[list[Child]] = [
        [edition.t(goal["what"]), *_pair(edition, goal["target"], goal["actual"])] for goal in retro.goals or ()
    ]
    heads = [
        edition.say("目标", "Goal"),
        edition.say("目标值", "Target"),
        edition.say("实际", "Result"),
        edition.say("达标", "Met"),
    ]
    return [
        el("h2", edition.say("复盘", "Looking back"), id="retro"),
        el("p", edition.day(date(retro.date), year=True), class_="co-meta"),
        blocks.table(heads, goals, numeric=(1, 2)) if goals else None,
        *(
            part
            for zh, en, rows in lists
            if rows
            for part in (el("h3", edition.say(zh, en)), blocks.bullets(map(edition.t, rows)))
        ),
        prose(edition, retro.body),
        blocks.table(columns, actions) if actions else None,
        el("p", edition.say("致谢：", "Thanks: "), edition.t(retro.thanks)) if retro.thanks else None,
    ]


def _raffle(edition: Edition, raffle: Raffle | None) -> list[Child]:
    """The public rules of a prize draw, every item that has to be disclosed before it starts."""
    # Terms with a gap are no terms: nobody shall rely on them.
    if raffle is None or missing(raffle) or is_draft(edition.ws, raffle) or not raffle.organizer:
        return []
    prizes: list[list[Child]] = [
        [
            edition.t(prize["name"]),
            edition.t(prize["category"]),
            str(prize.get("quantity", "")),
            blocks.money(prize["unit_value"]["amount"], prize["unit_value"]["currency"]),
        ]
        for prize in raffle.prizes or ()
    ]
    columns = [
        edition.say(zh, en)
        for zh, en in (("奖品", "Prize"), ("奖项", "Class"), ("数量", "Number"), ("单价", "Value each"))
    ]
    text = edition.t
    commit = raffle.commit
    return [
        el("h2", edition.say("抽奖规则", "Prize draw"), id="raffle"),
        blocks.table(columns, prizes, numeric=(2, 3)),
        blocks.facts(
            (edition.say("主办", "Organiser"), f"{text(raffle.organizer['name'])} · {raffle.organizer['contact']}"),
            (edition.say("谁能参加", "Who may enter"), text(raffle.eligibility)),
            (edition.say("怎样参加", "How to enter"), text(raffle.how_to_enter)),
            (edition.say("不用购买", "No purchase"), text(raffle.no_purchase_route)),
            (edition.say("开奖时间", "Draw"), edition.time(instant(raffle.draw_at or ""))),
            (edition.say("怎样开奖", "How it is drawn"), text(raffle.draw_method)),
            (edition.say("中奖机会", "Odds"), text(raffle.odds_or_quantity)),
            (edition.say("领奖时间", "Claim"), text(raffle.claim_window)),
            (edition.say("领奖条件", "Conditions"), text(raffle.claim_conditions)),
            (edition.say("领奖方式", "How to claim"), text(raffle.claim_method)),
            (edition.say("交付", "Delivery"), text(raffle.delivery)),
            (edition.say("弃奖", "Forfeiture"), text(raffle.forfeiture)),
            (edition.say("不能参加的人", "Excluded"), edition.list(raffle.excluded)),
            (edition.say("税", "Tax"), text(raffle.tax_note)),
            (edition.say("种子哈希", "Seed hash"), el("code", commit["seed_hash"]) if commit else None),
        ),
        _winners(edition, raffle),
    ]


def _winners(edition: Edition, raffle: Raffle) -> Child:
    if not raffle.result:
        return None
    prizes = raffle.prizes or []
    names = [
        join(el("code", winner["member"]), " ", edition.t(prizes[winner["prize"] - 1]["name"]))
        for winner in raffle.result["winners"]
        if 1 <= winner["prize"] <= len(prizes)
    ]
    return blocks.bullets(names)
