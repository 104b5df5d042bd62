"""What events cost: budgets as waterfalls, and money for each person who came and who stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.site import blocks, public, reports
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.waterfall import Part, planned, spent, to_come, waterfall
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.reports import Basis
from commops.stats.flows import SMALL
from commops.workspace._types import Budget, Event, EventResult
from commops.workspace.times import instant


def budgets(edition: Edition, *, team: bool = False) -> list[tuple[Event, Budget]]:
    """Events with a budget, the newest first; for all readers only those whose budget says that it is public."""
    events = edition.ws.events if team else public.events(edition.ws)
    known = {one.id: one for one in edition.ws.budgets if team or public.is_public(one)}
    newest = sorted(events, key=lambda event: (instant(event.start), event.id), reverse=True)
    return [(event, known[event.id]) for event in newest if event.id in known]


def waterfalls(edition: Edition, found: Sequence[tuple[Event, Budget]]) -> Html | None:
    """The budgets beside each other."""
    figures = [_waterfall(edition, event, budget) for event, budget in found]
    if not figures:
        return None
    note = edition.say(
        "实心是已花，虚线是还没花的计划，细框是这一项的计划。每行右边：实际 / 计划。",
        "Solid: spent. Dotted: planned and still open. Thin frame: the plan of a line. On the right: actual / planned.",
    )
    basis = Basis(files=[budget.source.path for _, budget in found])
    shown = div("", el("p", note, class_="co-meta"), div("co-charts", *figures))
    return reports.shown(
        edition, shown, basis, edition.say("", " ").join(filter(None, (_over(edition, *pair) for pair in found)))
    )


def _waterfall(edition: Edition, event: Event, budget: Budget) -> Html:
    parts = [Part(edition.t(line["item"]), line["planned"], line.get("actual")) for line in budget.lines]
    name = edition.t(event.name)

    def money(amount: float) -> str:
        return blocks.money(round(amount, 2), budget.currency)

    words = Words(
        name,
        edition.say(
            f"计划 {money(planned(parts))}，已花 {money(spent(parts))}，还没花的计划 {money(to_come(parts))}",
            f"Planned {money(planned(parts))}, spent {money(spent(parts))}, still planned {money(to_come(parts))}",
        ),
        edition.say("数据表", "Data table"),
    )
    heads = [edition.say(zh, en) for zh, en in (("支出", "Spending"), ("计划", "Planned"), ("实际", "Actual"))]
    rows = [[part.name, money(part.planned), "–" if part.actual is None else money(part.actual)] for part in parts]
    rows.append([edition.say("合计", "Total"), money(planned(parts)), money(spent(parts))])
    drawing = waterfall(words, parts, edition.say("合计", "Total"), money)
    return figure(words, drawing, Data(heads, rows), now=money(spent(parts)), note=words.summary)


def _over(edition: Edition, event: Event, budget: Budget) -> str:
    """Where more was spent than planned, by more than a tenth."""
    lines = [
        edition.t(line["item"])
        for line in budget.lines
        if (actual := line.get("actual")) is not None and actual > line["planned"] * 1.1
    ]
    if not lines:
        return ""
    name = edition.t(event.name)
    return edition.say(
        f"“{name}”超出一成以上的：{edition.list(lines)}。", f"Over plan by a tenth in {name}: {edition.list(lines)}."
    )


def costs(edition: Edition, found: Sequence[tuple[Event, EventResult]]) -> Html | None:
    """Money for each person; nothing where fewer than five people stand behind it."""
    rows = [*_costs(edition, found)]
    if not rows:
        return None
    heads = [
        edition.say(zh, en)
        for zh, en in (
            ("活动", "Event"),
            ("花费", "Spent"),
            ("每位到场", "Per attendee"),
            ("每位 7 天内发言", "Per speaker in 7 days"),
            ("每位留下的新成员", "Per new member kept"),
        )
    ]
    files = [result.source.path for _, result in found if result.spend]
    note = edition.say(
        "只算现金，没算工时和赞助的物料。– 表示没有数或人数太少。",
        "Money only, without hours and sponsored goods. – is no number yet, or too few people.",
    )
    shown = div("", blocks.table(heads, rows, numeric=range(1, 5), class_="co-roomy"), el("p", note, class_="co-meta"))
    return reports.shown(edition, shown, Basis(["event_cost"], files=files), _dearest(edition, found))


def _costs(edition: Edition, found: Sequence[tuple[Event, EventResult]]) -> Iterator[list[Child]]:
    for event, result in found:
        if result.spend is None:
            continue
        amount, currency = result.spend["amount"], result.spend["currency"]
        people = (result.attended, result.spoke_7d_after, result.new_active_30d)
        name = edition.t(event.name)
        link = to_page(f"events/{event.id}.md", name) if event in public.events(edition.ws) else name
        yield [link, blocks.money(amount, currency), *(_each(amount, one, currency) for one in people)]


def _each(amount: float, people: int | None, currency: str) -> str:
    return "–" if people is None or people < SMALL else blocks.money(round(amount / people, 2), currency)


def _dearest(edition: Edition, found: Sequence[tuple[Event, EventResult]]) -> str:
    """The event in which somebody who spoke afterwards cost most, where several can be compared."""
    known = [
        (result.spend["amount"] / result.spoke_7d_after, event, result.spend["currency"])
        for event, result in found
        if result.spend and result.spoke_7d_after and result.spoke_7d_after >= SMALL
    ]
    if len(known) < 2 or len({currency for _, _, currency in known}) > 1:
        return ""
    amount, event, currency = max(known, key=lambda one: (one[0], one[1].id))
    told = blocks.money(round(amount), currency)
    name = edition.t(event.name)
    return edition.say(
        f"最贵的是“{name}”：每位 7 天内发言的人 {told}。", f"Dearest: {name}, {told} for each who spoke within 7 days."
    )
