"""The report on content: mix and punctuality, what came of posts, when people are there, what to do again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.site import public, reports
from commops.site.content import mix, response, verdicts
from commops.site.content.results import Rate, rates
from commops.site.edition import Edition
from commops.site.html import Child, Html, to_page
from commops.site.reports import Step
from commops.site.tree import Page
from commops.workspace.settings import setting

_PATH = "reports/content.md"


def pages(edition: Edition) -> Iterator[Page]:
    """The page; what has no results yet says so."""
    title = edition.say("内容表现", "Content")
    lead = edition.say(
        "计划和发出对不对得上，哪种内容有人理，什么时候发，哪些值得再做。",
        "Whether plan and publication agree, what people respond to, when to post, and what to do again.",
    )
    found = rates(edition)
    sections: list[Child] = [
        *reports.section(
            edition.say("再做、保持、重做", "Double, keep, rework"), "verdicts", _verdicts(edition, found)
        ),
        *reports.section(edition.say("配比", "Mix"), "mix", _mix(edition)),
        *reports.section(edition.say("按时", "On time"), "on-time", _on_time(edition)),
        *reports.section(edition.say("哪种内容有人理", "What people respond to"), "kinds", _kinds(edition, found)),
        *reports.section(edition.say("什么时候发", "When to post"), "hours", _hours(edition)),
        *reports.section(edition.say("发多少", "How much to post"), "cadence", _cadence(edition, found)),
    ]
    yield reports.report(edition, _PATH, title, lead, _steps(edition, found), sections, source="content/posts")


def _results_how(edition: Edition) -> str:
    return edition.say(
        "发布满 7 天后，把各渠道的展示和互动填进内容文件的 results；平台导出的表用 commops tables import 导入。",
        "Seven days after publication, enter impressions and interactions under results in the post's file; "
        "commops tables import reads the platforms' exports.",
    )


def _verdicts(edition: Edition, found: Sequence[Rate]) -> Html:
    return verdicts.lists(edition, found) or reports.missing(
        edition,
        edition.say("再做、保持、重做", "Double, keep, rework"),
        edition.say(
            "还没有哪个渠道有 5 条结果，没有可比的平时。",
            "No channel has five results yet, so there is no usual to compare with.",
        ),
        _results_how(edition),
    )


def _mix(edition: Edition) -> Html:
    return mix.mix(edition) or reports.missing(
        edition,
        edition.say("内容配比", "Mix by pillar"),
        edition.say("没有支柱，或这三个月没有内容。", "There are no pillars, or no posts in these three months."),
        edition.say(
            "在 content/pillars.yml 里写支柱和目标占比。",
            "Describe the pillars and their shares in content/pillars.yml.",
        ),
    )


def _on_time(edition: Edition) -> Html:
    return mix.on_time(edition) or reports.missing(
        edition,
        edition.say("按时发出的比例", "Sent on time"),
        edition.say("还没有公布过月度快照。", "No monthly snapshot has been published yet."),
        edition.say(
            "月底跑 commops run，提交 community/stats/。",
            "Run commops run after the month's end and commit community/stats/.",
        ),
    )


def _kinds(edition: Edition, found: Sequence[Rate]) -> Html:
    return response.by_kind(edition, found) or reports.missing(
        edition,
        edition.say("各形式的互动率", "Interaction rate by kind"),
        edition.say("还没有登记过展示次数和互动。", "No impressions and interactions have been entered yet."),
        _results_how(edition),
    )


def _hours(edition: Edition) -> Html:
    return response.hours(edition) or reports.missing(
        edition,
        edition.say("活跃时段", "When people talk"),
        edition.say(
            "还没有公布过活跃时段（每四周一次）。", "Active hours have not been published yet (every fourth week)."
        ),
        edition.say("导入聊天记录，跑 commops run。", "Import the chat exports and run commops run."),
    )


def _cadence(edition: Edition, found: Sequence[Rate]) -> Html:
    return response.cadence(edition, found) or reports.missing(
        edition,
        edition.say("频率和互动", "Frequency and interaction"),
        edition.say("还没有哪个渠道有 5 条结果。", "No channel has five results yet."),
        _results_how(edition),
    )


# What to do next -----------------------------------------------------------------------------------------------------


def _steps(edition: Edition, found: Sequence[Rate]) -> list[Step]:
    return [*_unread(edition), *_waiting(edition), *_off(edition), *_again(edition, found), *_hour(edition)]


def _unread(edition: Edition) -> Iterator[Step]:
    titles = response.unread(edition)
    if titles:
        more = edition.say(f"等 {len(titles)} 篇", f" and {len(titles) - 1} more") if len(titles) > 1 else ""
        why = edition.say(f"“{titles[0]}”{more}发出已满 7 天", f"{titles[0]}{more}: out for 7 days or longer")
        where = to_page("calendar/index.md", edition.say("到日历里找", "Find them in the calendar"))
        yield Step("now", edition.say("补登结果", "Enter the missing results"), why, where)


def _waiting(edition: Edition) -> Iterator[Step]:
    slots = mix.waiting_soon(edition)
    if slots:
        first = edition.day(edition.local(slots[0]).date())
        why = edition.say(
            f"两周内 {len(slots)} 个档期没有批准，最近的是{first}",
            f"{len(slots)} slots within two weeks are not approved, the next on {first}",
        )
        where = to_page("calendar/index.md", edition.say("看日历", "See the calendar"))
        yield Step("soon", edition.say("把接下来的内容审完", "Get the coming posts approved"), why, where)


def _off(edition: Edition) -> Iterator[Step]:
    points, told = mix.off_target(edition)
    if abs(points) <= setting(edition.ws, "mix_points"):
        return
    until = mix.accepted_until(edition)
    what = edition.say("调整配比", "Bring the mix back to the quota")
    if until:
        what = edition.say(
            f"配比偏了，团队已接受到 {until}", f"The mix is off; the team has accepted this until {until}"
        )
    yield Step("keep" if until else "soon", what, told, to_page(f"{_PATH}#mix", edition.say("看图", "See the figure")))


def _again(edition: Edition, found: Sequence[Rate]) -> Iterator[Step]:
    double, _, rework = verdicts.sorted_out(found)
    for severity, zh, en, of in (("soon", "重做", "Rework", rework), ("keep", "再做一次", "Do again", double)):
        if of:
            best = of[0]
            title = edition.t(best.post.title)
            why = edition.say(
                f"互动是该渠道平时的 {best.times:.2f} 倍（{best.channels} 个渠道）",
                f"Interaction ×{best.times:.2f} of the usual there ({best.channels} channels)",
            )
            where = to_page(public.post_path(edition.ws, best.post), edition.say("看这篇", "Read it"))
            yield Step(
                "soon" if severity == "soon" else "keep", edition.say(f"{zh}：{title}", f"{en}: {title}"), why, where
            )


def _hour(edition: Edition) -> Iterator[Step]:
    hit, told = response.busiest(edition)
    if told and not hit:
        what = edition.say("把一条内容挪到最热闹的钟点", "Move a post into one of the busiest hours")
        yield Step("soon", what, told, to_page(f"{_PATH}#hours", edition.say("看图", "See the figure")))
