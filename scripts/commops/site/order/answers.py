"""How soon questions are answered: the median against its lines, and by the shift on duty."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site import blocks, graphs, reports, stories
from commops.site.charts.figure import Data, Words, exact, figure
from commops.site.charts.series import Series
from commops.site.charts.steps import Limit
from commops.site.charts.steps import steps as step_lines
from commops.site.edition import Edition
from commops.site.headlines import headlines
from commops.site.html import Child, Html, el, span
from commops.site.reports import Basis, Step
from commops.stats.read import Point
from commops.stats.table import Row
from commops.texts import LANGS, pick

_KEY, _SHIFTS = "first_response", "response_by_shift"
_WEEKS, _LINES = 12, 3
_NOBODY = "-"


def sections(edition: Edition) -> list[Child]:
    """The median of all questions, then the shifts."""
    points = edition.numbers.series(_KEY, "median_min")[-_WEEKS:]
    if not any(point.value is not None for point in points):
        return [
            reports.missing(
                edition,
                edition.say("首次响应时长", "First response time"),
                edition.say("还没有公布的周数据。", "No week has been published yet."),
                edition.say("导入群聊记录并发布一周的数据。", "Import chat logs and release a week."),
            )
        ]
    return [_total(edition, points), _by_shift(edition)]


def _total(edition: Edition, points: Sequence[Point]) -> Html:
    title = edition.say("首次响应中位数（分钟）", "Median first reply (min)")
    words = graphs.describe(edition, title, points)
    goal = next((one.goal for one in headlines(edition) if one.metric == _KEY), None)
    named = (("target", "目标", "target"), ("warn", "提醒", "warning"), ("alert", "警戒", "alert"))
    limits = [
        Limit(value, edition.say(zh, en), kind)
        for kind, zh, en in named
        if goal is not None and (value := getattr(goal, kind)) is not None
    ]
    labels = [stories.short(point.period) for point in points]
    drawing = step_lines(words, labels, [Series(title, [point.value for point in points])], limits=limits)
    data = Data(
        [edition.say("时段", "Period"), title, "n"],
        [[p.period, "–" if p.value is None else exact(p.value), "–" if p.n is None else str(p.n)] for p in points],
    )
    known = [point for point in points if point.value is not None]
    basis = Basis(
        [_KEY],
        edition.say(f"{known[-1].n} 个提问", f"{known[-1].n} questions"),
        reports.snapshot_files(edition, [point.period for point in points]),
    )
    shown = figure(words, drawing, data, now=exact(known[-1].value or 0))
    return reports.shown(edition, shown, basis, _verdict(edition, known[-1].value or 0, limits), narrow=True)


def _verdict(edition: Edition, value: float, limits: Sequence[Limit]) -> str:
    """Which line the newest week is over."""
    over = [limit for limit in limits if value > limit.value]
    if not limits:
        return ""
    if not over:
        return edition.say("最近一周达到目标。", "The newest week meets the target.")
    name, line = over[-1].name, blocks.number(over[-1].value)
    return edition.say(
        f"最近一周超过{name}线（{line} 分钟）。", f"The newest week is over the {name} line of {line} min."
    )


def _newest(edition: Edition) -> tuple[str, list[Row]]:
    """The week and its rows by shift; nothing where the team, whose rota it is, is not public."""
    if edition.ws.team is not None and not edition.shows_team:
        return "", []
    newest = edition.numbers.newest(_SHIFTS)
    return (newest.period, newest.rows(_SHIFTS)) if newest else ("", [])


def _by_shift(edition: Edition) -> Html | None:
    week, rows = _newest(edition)
    if not rows:
        return None
    known = sorted(
        (row for row in rows if isinstance(row["questions"], int)), key=lambda row: -int(row["questions"] or 0)
    )
    title = edition.say("各班首次响应中位数（分钟）", "Median first reply by shift (min)")
    chosen = [str(row["shift"]) for row in known if row["median_min"] is not None][:_LINES]
    weeks = [shot.period for shot in edition.numbers.shots][-_WEEKS:]
    series = [Series(shift_name(edition, name), _values(edition, name, weeks)) for name in chosen]
    words = Words(
        title,
        edition.say(
            f"提问最多的 {len(series)} 个班，最近 {len(weeks)} 周",
            f"The {len(series)} busiest shifts, {len(weeks)} weeks",
        ),
        edition.say("数据表", "Data table"),
    )
    drawing = step_lines(words, [stories.short(one) for one in weeks], series)
    columns = [
        edition.say(z, e)
        for z, e in (("班次", "Shift"), ("提问", "Questions"), ("中位数", "Median"), ("1 小时内", "Within 1 h"))
    ]
    data = Data(columns, [_cells(edition, row) for row in (*known, *(row for row in rows if row not in known))])
    legend = el(
        "span", *(span(f"co-line-key co-line-key--{number}", one.name) for number, one in enumerate(series, start=1))
    )
    total = sum(int(row["questions"] or 0) for row in known)
    basis = Basis(
        [_SHIFTS],
        edition.say(
            f"{edition.period(week)}，已公布的班次共 {total} 个提问",
            f"{edition.period(week)}, {total} questions in published shifts",
        ),
        reports.snapshot_files(edition, weeks),
    )
    return reports.shown(
        edition, figure(words, drawing, data, note=legend), basis, _slowest(edition, known), narrow=True
    )


def shift_name(edition: Edition, name: str) -> str:
    """A shift as people say it: snapshots hold one of its names in the rota."""
    if name == _NOBODY:
        return edition.say("没有班的时候", "when nobody is on duty")
    rota = edition.ws.team.rota if edition.ws.team is not None else None
    names = (one["shift"] for one in rota or ())
    return next((edition.t(one) for one in names if name in {pick(one, lang) for lang in LANGS}), name)


def _values(edition: Edition, shift: str, weeks: Sequence[str]) -> list[float | None]:
    by_week = {shot.period: shot.rows(_SHIFTS, shift=shift) for shot in edition.numbers.shots}
    return [graphs.as_float(rows[0]["median_min"]) if (rows := by_week.get(week)) else None for week in weeks]


def _cells(edition: Edition, row: Row) -> list[str]:
    median, share = graphs.as_float(row["median_min"]), graphs.as_float(row["share_1h"])
    return [
        shift_name(edition, str(row["shift"])),
        "–" if row["questions"] is None else str(row["questions"]),
        "–" if median is None else exact(median),
        "–" if share is None else graphs.percent(share),
    ]


def _slowest(edition: Edition, rows: Sequence[Row]) -> str:
    known = [(median, row) for row in rows if (median := graphs.as_float(row["median_min"])) is not None]
    if len(known) < 2:
        return ""
    median, row = max(known, key=lambda one: (one[0], str(one[1]["shift"])))
    name = shift_name(edition, str(row["shift"]))
    return edition.say(f"最慢的是“{name}”：{exact(median)} 分钟。", f"Slowest: {name}, {exact(median)} min.")


def steps(edition: Edition) -> list[Step]:
    """A look at the slowest shift, where it takes more than twice the median of all."""
    _, rows = _newest(edition)
    whole = edition.numbers.latest(_KEY, "median_min")
    medians = [(value, str(row["shift"])) for row in rows if (value := graphs.as_float(row["median_min"])) is not None]
    if whole is None or not whole.value or not medians:
        return []
    value, shift = max(medians)
    if value < 2 * whole.value:
        return []
    name = shift_name(edition, shift)
    return [
        Step(
            "soon",
            edition.say(f"看看“{name}”排的人够不够", f"See whether enough people are on: {name}"),
            edition.say(
                f"中位数 {exact(value)} 分钟，全部是 {exact(whole.value)} 分钟。",
                f"Median {exact(value)} min, all together {exact(whole.value)} min.",
            ),
        )
    ]
