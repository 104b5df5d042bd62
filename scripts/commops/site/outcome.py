"""What came of an event: targets against results, money, and what was learned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from commops.site import announce, blocks, money, prizes, public, stories
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, outside, span, to_page
from commops.site.labels import label
from commops.site.prose import prose
from commops.site.sections import Section
from commops.workspace import Item
from commops.workspace._types import EventResult, Retro
from commops.workspace.times import date, instant

_Kind = TypeVar("_Kind", bound=Item)

_FIGURES = (
    ("registered", "报名", "Registered", "event_funnel"),
    ("waitlisted", "候补", "On the waiting list", ""),
    ("attended", "到场", "Attended", "event_funnel"),
    ("peak", "同时在场最多", "Peak", ""),
    ("new_members", "新成员", "New members", "joins"),
    ("spoke_during", "活动中发言", "Spoke during", "event_lift"),
    ("spoke_7d_after", "7 天内发言", "Spoke within 7 days", "event_funnel"),
    ("left_14d", "14 天内退群", "Left within 14 days", "post_event_churn"),
    ("csat", "满意（答 4 或 5 分的占比）", "Satisfied (answers 4 or 5)", "csat"),
    ("nps", "NPS", "NPS", "nps"),
)
"""Keys of results, what they are called, and the metric that says how the number is to be read."""


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
                join(
                    to_page(f"events/{event.id}.md", edition.t(event.name)),
                    span("co-zone", label(edition.lang, "event", "kind", value=event.kind_)),
                ),
                span("co-iso", edition.local(instant(event.start)).date().isoformat()),
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
            ("报名", "Registered"),
            ("到场", "Attended"),
            ("目标", "Target"),
        )
    ]
    return blocks.table(columns, rows, numeric=(2, 3, 4))


def sections(edition: Edition, event: public.Event) -> list[Section]:
    """Everything below the announcement."""
    result, retro = _of(edition.ws.event_results, event), _of(edition.ws.retros, event)
    budget = _of(edition.ws.budgets, event)
    found = (
        _results(edition, event, result),
        prizes.section(edition, event),
        money.section(edition, budget, closed=not public.upcoming(edition.ws, event.end)) if budget else None,
        _retro(edition, retro),
    )
    return [section for section in found if section]


def _results(edition: Edition, event: public.Event, result: EventResult | None) -> Section | None:
    """Targets against results, where people came from, and where the numbers come from."""
    # Before the event its plan names the targets.
    if result is None and public.upcoming(edition.ws, event.end):
        return None
    rows = _figures(edition, event, result)
    if not rows:
        return None
    columns = [
        edition.say("项目", "What"),
        edition.say("目标", "Target"),
        edition.say("实际", "Result"),
        edition.say("达标", "Met"),
    ]
    content: list[Child] = [blocks.table(columns, rows, numeric=(1, 2))]
    if result:
        content += [_as_of(edition, result), blocks.bullets(edition.t(remark) for remark in result.remarks or ())]
        content += [_origins(edition, result), _sources(edition, result)]
    title = edition.say("目标与结果", "Targets and results") if result else edition.say("目标", "Targets")
    return Section("results", title, tuple(content))


def _defined(edition: Edition, name: str, metric: str) -> Child:
    target = stories.metric_page(edition, metric) if metric else None
    return to_page(target, name) if target else name


def _figures(edition: Edition, event: public.Event, result: EventResult | None) -> list[list[Child]]:
    """The usual figures, then targets that other figures or metrics answer, then figures without a target."""
    targets = {target["metric"]: target for target in event.targets or ()}
    rows: list[list[Child]] = []
    for key, zh, en, metric in _FIGURES:
        value = getattr(result, key) if result else None
        target = targets.pop(key, None)
        if value is not None or target is not None:
            pair = _pair(edition, target["value"] if target else None, value, share=key == "csat")
            rows.append(
                [
                    _defined(edition, edition.say(zh, en), metric),
                    pair[0],
                    join(pair[1], _beside(edition, key, result)),
                    pair[2],
                ]
            )
    figures = {figure["id"]: figure for figure in (result.figures or () if result else ()) if "id" in figure}
    for metric, target in targets.items():
        figure = figures.pop(metric, None)
        name = edition.t(target.get("label")) or announce.target_name(edition, metric)
        rows.append([name, *_pair(edition, target["value"], figure["value"] if figure else None)])
    for figure in result.figures or () if result else ():
        if not figure.get("id") or figure.get("id") in figures:
            rows.append([edition.t(figure["name"]), "", blocks.number(figure["value"]) + _unit(edition, figure), ""])
    if result and result.spend:
        spent = blocks.money(result.spend["amount"], result.spend["currency"])
        rows.append([edition.say("花费", "Spent"), "", spent, ""])
    return rows


def _beside(edition: Edition, key: str, result: EventResult | None) -> Child:
    """What a figure cannot be read without: the share of those who signed up, the number of answers."""
    if result is None:
        return None
    if key == "attended" and result.registered:
        share = f"{result.attended / result.registered:.0%}"
        return span("co-beside", edition.say(f"报名的 {share}", f"{share} of registered"))
    if key in ("csat", "nps") and getattr(result, key) is not None:
        count = edition.say("未注明", "not told") if result.csat_n is None else str(result.csat_n)
        return span("co-beside", f"n = {count}")
    return None


def _as_of(edition: Edition, result: EventResult) -> Child:
    if not result.as_of:
        return None
    day = edition.day(date(result.as_of), year=True)
    return el("p", edition.say(f"统计到 {day}。", f"Counted up to {day}."), class_="co-meta")


def _origins(edition: Edition, result: EventResult) -> Child:
    """Where those who came had heard of the event."""
    rows: list[list[Child]] = [[edition.t(row["source"]), str(row["n"])] for row in result.attended_by_source or ()]
    columns = [edition.say("从哪里知道的", "Heard of it from"), edition.say("人数", "People")]
    return blocks.table(columns, rows, numeric=(1,)) if rows else None


def _sources(edition: Edition, result: EventResult) -> Child:
    """Who counted what, and how."""
    lines = [
        join(edition.t(row["source"]), join(" · ", outside(row["url"], edition.say("出处", "source"))))
        if row.get("url")
        else edition.t(row["source"])
        for row in result.sources or ()
    ]
    return (
        blocks.fold(edition.say("数字从哪里来", "Where the numbers come from"), blocks.bullets(lines))
        if lines
        else None
    )


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


def _retro(edition: Edition, retro: Retro | None) -> Section | None:
    if retro is None:
        return None
    lists = (
        ("做得好的", "Went well", retro.went_well),
        ("没做好的", "Went wrong", retro.went_wrong),
        ("为什么", "Why", retro.why),
    )
    goals: list[list[Child]] = [
        [edition.t(goal["what"]), *_pair(edition, goal["target"], goal["actual"])] for goal in retro.goals or ()
    ]
    heads = [
        edition.say("目标", "Goal"),
        edition.say("目标值", "Target"),
        edition.say("实际", "Result"),
        edition.say("达标", "Met"),
    ]
    content = (
        el("p", edition.day(date(retro.date), year=True), class_="co-meta"),
        blocks.table(heads, goals, numeric=(1, 2)) if goals else None,
        *(
            part
            for zh, en, rows in lists
            if rows
            for part in (el("h3", edition.say(zh, en)), blocks.bullets(map(edition.t, rows)))
        ),
        prose(edition, retro.body),
        actions(edition, retro),
        el("p", edition.say("致谢：", "Thanks: "), edition.t(retro.thanks)) if retro.thanks else None,
    )
    return Section("retro", edition.say("复盘", "Looking back"), content)


def actions(edition: Edition, retro: Retro) -> Child:
    """What was decided to do better, and how far that is on the day of the site."""
    rows: list[list[Child]] = [
        [
            edition.t(row["what"]),
            blocks.person(edition, row["owner"]),
            edition.day(date(row["due"]), year=True),
            _progress(edition, done=bool(row.get("done")), due=date(row["due"])),
        ]
        for row in retro.actions
    ]
    columns = [
        edition.say(zh, en) for zh, en in (("改进事项", "Action"), ("负责", "Who"), ("期限", "Due"), ("状态", "Status"))
    ]
    return blocks.table(columns, rows) if rows else None


def _progress(edition: Edition, *, done: bool, due: dt.date) -> Html:
    if done:
        return blocks.tag(edition.say("已完成", "done"), "good")
    late = due < edition.ws.as_of
    return blocks.tag(edition.say("逾期", "late") if late else edition.say("进行中", "open"), "bad" if late else "warn")
