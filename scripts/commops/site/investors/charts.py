"""The charts of the pack: growth, retention beside other communities, concentration, the way to a deposit."""

from __future__ import annotations

from collections.abc import Collection

from commops.report.investor.sections import AGES
from commops.site import graphs, reports, stories
from commops.site.charts.curve import curve
from commops.site.charts.figure import Data, Words, exact, figure
from commops.site.charts.funnel import Stage
from commops.site.charts.lorenz import known_points, lorenz
from commops.site.charts.series import Series, lines
from commops.site.edition import Edition
from commops.site.growth.funnels import drawn
from commops.site.html import Html, div, el, span
from commops.site.reports import Basis
from commops.stats.context.campaigns import STEPS
from commops.stats.flows import SMALL
from commops.stats.read import Point, triangle
from commops.stats.table import Row

BAND = {1: (0.15, 0.21), 4: (0.10, 0.12), 8: (0.08, 0.10)}
"""Lowest and highest classic retention measured in other communities, by week; the metric's caveat says the same."""
_COHORTS = 4


def members(edition: Edition) -> Html | None:
    """How many members there are; who joined and left each week is told elsewhere."""
    counts = [Point(day.isoformat(), sum(row.values()), None) for day, row in edition.numbers.members]
    if not counts:
        return None
    title = edition.say("成员总数", "Members")
    words = graphs.describe(edition, title, counts)
    labels = [f"{int(p.period[5:7])}/{int(p.period[8:])}" for p in counts]
    drawing = lines(words, labels, [Series(title, [p.value for p in counts], area=True)])
    data = Data([edition.say("日期", "Date"), title], [[p.period, exact(p.value or 0)] for p in counts])
    whole = exact(counts[-1].value or 0)
    basis = Basis(
        ["members"], edition.say(f"{whole} 人次", f"{whole} memberships"), ["community/metrics/snapshots.yml"]
    )
    return reports.shown(edition, figure(words, drawing, data, now=whole), basis, narrow=True)


def retention(edition: Edition, weeks: Collection[str]) -> Html | None:
    """A curve for each of the newest cohorts that have two weeks or more, on the band of other communities."""
    found = triangle([shot for shot in edition.numbers.shots if shot.period in weeks])
    cells = {cohort: [found.cells.get((cohort, age)) for age in AGES] for cohort in found.cohorts}
    chosen = [name for name in found.cohorts if sum(cell is not None for cell in cells[name]) > 1][-_COHORTS:]
    if not chosen:
        return None
    series = [Series(_cohort(name), [cell.value if cell else None for cell in cells[name]]) for name in chosen]
    title = edition.say("新人第 N 周还说话的比例", "Newcomers who still speak in week N")
    words = Words(
        title,
        edition.say(
            "每条线是四周里第一次发言的一批人；灰带是其他社群实测的范围。断开处没有公布或还没到。",
            "A line: those who first spoke in four weeks. Grey: measured elsewhere. A gap is hidden or still to come.",
        ),
        edition.say("数据表", "Data table"),
    )
    names = [edition.say(f"{age} 周", f"W{age}") for age in AGES]
    heads = [edition.say("批次", "Cohort"), edition.say("人数", "People"), *names]
    rows = [[_cohort(name), _people(found.sizes[name]), *(_cell(cell) for cell in cells[name])] for name in chosen]
    keys = (span(f"co-line-key co-line-key--{number}", one.name) for number, one in enumerate(series, start=1))
    legend = el("span", *keys, el("br"), words.summary)
    drawing = figure(words, curve(words, AGES, names, series, BAND), Data(heads, rows), note=legend)
    size = sum(found.sizes[name] or 0 for name in chosen)
    basis = Basis(
        ["retention_classic"],
        edition.say(f"{size} 位新人", f"{size} newcomers"),
        reports.snapshot_files(
            edition, [shot.period for shot in edition.numbers.shots if shot.rows("retention_classic")]
        ),
    )
    return reports.shown(edition, drawing, basis, narrow=True)


def _cohort(name: str) -> str:
    day = stories.monday(name)
    return f"{day.year}-{day.month:02}-{day.day:02}" if day else name


