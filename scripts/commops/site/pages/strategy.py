"""The strategy: what we want to reach, where we stand, what we bet on and what we leave alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commops.site import blocks, public, stories
from commops.site.charts.figure import Words
from commops.site.charts.meter import meter
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.texts import LocalText
from commops.workspace._types import Objective, Strategy
from commops.workspace.times import date

if TYPE_CHECKING:
    from commops.workspace._shapes import StrategyKeyResult


def pages(edition: Edition) -> Iterator[Page]:
    """One page: the newest period first, earlier ones below."""
    title = edition.say("目标", "Goals")
    found = [s for s in edition.ws.strategies if public.is_public(s) and s.status != "draft"]
    found.sort(key=lambda strategy: strategy.period, reverse=True)
    content: list[Child] = [block for strategy in found for block in _period(edition, strategy)]
    if not found:
        content = [blocks.lead(edition.say("还没有公开的目标。", "No goals have been published yet."))]
    yield Page(
        "strategy.md",
        title,
        body(heading(1, title, "goals"), *content),
        edition.say(f"{edition.name}这一季的目标与进度", f"What {edition.name} wants to reach, and where it stands"),
        source=found[0].source.path if found else "community/strategy",
        toc=True,
    )


def _period(edition: Edition, strategy: Strategy) -> list[Child]:
    goals = sorted((o for o in edition.ws.objectives if o.source.path == strategy.source.path), key=lambda o: o.route)
    span = _span(strategy.period)
    return [
        heading(2, edition.t(strategy.title) or strategy.period, f"s-{strategy.id}"),
        el("p", edition.text(strategy.mission), class_="co-lead"),
        el("p", edition.say("上级目标：", "In service of: "), edition.text(strategy.parent_goal), class_="co-muted"),
        *(_objective(edition, goal, span) for goal in goals),
        _key(edition, span),
        *_list(edition, edition.say("重点举措", "Bets"), f"bets-{strategy.id}", strategy.bets),
        *_list(edition, edition.say("不做什么", "What we leave alone"), f"not-{strategy.id}", strategy.not_doing),
        _review(edition, strategy),
    ]


def _key(edition: Edition, span: tuple[dt.date, dt.date] | None) -> Child:
    share = _elapsed(span, edition.ws.as_of)
    if share is None:
        return None
    text = edition.say(
        f"竖线表示时间：这一期已过去 {share:.0%}。进度条没到竖线，说明进度落后。",
        f"The upright line is time: {share:.0%} of the period has passed. A bar that ends before it is behind.",
    )
    return el("p", text, class_="co-meta")


def _list(edition: Edition, title: str, anchor: str, values: Sequence[LocalText] | None) -> list[Child]:
    return [heading(3, title, anchor), blocks.bullets(edition.text(value) for value in values)] if values else []


def _review(edition: Edition, strategy: Strategy) -> Child:
    rows = []
    for key, zh, en in (("midterm", "中期回顾", "Midterm review"), ("final", "期末回顾", "Final review")):
        day = (strategy.review or {}).get(key)
        rows.append((edition.say(zh, en), edition.day(date(str(day)), year=True) if day else None))
    return blocks.facts(*rows) if strategy.review else None


def _objective(edition: Edition, goal: Objective, span: tuple[dt.date, dt.date] | None) -> Html:
    kind = label(edition.lang, "strategy", "objectives", "kind", value=goal.kind_)
    return div(
        "co-panel",
        el("p", kind, " · ", blocks.person(edition, goal.owner), class_="co-eyebrow"),
        el("h3", edition.text(goal.title), id=f"o-{goal.id}"),
        el("p", edition.text(goal.why), class_="co-muted") if goal.why else None,
        *(_key_result(edition, result, span) for result in goal.key_results),
    )


def _key_result(edition: Edition, result: StrategyKeyResult, span: tuple[dt.date, dt.date] | None) -> Html:
    name = edition.t(result.get("name")) or stories.metric_name(edition, result["metric"])
    unit = edition.t(result.get("unit"))
    now, on = stories.current(edition, result)
    shown = edition.say("暂无数据", "no value yet") if now is None else f"{blocks.number(now)}{_unit(unit)}"
    ends = (
        f"{edition.say('起点', 'from')} {blocks.number(result['baseline'])}{_unit(unit)}",
        f"{edition.say('目标', 'to')} {blocks.number(result['target'])}{_unit(unit)}",
    )
    elapsed = _elapsed(span, edition.ws.as_of)
    words = Words(name, edition.say(f"现值 {shown}，{ends[0]}，{ends[1]}", f"Now {shown}, {ends[0]}, {ends[1]}"), "")
    due = edition.say("截止 ", "due ") + edition.day(date(result["due"]))
    as_of = edition.say(f" · 数据：{on}", f" · as of {on}") if on else ""
    target = stories.metric_page(edition, result["metric"])
    return div(
        "co-result",
        el("p", to_page(target, name) if target else name, el("b", shown, class_="co-result__now")),
        meter(words, result["baseline"], result["target"], now, elapsed=elapsed),
        el("p", el("span", ends[0]), el("span", due, as_of), el("span", ends[1]), class_="co-ends"),
    )


def _unit(unit: str) -> str:
    return unit if unit in ("", "%") else f" {unit}"


def _span(period: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a period written like 2026-Q4, 2026-11 or 2026."""
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        year, first = int(found[1]), int(found[2]) * 3 - 2
        last = first + 2
    elif found := re.fullmatch(r"(\d{4})(?:-(\d{2}))?", period):
        year, first = int(found[1]), int(found[2] or 1)
        last = first if found[2] else 12
    else:
        return None
    end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(year, first, 1), end


def _elapsed(span: tuple[dt.date, dt.date] | None, today: dt.date) -> float | None:
    if span is None:
        return None
    return min(1.0, max(0.0, ((today - span[0]).days + 1) / ((span[1] - span[0]).days + 1)))
