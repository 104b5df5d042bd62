"""What came of events in numbers: how far people went, whether it moved anything, and who left afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from commops.site import blocks, graphs, public, reports
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.funnel import Stage
from commops.site.charts.lift import Lift, lift
from commops.site.edition import Edition
from commops.site.growth.funnels import drawn
from commops.site.html import Child, Html, div, span, to_page
from commops.site.reports import Basis
from commops.stats.flows import SMALL
from commops.stats.table import Row
from commops.workspace._types import Event, EventResult
from commops.workspace.times import instant

SHOWN = 6
"""Events whose funnels stand beside each other; earlier ones are in the table of all events."""


def results(edition: Edition) -> list[tuple[Event, EventResult]]:
    """Public events with public results, the newest first."""
    known = {one.id: one for one in edition.ws.event_results if public.is_public(one)}
    return [(event, known[event.id]) for event in reversed(public.events(edition.ws)) if event.id in known]


def funnels(edition: Edition) -> Html:
    """Registered, attended, spoke, spoke within 7 days, spoke on days 8 to 30; one small funnel for each event."""
    found = results(edition)
    if not found:
        return reports.missing(
            edition,
            edition.say("活动漏斗", "Event funnels"),
            edition.say("还没有公开的活动结果。", "No event has public results yet."),
            edition.say("活动结束后写 results.yml。", "Write results.yml when an event is over."),
        )
    figures = [
        drawn(edition, edition.t(event.name), stages(edition, event, result), _day(edition, event))
        for event, result in found[:SHOWN]
    ]
    n = edition.say(f"{len(found)} 场活动", f"{len(found)} events")
    basis = Basis(["event_funnel"], n, [result.source.path for _, result in found[:SHOWN]])
    return reports.shown(edition, div("co-charts co-charts--small", *figures), basis, _lost(edition, found))


def _day(edition: Edition, event: Event) -> str:
    return edition.day(edition.local(instant(event.start)).date(), year=True)


def stages(edition: Edition, event: Event, result: EventResult) -> list[Stage]:
    """The steps of an event; what the calendar has not reached yet says so, what is about too few people too."""
    days = (edition.ws.as_of - edition.local(instant(event.end)).date()).days
    steps = (
        (edition.say("报名", "Registered"), result.registered, 0, True),
        (edition.say("到场", "Attended"), result.attended, 0, True),
        (edition.say("活动中发言", "Spoke during"), result.spoke_during, 0, True),
        (edition.say("7 天内发言", "Spoke in 7 days"), result.spoke_7d_after, 7, False),
        (edition.say("第 8–30 天发言", "Spoke on days 8–30"), result.spoke_30d_after, 30, False),
    )
    return [Stage(name, *_count(edition, value, due, days), nested=nested) for name, value, due, nested in steps]


def _count(edition: Edition, value: int | None, due: int, days: int) -> tuple[int | None, str]:
    if days < due:
        return None, edition.say(f"第 {due} 天还没到", f"day {due} has not come")
    if value is None:
        return None, edition.say("没有统计", "not counted")
    if 0 < value < SMALL:
        return None, edition.say("人数太少，不公布", "too few, hidden")
    return value, ""


def _lost(edition: Edition, found: Sequence[tuple[Event, EventResult]]) -> str:
    """The share that came, of all events, and the event in which it was lowest."""
    known = [
        (result.attended / result.registered, event)
        for event, result in found
        if result.registered >= SMALL and (result.attended == 0 or result.attended >= SMALL)
    ]
    if len(known) < 2:
        return ""
    share, event = min(known, key=lambda one: (one[0], one[1].id))
    return edition.say(
        f"到场率最低的是“{edition.t(event.name)}”：{share:.0%}。先查提醒发得够不够晚。",
        f"Fewest came to {edition.t(event.name)}: {share:.0%} of those registered. See whether the reminder came late "
        "enough.",
    )


# What it moved -------------------------------------------------------------------------------------------------------


def lifts(edition: Edition) -> list[tuple[Event, Lift, Row]]:
    """The lift of each public event as released, the newest first."""
    rows = {str(row["event"]): row for shot in edition.numbers.shots for row in shot.rows("event_lift")}
    found = []
    for event in reversed(public.events(edition.ws)):
        if event.id in rows:
            row = rows[event.id]
            low, high, value = (graphs.as_float(row.get(column)) for column in ("band_low", "band_high", "lift"))
            found.append((event, Lift(edition.t(event.name), value, low, high), row))
    return found


def lift_chart(edition: Edition) -> Html:
    """Each event beside the band of ordinary days."""
    found = lifts(edition)
    title = edition.say("3 天发言人数是平时的几倍", "Speakers in 3 days, times the usual")
    if not found:
        return reports.missing(
            edition,
            title,
            edition.say("还没有公布过活动的拉动。", "No lift of an event has been released yet."),
            edition.say("导入群聊记录，发布活动那一周的数据。", "Import logs and release the week of the event."),
        )
    words = Words(
        title,
        edition.say(
            "灰带是没有活动的日子自己的波动（95%），圆点是活动；点在带内，看不出拉动。",
            "Grey: how much days without any event move (95 %). Dot: the event; inside the band it proves nothing.",
        ),
        edition.say("数据表", "Data table"),
    )
    days = graphs.as_float(found[0][2].get("quiet_days"))
    n = edition.say(f"{days:.0f} 个平常日子", f"{days:.0f} ordinary days") if days is not None else ""
    files = reports.snapshot_files(edition, [shot.period for shot in edition.numbers.shots if shot.rows("event_lift")])
    drawing = figure(words, lift(words, [one for _, one, _ in found]), _lift_data(edition, found), note=words.summary)
    return reports.shown(edition, drawing, Basis(["event_lift"], n, files), _moved(edition, found), narrow=True)


def _lift_data(edition: Edition, found: Sequence[tuple[Event, Lift, Row]]) -> Data:
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("活动", "Event"),
            ("3 天发言人数", "Speakers in 3 days"),
            ("平时", "Usual"),
            ("倍数", "Lift"),
            ("平常波动", "Ordinary band"),
            ("判断", "Verdict"),
        )
    ]
    cells = [
        [
            one.name,
            _number(row.get("speakers")),
            _number(row.get("baseline")),
            "–" if one.lift is None else f"×{one.lift:.2f}",
            "–" if one.low is None or one.high is None else f"{one.low:.2f}–{one.high:.2f}",
            verdict(edition, one),
        ]
        for _, one, row in found
    ]
    return Data(columns, cells)


def verdict(edition: Edition, one: Lift) -> str:
    """The verdict in words."""
    words = {
        "above": ("高于平常波动", "above the ordinary"),
        "below": ("低于平常波动", "below the ordinary"),
        "within": ("在平常波动内，没有看出拉动", "within the ordinary: it moved nothing that can be seen"),
        "unknown": ("没有公布", "not published"),
    }
    return edition.say(*words[one.verdict])


def _moved(edition: Edition, found: Sequence[tuple[Event, Lift, Row]]) -> str:
    """Which events moved something and which did not, by name."""
    above = [one.name for _, one, _ in found if one.verdict == "above"]
    rest = [one.name for _, one, _ in found if one.verdict in ("within", "below")]
    quoted = ("“{}”", "{}")
    both = [
        (edition.say("高于平常波动", "Above the ordinary"), above),
        (edition.say("没有看出拉动", "Moved nothing that can be seen"), rest),
    ]
    return edition.say("", " ").join(
        f"{name}{edition.say('：', ': ')}{edition.list(edition.say(*quoted).format(one) for one in names)}"
        f"{edition.say('。', '.')}"
        for name, names in both
        if names
    )


def _number(value: object) -> str:
    number = graphs.as_float(value)
    return "–" if number is None else f"{number:,.1f}".removesuffix(".0")


# Who left ------------------------------------------------------------------------------------------------------------


def churn(edition: Edition) -> Html:
    """Who joined during an event and was lost by day 14, beside who joined on ordinary days of the same weeks."""
    rows = {str(row["event"]): row for shot in edition.numbers.shots for row in shot.rows("post_event_churn")}
    found = [(event, rows[event.id]) for event in reversed(public.events(edition.ws)) if event.id in rows]
    if not found:
        return reports.missing(
            edition,
            edition.say("活动后 14 天的流失", "Lost by day 14"),
            edition.say("还没有公布；活动过完两周才知道。", "Not released yet; it is known two weeks after an event."),
            edition.say("过两周发布那一周的数据。", "Release the week that lies two weeks after it."),
        )
    cells: list[list[Child]] = [
        [
            to_page(f"events/{event.id}.md", edition.t(event.name)),
            _number(row.get("joiners")),
            _share(row.get("churn")),
            _number(row.get("organic")),
            _share(row.get("organic_churn")),
        ]
        for event, row in found
    ]
    heads = [
        edition.say(zh, en)
        for zh, en in (
            ("活动", "Event"),
            ("期间入群", "Joined during"),
            ("14 天内流失", "Lost by day 14"),
            ("平常日子入群", "Joined otherwise"),
            ("其中流失", "Lost of these"),
        )
    ]
    files = reports.snapshot_files(
        edition, [shot.period for shot in edition.numbers.shots if shot.rows("post_event_churn")]
    )
    note = span("co-meta", edition.say("– 表示人数太少没有公布，不是 0。", "– is too few people to publish, not 0."))
    shown = div("", blocks.table(heads, cells, numeric=range(1, 5), class_="co-roomy"), note)
    return reports.shown(edition, shown, Basis(["post_event_churn"], files=files), _stayed(edition, found))


def _share(value: object) -> str:
    share = graphs.as_float(value)
    return "–" if share is None else graphs.percent(share)


def _stayed(edition: Edition, found: Sequence[tuple[Event, Row]]) -> str:
    pairs = [
        (event, lost, usual)
        for event, row in found
        if (lost := graphs.as_float(row.get("churn"))) is not None
        and (usual := graphs.as_float(row.get("organic_churn"))) is not None
    ]
    return edition.say("", " ").join(_compared(edition, *pair) for pair in pairs[:2])


def _compared(edition: Edition, event: Event, lost: float, usual: float) -> str:
    """Differences below ten points are told as none: both groups are small."""
    name = edition.t(event.name)
    if abs(lost - usual) < 0.1:
        return edition.say(
            f"“{name}”带来的人和平常一样容易走。", f"Those who came with {name} left as often as others."
        )
    word = edition.say(*(("更容易走", "more often") if lost > usual else ("更少走", "less often")))
    return edition.say(f"“{name}”带来的人{word}。", f"Those who came with {name} left {word} than others.")


def ended(edition: Edition, within: int) -> Iterator[Event]:
    """Public events that ended in the last days."""
    first = edition.ws.as_of - dt.timedelta(days=within)
    for event in public.events(edition.ws):
        if event.status == "done" and first <= edition.local(instant(event.end)).date() <= edition.ws.as_of:
            yield event
