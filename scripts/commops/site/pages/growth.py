"""The report on growth and retention: how far newcomers come, who stays, who moves, who is lost."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import graphs, reports
from commops.site.advice import severity, told
from commops.site.edition import Edition, visible
from commops.site.growth import cohorts, funnels, lost, moves
from commops.site.headlines import headline_of
from commops.site.html import Child, Html, join, to_page
from commops.site.reports import Step
from commops.site.tree import Page

_PATH = "reports/growth.md"
_LEFT_MONTHLY = 0.10
"""Share of members who leave in four weeks from which on something is wrong in a group that is not new."""


def pages(edition: Edition) -> Iterator[Page]:
    """The page; a community without numbers learns what is missing."""
    title = edition.say("增长与留存", "Growth and retention")
    lead = edition.say(
        "新人走到哪一步，留下多少，各层的人往哪里走。只用已公布的汇总数。",
        "How far newcomers come, how many stay, and where people move. From published totals only.",
    )
    sections: list[Child] = [
        *reports.section(
            edition.say("新人走到哪一步", "How far newcomers come"),
            "funnel",
            _community(edition),
            *funnels.sources(edition),
        ),
        *reports.section(
            edition.say("留下多少：三种算法", "Who stays: three definitions"), "retention", _retention(edition)
        ),
        *reports.section(edition.say("进与退", "Coming and going"), "joins", _joins(edition)),
        *reports.section(edition.say("各层流向", "Moving between segments"), "segments", _segments(edition)),
        *reports.section(
            edition.say("流失与挽回", "Lost and won back"), "churn", _churn(edition), lost.winback(edition)
        ),
    ]
    yield reports.report(edition, _PATH, title, lead, _steps(edition), sections)


def _weekly(edition: Edition) -> str:
    return edition.say(
        "导入聊天记录，跑一次 commops run，提交 community/stats/。",
        "Import the chat exports, run commops run, commit community/stats/.",
    )


def _community(edition: Edition) -> Html:
    return funnels.community(edition) or reports.missing(
        edition,
        edition.say("入群到第 4 周", "From joining to week 4"),
        edition.say("还没有一批新人满四周。", "No cohort of newcomers is four weeks old yet."),
        _weekly(edition),
    )


def _retention(edition: Edition) -> Html:
    return cohorts.retention(edition) or reports.missing(
        edition,
        edition.say("留存", "Retention"),
        edition.say("已提交的快照里没有留存。", "The committed snapshots hold no retention."),
        _weekly(edition),
    )


def _joins(edition: Edition) -> Html:
    return moves.joins(edition) or reports.missing(
        edition,
        edition.say("每周入群和退群", "Joined and left each week"),
        edition.say("没有公布过，或每周都少于 5 人。", "Never published, or below 5 people every week."),
        _weekly(edition),
    )


def _segments(edition: Edition) -> Html:
    return moves.segments(edition) or reports.missing(
        edition,
        edition.say("各层流向", "Moving between segments"),
        edition.say("还没有公布过月度分层。", "No month with segments has been published yet."),
        edition.say(
            "在 community/members/segments.yml 里写下分层，月底的快照会带上。",
            "Describe the segments in community/members/segments.yml; the month's snapshot will hold them.",
        ),
    )


def _churn(edition: Edition) -> Html:
    return lost.churn(edition) or reports.missing(
        edition,
        edition.say("沉默的常客", "Regulars who fell silent"),
        edition.say("要有八周的记录才算得出。", "It takes eight weeks of logs."),
        _weekly(edition),
    )


# What to do next -----------------------------------------------------------------------------------------------------


def _steps(edition: Edition) -> list[Step]:
    return [*_targets(edition), *_at_risk(edition), *_leaving(edition), *_trials(edition)]


def _targets(edition: Edition) -> Iterator[Step]:
    wanted = (
        (
            "activation_7d",
            edition.say(
                "让新人七天内开口：入群当天问一个具体问题",
                "Get newcomers to speak: ask each one concrete question on day one",
            ),
            edition.say("照旧迎新", "Keep welcoming newcomers as you do"),
            ("welcome", "activation"),
            "funnel",
        ),
        (
            "retention_classic",
            edition.say(
                "给上个月的新人一个第四周回来的理由", "Give last month's newcomers a reason to be back in week 4"
            ),
            edition.say("第四周留存达标，保持现在的节奏", "Week-4 retention is on target: keep the rhythm"),
            ("hosting", "activation"),
            "retention",
        ),
        (
            "active_rate",
            edition.say(
                "把问题抛给安静的群，别再加新群", "Bring questions to the quiet groups before opening new ones"
            ),
            edition.say("活跃率达标，保持", "The active rate is on target: keep it"),
            ("daily-brief",),
            "segments",
        ),
    )
    for metric, act, keep, sops, anchor in wanted:
        found = headline_of(edition, metric)
        if found is not None and (how := severity(found)):
            yield Step(how, keep if how == "keep" else act, told(edition, found), _where(edition, sops, anchor))


def _where(edition: Edition, sops: tuple[str, ...], anchor: str) -> Html:
    """The figure that shows it, and the SOP for it where the community has one."""
    link = to_page(f"{_PATH}#{anchor}", edition.say("看图", "See the figure"))
    sop = next((one for name in sops for one in edition.ws.sops if one.id == name and visible(one)), None)
    if sop is None:
        return link
    return join(
        link,
        " · ",
        edition.say("照 SOP：", "SOP: "),
        reports.file_link(edition, sop.source.path, edition.t(sop.name)),
    )


def _at_risk(edition: Edition) -> Iterator[Step]:
    newest = edition.numbers.newest_month("segments")
    rows = newest.rows("segments", segment="at-risk") if newest else []
    people = rows[0]["people"] if rows else None
    if newest and isinstance(people, int) and people > 0:
        month = edition.month(int(newest.period[:4]), int(newest.period[5:7]))
        flow = newest.rows("segment_flow", before="at-risk", segment="lapsed")
        lost = flow[0]["people"] if flow else None
        why = edition.say(f"{month}底 {people} 人将流失", f"{people} people were at risk at the end of {month}")
        if isinstance(lost, int):
            why += edition.say(f"；上一批里 {lost} 人已经流失", f"; {lost} of the month before have lapsed")
        what = edition.say("在他们流失之前打个招呼", "Talk to those at risk before they lapse")
        yield Step("soon", what, why, _where(edition, ("win-back", "hosting"), "segments"))


def _leaving(edition: Edition) -> Iterator[Step]:
    found = edition.numbers.latest("churn_rate", "churn_left")
    if found is not None and found.value is not None and found.value > _LEFT_MONTHLY:
        why = edition.say(
            f"四周内退群 {graphs.percent(found.value)}，超过 10%",
            f"{graphs.percent(found.value)} left within four weeks, over 10%",
        )
        what = edition.say("查清楚为什么退群", "Find out why people leave")
        yield Step("now", what, why, to_page(f"{_PATH}#churn", edition.say("看图", "See the figure")))


def _trials(edition: Edition) -> Iterator[Step]:
    rows = [row for shot in edition.numbers.months for row in shot.rows("winback")]
    if not rows:
        return
    lift, margin = (graphs.as_float(rows[-1].get(name)) for name in ("lift", "margin"))
    if lift is None or margin is None or abs(lift) <= margin:
        what = edition.say("下次挽回试验多留些人作对照", "Hold out more people in the next win-back trial")
        why = edition.say(
            "上次的差别在偶然范围内，或人太少", "The last difference was within chance, or too few came back"
        )
        yield Step("soon", what, why, to_page(f"{_PATH}#churn", edition.say("看结果", "See the result")))
