"""Moderation in released numbers: load by week, complaints and appeals, spam, and which sources bring it."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site import blocks, graphs, reports
from commops.site.charts.figure import Data, Words, exact, figure
from commops.site.charts.sources import Source, sources
from commops.site.edition import Edition
from commops.site.growth.funnels import source_names
from commops.site.html import Child, Html
from commops.site.reports import Basis
from commops.stats.pages import GREY_BELOW
from commops.stats.read import Snapshot
from commops.stats.table import Row, Value

_WEEKS = 12


def load(edition: Edition) -> Html:
    """Cases and taken-down messages per 1,000 messages, by week."""
    found = edition.numbers.monthly("moderation_load", "load")[-_WEEKS:]
    title = edition.say("每千条消息的处置", "Moderated per 1,000 messages")
    chart = graphs.chart(edition, title, found, bar=True)
    if chart is None:
        return reports.missing(
            edition,
            title,
            edition.say(
                "一周只有 1 到 4 起的不公布；还没有可以公布的周。",
                "Weeks with one to four cases stay unpublished; there is none to show.",
            ),
            edition.say(
                "在 community/moderation/cases/ 记录处置，并发布一个月的数据。",
                "Record cases in community/moderation/cases/ and release a month.",
            ),
        )
    known = [point for point in found if point.value is not None]
    n = edition.say(
        f"{known[-1].n:,} 条消息（{edition.period(known[-1].period)}）",
        f"{known[-1].n:,} messages ({edition.period(known[-1].period)})",
    )
    top = max(known, key=lambda point: (point.value or 0, point.period))
    so_what = edition.say(
        f"最多的是 {edition.period(top.period)}：{exact(top.value or 0)}。多不等于乱，先看是不是一波刷屏。",
        f"Most in {edition.period(top.period)}: {exact(top.value or 0)}. More is not worse; was it one wave?",
    )
    return reports.shown(
        edition, chart, Basis(["moderation_load"], n, _files(edition, "moderation_load")), so_what, narrow=True
    )


def _files(edition: Edition, metric: str) -> list[str]:
    return reports.snapshot_files(edition, [shot.period for shot in edition.numbers.months if shot.rows(metric)])


def complaints(edition: Edition) -> Html:
    """Complaints received, answered and settled in time, and appeals, by month."""
    months = [(shot, row) for shot in edition.numbers.months for row in shot.rows("case_sla")]
    columns = ("received", "replied_rate", "resolved_rate", "appeals", "upheld_rate")
    if not any(row.get(column) is not None for _, row in months for column in columns):
        return reports.missing(
            edition,
            edition.say("投诉与申诉", "Complaints and appeals"),
            edition.say(
                "每个月都不足 5 件，或还没有发布，所以没有数字；不是 0。",
                "Fewer than five in every month, or nothing released; it is not 0.",
            ),
            edition.say(
                "有 5 件以上的月份发布后会出现在这里。", "Months with five or more appear here once they are released."
            ),
        )
    rows: list[list[Child]] = [[str(row["month"]), *(_cell(row, column) for column in columns)] for _, row in months]
    names = (
        ("月份", "Month"),
        ("收到", "Received"),
        ("24 小时内首答", "Answered in 24 h"),
        ("72 小时内办结", "Settled in 72 h"),
        ("有结果的申诉", "Appeals"),
        ("申诉成立", "Upheld"),
    )
    shown = blocks.table([edition.say(zh, en) for zh, en in names], rows, numeric=range(1, 6))
    return reports.shown(edition, shown, Basis(["case_sla"], files=_files(edition, "case_sla")), narrow=True)


def _cell(row: Row, column: str) -> str:
    value = graphs.as_float(row.get(column))
    if value is None:
        return "–"
    return graphs.percent(value) if column.endswith("_rate") else exact(value)


def spam(edition: Edition) -> list[Child]:
    """The share of spam by month, and the sources of the newest month."""
    points = edition.numbers.monthly("spam_rate", "spam_rate")
    title = edition.say("垃圾信息占全部消息", "Spam among all messages")
    chart = graphs.chart(edition, title, points, bar=True, show=lambda value: f"{value:.1%}")
    shown: list[Child] = []
    if chart is not None:
        known = [point for point in points if point.value is not None]
        n = edition.say(f"{known[-1].n:,} 条消息", f"{known[-1].n:,} messages")
        basis = Basis(["spam_rate"], n, _files(edition, "spam_rate"))
        so_what = edition.say(
            "只数得到被发现的：巡得勤，数字反而高。", "Only what was found counts: more patrols find more."
        )
        shown.append(reports.shown(edition, chart, basis, so_what, narrow=True))
    newest = edition.numbers.newest_month("admission_pass")
    if newest is not None:
        shown.append(_sources(edition, newest))
    if shown:
        return shown
    return [
        reports.missing(
            edition,
            title,
            edition.say("还没有公布的月份。", "No month has been published yet."),
            edition.say("记录处置和入群审批，发布一个月的数据。", "Record cases and admissions, and release a month."),
        )
    ]


def _sources(edition: Edition, newest: Snapshot) -> Html:
    """Which share of those decided on each source brought through; refused ones are mostly advertising."""
    rows = [row for row in newest.rows("admission_pass") if row["source"] != "*"]
    ordered = sorted(rows, key=lambda row: (_share(row) is None, _share(row) or 0, str(row["source"])))
    title = edition.say("入群申请：各来源通过了多少", "Applications: how many of each source are let in")
    names = source_names(edition)
    found = [
        Source(
            names.get(str(row["source"]), str(row["source"])),
            _share(row),
            _n(edition, row["decided"]),
            few=_few(row["decided"]),
        )
        for row in ordered
    ]
    words = Words(
        title,
        edition.say(
            "深色是通过，浅色是拒绝；虚线框是人数太少、不公布。",
            "Left: let in; right: refused; dotted: too few people to publish.",
        ),
        edition.say("数据表", "Data table"),
    )
    columns = [edition.say(z, e) for z, e in (("来源", "Source"), ("已处理", "Decided"), ("通过率", "Let in"))]
    data = Data(
        columns,
        [
            [one.name, _count(row["decided"]), "–" if one.good is None else graphs.percent(one.good)]
            for one, row in zip(found, ordered, strict=True)
        ],
    )
    whole = next(iter(newest.rows("admission_pass", source="*")), None)
    n = edition.say(
        f"{_count(whole['decided'])} 份已处理的申请" if whole else "",
        f"{_count(whole['decided'])} decided" if whole else "",
    )
    drawing = figure(words, sources(words, found), data, note=words.summary)
    basis = Basis(["admission_pass"], n, reports.snapshot_files(edition, [newest.period]))
    return reports.shown(edition, drawing, basis, _worst(edition, found), narrow=True)


def _share(row: Row) -> float | None:
    return graphs.as_float(row["pass_rate"])


def _count(value: Value) -> str:
    return str(value) if isinstance(value, int) else "–"


def _n(edition: Edition, value: Value) -> str:
    return edition.say(f"{_count(value)} 份", f"n={_count(value)}")


def _few(value: Value) -> bool:
    return isinstance(value, int) and value < GREY_BELOW


def _worst(edition: Edition, found: Sequence[Source]) -> str:
    """The source with the lowest share, when it is well below the others."""
    known = [one for one in found if one.good is not None]
    if len(known) < 2 or (known[0].good or 0) > (known[1].good or 0) - 0.1:
        return ""
    small = edition.say("（人数少，先看下个月）", " (few people: wait for another month)") if known[0].few else ""
    return edition.say(
        f"“{known[0].name}”只通过 {known[0].good:.0%}{small}：换掉这个入口，或改它的申请问题。",
        f"Only {known[0].good:.0%} of {known[0].name} are let in{small}: change that way in, or its question.",
    )
