"""How long cases and complaints have been open; counts only, and none of one to four."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.histogram import Bin, binned, histogram
from commops.site.edition import Edition
from commops.site.html import Html, el
from commops.stats.flows import SMALL
from commops.workspace import Workspace
from commops.workspace.times import in_zone

_EDGES = (0, 1, 3, 7, 14, 30)


def ages(ws: Workspace) -> Iterator[float]:
    """The age in days of every open case and complaint, at the end of the day of the site."""
    for case in ws.cases:
        if case.closed_at is None:
            yield (ws.as_of - in_zone(case.opened_at, ws.zone).date()).days
    for complaint in ws.complaints:
        if complaint.resolved_at is None:
            yield (ws.as_of - in_zone(complaint.received_at, ws.zone).date()).days


def open_ages(edition: Edition, *, least: int = SMALL) -> Html:
    """The histogram of ages; neighbouring bins are joined until none holds fewer than ``least``."""
    days = [age for age in ages(edition.ws) if age >= 0]
    bins = binned(days, _EDGES, least=least)
    title = edition.say("未结的处置和投诉，按等了几天", "Open cases and complaints by days waited")
    if not days:
        return el("p", edition.say("没有未结的处置和投诉。", "No case and no complaint is open."))
    if not bins:
        few = edition.say(
            f"未结的处置和投诉不足 {least} 件，所以不公布件数；不是 0。",
            f"Fewer than {least} cases and complaints are open, so their number is not published; it is not 0.",
        )
        return el("p", few)
    named = [(_name(edition, one), one.count) for one in bins]
    words = Words(
        title,
        edition.say(f"共 {len(days)} 件", f"{len(days)} in all"),
        edition.say("数据表", "Data table"),
    )
    data = Data([edition.say("天", "Days"), edition.say("件", "Open")], [[name, str(count)] for name, count in named])
    note = edition.say("人数少的相邻区间已合并。", "Neighbouring bins with few are joined.") if least > 1 else ""
    return figure(words, histogram(words, named), data, now=str(len(days)), note=note)


def _name(edition: Edition, one: Bin) -> str:
    start, unit = f"{one.start:.0f}", edition.say(" 天", " d")
    if one.end is None:
        return f"≥ {start}{unit}"
    last = f"{one.end - 1:.0f}"
    return f"{start}{unit}" if last == start else f"{start}–{last}{unit}"
