"""Who fell silent or left, and whether writing to them brought anybody back."""

from __future__ import annotations

import statistics

from commops.site import graphs, reports
from commops.site.edition import Edition
from commops.site.html import Html, div, el, span
from commops.stats.table import Row


def churn(edition: Edition) -> Html | None:
    """Regulars who fell silent, week by week."""
    points = edition.numbers.series("churn_silent", "churn")
    title = edition.say("常客里之后 28 天没说话的比例", "Regulars silent for the next 28 days")
    left = edition.numbers.series("churn_rate", "churn_left")
    second = edition.say("四周内退群的比例", "Left within four weeks")
    charts = [
        one
        for one in (
            graphs.chart(edition, title, points, show=graphs.percent),
            graphs.chart(edition, second, left, bar=True, show=lambda value: f"{value * 100:.1f}%"),
        )
        if one
    ]
    if not charts:
        return None
    known = [point for point in points if point.value is not None]
    so_what = ""
    if len(known) >= 4:
        usual, now = statistics.median(p.value or 0 for p in known), known[-1].value or 0
        word = edition.say("低于", "below") if now < usual else edition.say("不低于", "not below")
        so_what = edition.say(
            f"最近 {graphs.percent(now)}（n = {known[-1].n}），{word}自己的中位数 {graphs.percent(usual)}。"
            "28 天之后才知道，所以看的是一个月前。",
            f"Latest {graphs.percent(now)} (n = {known[-1].n}), {word} its own median of {graphs.percent(usual)}. "
            "Known 28 days later, so this is about a month ago.",
        )
    periods = [s.period for s in edition.numbers.shots if s.rows("churn_silent") or s.rows("churn_rate")]
    n = edition.say(f"最近 {known[-1].n} 位常客", f"{known[-1].n} regulars in the latest week") if known else ""
    basis = reports.Basis(("churn_silent", "churn_rate"), n, reports.snapshot_files(edition, periods))
    return reports.shown(edition, div("co-charts", *charts), basis, so_what)


def winback(edition: Edition) -> Html:
    """Every released trial with its holdout, or what is missing."""
    title = edition.say("挽回试验（有对照组）", "Win-back trials (with a holdout)")
    rows = [(shot, row) for shot in edition.numbers.months for row in shot.rows("winback")]
    if not rows:
        return reports.missing(
            edition,
            title,
            edition.say("还没有公布过结果。", "No result has been published yet."),
            edition.say(
                "试验记在成员分层文件的 trials 里；窗口走完之后，由下一份月度快照公布。没有对照组的不算。",
                "Enter it under trials in the file of segments; the monthly snapshot after its window publishes it. "
                "Without a holdout it does not count.",
            ),
        )
    items = [el("li", _trial(edition, row)) for _, row in rows]
    basis = reports.Basis(
        ("winback",), str(len(rows)), reports.snapshot_files(edition, [shot.period for shot, _ in rows])
    )
    return reports.shown(edition, div("", el("strong", title), el("ul", *items)), basis)


def _trial(edition: Edition, row: Row) -> Html:
    rates = [graphs.as_float(row.get(name)) for name in ("contacted_rate", "held_out_rate", "lift", "margin")]
    shown = [edition.say("未公布", "hidden") if rate is None else graphs.percent(rate) for rate in rates]
    sent, held = row["contacted"], row["held_out"]
    text = edition.say(
        f"{row['trial']}：联系 {sent} 人，{shown[0]} 重新发言；对照 {held} 人，{shown[1]}；"
        f"差 {shown[2]} ± {shown[3]}。",
        f"{row['trial']}: {sent} contacted, {shown[0]} spoke again; {held} held out, {shown[1]}; "
        f"difference {shown[2]} ± {shown[3]}.",
    )
    lift, margin = rates[2], rates[3]
    verdict = edition.say("判断不了。", "It cannot be judged.")
    if lift is not None and margin is not None:
        verdict = (
            edition.say("超出偶然。", "More than chance.")
            if abs(lift) > margin
            else edition.say("可能只是碰巧。", "May be chance.")
        )
    return span("", text, " ", verdict)