def _people(size: int | None) -> str:
    return "–" if size is None else str(size)


def _cell(cell: Point | None) -> str:
    return "–" if cell is None or cell.value is None else graphs.percent(cell.value)


def depth(edition: Edition) -> Html | None:
    """How evenly messages are spread, and how often those who speak come back within a month."""
    newest = edition.numbers.newest("concentration")
    rows = newest.rows("concentration", grain="28d") if newest else []
    curve_ = _lorenz(edition, rows[0]) if rows else None
    points = edition.numbers.series("stickiness", "stickiness", grain="28d")
    sticky = graphs.chart(
        edition, edition.say("粘性（DAU/MAU）", "Stickiness (DAU/MAU)"), points, show=lambda v: f"{v:.2f}"
    )
    figures = [one for one in (curve_, sticky) if one]
    if not figures:
        return None
    speakers = rows[0].get("speakers") if rows else None
    n = edition.say(f"28 天里 {speakers} 人发言", f"{speakers} speakers in 28 days") if speakers else ""
    files = reports.snapshot_files(edition, [newest.period] if newest else [])
    return reports.shown(edition, div("co-charts", *figures), Basis(["concentration", "stickiness"], n, files))


def _lorenz(edition: Edition, row: Row) -> Html | None:
    gini, top1, top10 = (graphs.as_float(row.get(name)) for name in ("gini", "top1_share", "top10_share"))
    half, speakers = row.get("half_speakers"), row.get("speakers")
    points = known_points(
        top1, top10, half if isinstance(half, int) else None, speakers if isinstance(speakers, int) else None
    )
    if len(points) < 3:
        return None
    title = edition.say("发言集中度（洛伦兹曲线）", "Concentration (Lorenz curve)")
    words = Words(
        title,
        edition.say(
            "曲线越弯，消息越集中在少数人。只连公布的点，中间是直线。",
            "The deeper the curve, the fewer write most. Only published points are joined, straight between them.",
        ),
        edition.say("数据表", "Data table"),
    )
    heads = [edition.say("最安静的发言者", "Quietest speakers"), edition.say("消息占比", "Share of messages")]
    data = Data(heads, [[f"{share:.1%}", f"{of:.1%}"] for share, of in points])
    drawing = lorenz(words, points, edition.say("发言人", "speakers"), edition.say("消息", "messages"))
    now = f"Gini {gini:.2f}" if gini is not None else ""
    return figure(words, drawing, data, now=now, note=words.summary)


def conversion(edition: Edition) -> Html | None:
    """The newest counted window of each campaign that counts payers."""
    names = {
        "exposure": ("看到", "Saw it"),
        "click": ("点开", "Clicked"),
        "join": ("入群", "Joined"),
        "speak": ("首次发言", "First message"),
        "register": ("登记", "Signed up"),
        "pay": ("付定金或付款", "Paid or put down a deposit"),
        "refer": ("带来别人", "Brought somebody"),
    }
    figures, files, sizes = [], [], []
    for campaign in edition.ws.campaigns:
        windows = [
            row for row in campaign.funnel or () if row["to"] <= edition.ws.as_of.isoformat() and "pay" in row["steps"]
        ]
        if not windows:
            continue
        newest = max(windows, key=lambda row: (row["to"], row["from"]))
        counts = {step: count for step, count in newest["steps"].items() if isinstance(count, int)}
        stages = [_stage(edition, names.get(step, (step, step)), counts[step]) for step in STEPS if step in counts]
        figures.append(drawn(edition, edition.t(campaign.name), stages, f"{newest['from']} – {newest['to']}"))
        files.append(campaign.source.path)
        sizes.append(f"{edition.t(campaign.name)} {next(iter(counts.values())):,}")
    if not figures:
        return None
    basis = Basis(["conv_funnel"], edition.list(sizes), files)
    return reports.shown(edition, div("co-charts co-charts--small", *figures), basis)


def _stage(edition: Edition, name: tuple[str, str], count: int) -> Stage:
    few = 0 < count < SMALL
    return Stage(
        edition.say(*name), None if few else count, edition.say("人数太少，不公布", "too few, hidden") if few else ""
    )
