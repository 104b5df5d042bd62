"""How far newcomers come: the whole community by cohort, and each source as far as it is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from commops.site import reports, stories
from commops.site.charts.figure import Words, figure
from commops.site.charts.funnel import Captions, Stage, funnel, funnel_data, rates, share
from commops.site.edition import Edition, visible
from commops.site.html import Child, Html, div, el
from commops.stats.context.campaigns import STEPS
from commops.stats.table import Row
from commops.workspace._types import Campaign

FEWEST = 5
"""Counts of people below this are not shown; see the pages of the metrics."""


def captions(edition: Edition) -> Captions:
    """The names of the columns of a funnel."""
    return Captions(
        edition.say("步骤", "Step"),
        edition.say("人数", "People"),
        edition.say("占上一步", "vs before"),
        edition.say("占第一步", "vs first"),
    )


def _gap(edition: Edition, *, counted: bool) -> str:
    return edition.say("人数太少，不公布", "too few, hidden") if counted else edition.say("没有统计", "not counted")


def drawn(edition: Edition, title: str, stages: Sequence[Stage], note: str, *, small: bool = True) -> Html:
    """A funnel as a finished figure."""
    told = edition.say("；", "; ").join(
        f"{stage.name} {stage.gap if stage.count is None else f'{stage.count:,}'}" for stage in stages
    )
    words = Words(title, told, edition.say("数据表", "Data table"))
    names = captions(edition)
    return figure(words, funnel(words, stages, names, small=small), funnel_data(stages, names), note=note)


# The whole community -------------------------------------------------------------------------------------------------


def cohort(edition: Edition) -> str | None:
    """The newest four weeks of newcomers whose fourth week afterwards is known."""
    shots = edition.numbers.shots
    found = (str(row["cohort"]) for shot in shots for row in shot.rows("retention_classic", grain="4w", age=4))
    return max(found, default=None)


def community(edition: Edition) -> Html | None:
    """From joining to the first message, and from there to the weeks after: the newest cohort that is old enough."""
    newest = cohort(edition)
    day = stories.monday(newest) if newest else None
    if newest is None or day is None:
        return None
    week, joined, spoke = _activation(edition)
    cells = {row["age"]: row for shot in edition.numbers.shots for row in shot.rows("retention_classic", cohort=newest)}
    first = cells[4]["newcomers"]
    kept = [_people(cells.get(age, {}).get("active")) for age in (1, 4)]
    start = [
        Stage(edition.say("入群", "Joined"), joined, _gap(edition, counted=True)),
        Stage(edition.say("7 天内发言", "First message within 7 days"), spoke, _gap(edition, counted=True)),
    ]
    later = [
        Stage(edition.say("首次发言", "First message"), _people(first), _gap(edition, counted=True)),
        Stage(edition.say("第 1 周又发言", "Again in week 1"), kept[0], _gap(edition, counted=True)),
        Stage(edition.say("第 4 周又发言", "Again in week 4"), kept[1], _gap(edition, counted=True), nested=False),
        Stage(edition.say("成为核心", "Became core"), None, _gap(edition, counted=False)),
    ]
    last = day + dt.timedelta(days=27)
    span = f"{day.month}/{day.day}–{last.month}/{last.day}"
    both = div(
        "co-charts",
        drawn(
            edition,
            edition.say("入群到开口", "From joining to the first message"),
            start,
            edition.say(f"{edition.period(week)}入群的人", f"Who joined in {edition.period(week)}") if week else "",
        ),
        drawn(
            edition,
            edition.say("开口之后", "After the first message"),
            later,
            edition.say(
                f"{span} 第一次发言的人；核心只按月统计总数，不分批次",
                f"Who first spoke {span}; the core is counted as a whole, not by cohort",
            ),
        ),
    )
    basis = reports.Basis(
        ("activation_7d", "retention_classic"),
        edition.say(
            f"入群 {_n(joined)}，首次发言 {_n(_people(first))}", f"{_n(joined)} joined, {_n(_people(first))} spoke"
        ),
        reports.snapshot_files(edition, [week, *_periods(edition, newest)]),
    )
    return reports.shown(edition, both, basis, _loss(edition, start, later))


def _periods(edition: Edition, newest: str) -> list[str]:
    """The weeks in which the cells of a cohort became known."""
    return [
        shot.period
        for shot in edition.numbers.shots
        if any(row["age"] in (1, 4) for row in shot.rows("retention_classic", cohort=newest))
    ]


def _activation(edition: Edition) -> tuple[str, int | None, int | None]:
    """The newest week of joiners that is published: how many, and who of them spoke within a week."""
    rows = [row for shot in edition.numbers.shots for row in shot.rows("activation_7d") if row["joiners"] is not None]
    if not rows:
        return "", None, None
    return str(rows[-1]["week"]), _people(rows[-1]["joiners"]), _people(rows[-1]["activated"])


def _people(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _n(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _loss(edition: Edition, start: Sequence[Stage], later: Sequence[Stage]) -> str:
    """Where most are lost, as far as both shares are known."""
    opened, kept = rates(start)[1][0], rates(later)[2][1]
    if opened is None or kept is None:
        return ""
    told = edition.say(
        f"入群的人里 {share(opened)} 在 7 天内开口；开过口的人里 {share(kept)} 第 4 周还在说话。",
        f"{share(opened)} of those who join speak within 7 days; "
        f"{share(kept)} of those who have spoken still do in week 4.",
    )
    lost = (
        edition.say("流失最多的一段在开口之后。", "Most are lost after the first message.")
        if kept < opened
        else edition.say("流失最多的一段在开口之前。", "Most are lost before the first message.")
    )
    return f"{told}{edition.say('', ' ')}{lost}"


# By source -----------------------------------------------------------------------------------------------------------


def campaigns(edition: Edition) -> Html | None:
    """The newest counted window of each public campaign that brings people in."""
    found = [one for campaign in edition.ws.campaigns if visible(campaign) for one in _campaign(edition, campaign)]
    if not found:
        return None
    files = [path for _, paths, _ in found for path in paths]
    n = edition.say("、", ", ").join(name for _, _, name in found)
    basis = reports.Basis(("conv_funnel", "join_rate"), n, sorted(set(files)))
    return reports.shown(edition, div("co-charts", *(drawing for drawing, _, _ in found)), basis)


def _campaign(edition: Edition, campaign: Campaign) -> Iterator[tuple[Html, list[str], str]]:
    windows = [row for row in campaign.funnel or () if row["to"] <= edition.ws.as_of.isoformat()]
    if not windows:
        return
    window = max(windows, key=lambda row: (row["to"], row["from"]))
    counts = {step: count for step, count in window["steps"].items() if isinstance(count, int)}
    if "join" not in counts:
        return
    stages = _guarded(edition, counts)
    released = _released(edition, campaign.id, window["to"])
    files = [campaign.source.path]
    if released is not None:
        steps, period = released
        stages = [_with(edition, stage, step, steps) for stage, step in zip(stages, _counted(counts), strict=True)]
        files = reports.snapshot_files(edition, [period])
    for zh, en in (("第 1 周", "Week 1"), ("第 4 周", "Week 4"), ("成为核心", "Became core")):
        stages.append(Stage(edition.say(zh, en), None, _gap(edition, counted=False)))
    name = edition.t(campaign.name)
    note = f"{window['from']} – {window['to']}"
    yield drawn(edition, name, stages, note), files, f"{name} {_n(stages[0].count)}"


def _counted(counts: Mapping[str, int]) -> list[str]:
    return [step for step in STEPS if step in counts and step in ("exposure", "click", "join", "speak")]


def _guarded(edition: Edition, counts: Mapping[str, int]) -> list[Stage]:
    """Typed counts under the rule of the metric: neither a count nor the drop before it may be of 1 to 4 people."""
    names = {
        "exposure": edition.say("看到", "Saw it"),
        "click": edition.say("点开", "Clicked"),
        "join": edition.say("入群", "Joined"),
        "speak": edition.say("首次发言", "First message"),
    }
    stages: list[Stage] = []
    before: int | None = None
    for step in _counted(counts):
        count = counts[step]
        few = 0 < count < FEWEST or (before is not None and 0 < before - count < FEWEST)
        stages.append(Stage(names[step], None if few else count, _gap(edition, counted=True)))
        before = count
    return stages


def _released(edition: Edition, campaign: str, day: str) -> tuple[dict[str, int | None], str] | None:
    for shot in reversed(edition.numbers.months):
        rows = shot.rows("conv_funnel", campaign=campaign, day=day)
        if rows:
            return {str(row["step"]): _people(row["people"]) for row in rows} | {
                str(row["before_step"]): _people(row["before"]) for row in rows if row["before_step"]
            }, shot.period
    return None


def _with(edition: Edition, stage: Stage, step: str, counts: Mapping[str, int | None]) -> Stage:
    return Stage(stage.name, counts.get(step), _gap(edition, counted=True))


def admission(edition: Edition) -> Html | None:
    """Applied, decided and let in, by where people heard of the community, in the newest released month."""
    newest = edition.numbers.newest_month("admission_pass")
    if newest is None:
        return None
    rows = [row for row in newest.rows("admission_pass") if row["source"] != "*"]
    names = source_names(edition)
    steps = (
        ("applied", edition.say("申请", "Applied")),
        ("decided", edition.say("已审", "Decided")),
        ("approved", edition.say("通过", "Let in")),
    )
    figures: list[Child] = []
    for row in sorted(rows, key=lambda one: str(one["source"])):
        stages = [Stage(name, _people(row.get(column)), _gap(edition, counted=True)) for column, name in steps]
        if any(stage.count is not None for stage in stages):
            figures.append(drawn(edition, names.get(str(row["source"]), str(row["source"])), stages, ""))
    if not figures:
        return None
    total = next(iter(newest.rows("admission_pass", source="*")), {})
    basis = reports.Basis(
        ("admission_pass",),
        edition.say(f"申请 {_n(_people(total.get('applied')))}", f"{_n(_people(total.get('applied')))} applications"),
        reports.snapshot_files(edition, [newest.period]),
    )
    return reports.shown(edition, div("co-charts co-charts--small", *figures), basis, _pass(edition, rows, names))


def source_names(edition: Edition) -> dict[str, str]:
    """What the sources of members are called, where the file that names them is public."""
    criteria = edition.ws.admission_criteria
    if criteria is None or not visible(criteria):
        return {}
    return {
        source.id: edition.t(source.data.get("name")) or source.id for source in edition.ws.items("admission-source")
    }


def _pass(edition: Edition, rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """The source with the lowest known rate, when it is far below the highest."""
    known = [(rate, str(row["source"])) for row in rows if isinstance(rate := row.get("pass_rate"), float)]
    if len(known) < 2:
        return ""
    (low, worst), (high, best) = min(known), max(known)
    if high - low < 0.1:
        return ""
    one, other = names.get(worst, worst), names.get(best, best)
    return edition.say(
        f"{one}来的人只通过 {share(low)}，{other}通过 {share(high)}：先看前者是谁在转发。",
        f"Only {share(low)} of those from {one} were let in, {share(high)} from {other}: see who passes the former on.",
    )


def sources(edition: Edition) -> list[Child]:
    """Everything that is known by source, or what is missing."""
    found = [part for part in (campaigns(edition), admission(edition)) if part]
    if found:
        return [el("h3", edition.say("按来源", "By source"), id="sources"), *found]
    return [
        reports.missing(
            edition,
            edition.say("按来源的漏斗", "The funnel by source"),
            edition.say(
                "还没有战役数过曝光和加入，也没有公布过按来源的审核数。",
                "No campaign has counted yet who saw it and who joined.",
            ),
            edition.say("在战役文件的 funnel 里登记一个时段。", "Enter a window under funnel in the campaign's file."),
        )
    ]
