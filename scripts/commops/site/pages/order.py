"""Order and compliance: who has to do what, how quickly questions are answered, what was refused, caught and kept."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import advice, blocks, graphs, reports
from commops.site.edition import Edition
from commops.site.headlines import headlines
from commops.site.html import Child, Html, el
from commops.site.order import answers, refused
from commops.site.order.by_rule import rule_link, rule_pareto
from commops.site.order.caught import active_waivers, caught, disclosed
from commops.site.order.clock import SOON, clock, clock_table
from commops.site.order.waiting import open_ages
from commops.site.reports import Basis, Step
from commops.site.tree import Page
from commops.workspace.times import date

_KEYS = ("first_response", "spam_rate", "case_sla")


def pages(edition: Edition) -> Iterator[Page]:
    """One page of counts; single cases stay within the team."""
    title = edition.say("秩序与合规", "Order and compliance")
    lead = edition.say(
        "管得多不多，回得快不快，什么在发出前被拦下，数据留到哪天。只有合计，不写任何一起个案。",
        "How much is moderated, how fast questions are answered, what is caught before it goes out, how long data "
        "stay. Counts only, never a single case.",
    )
    say = edition.say
    yield reports.report(
        edition,
        "reports/order.md",
        title,
        lead,
        _steps(edition),
        [
            *reports.section(say("处置量", "Moderation load"), "load", refused.load(edition)),
            *reports.section(say("多久有人回", "How soon somebody answers"), "answers", *answers.sections(edition)),
            *reports.section(say("投诉与申诉", "Complaints and appeals"), "complaints", refused.complaints(edition)),
            *reports.section(say("未结的还等了多久", "How long open ones wait"), "open", _open(edition)),
            *reports.section(
                say("垃圾信息与入群来源", "Spam and where people come from"), "spam", *refused.spam(edition)
            ),
            *reports.section(say("发出前拦下的", "Caught before it goes out"), "caught", *_caught(edition)),
            *reports.section(say("标明利益关系", "Disclosure"), "disclosure", _disclosure(edition)),
            *reports.section(say("数据留到哪天", "How long data stay"), "clock", clock_table(edition, clock(edition))),
        ],
        source="community/moderation",
    )


def _steps(edition: Edition) -> list[Step]:
    found = [*advice.steps(edition, [one for one in headlines(edition) if one.metric in _KEYS])]
    found += answers.steps(edition)
    for kept in clock(edition):
        left = kept.left(edition.ws.as_of)
        if kept.deleted is None and left <= SOON:
            over = edition.say(f"已过期 {-left} 天", f"{-left} days over") if left < 0 else ""
            why = over or edition.say(f"还有 {left} 天", f"{left} days left")
            what = edition.say(f"删除：{kept.what}", f"Delete: {kept.what}")
            found.append(Step("now" if left < 0 else "soon", what, why, kept.link))
    ending = [
        one for one in active_waivers(edition.ws) if one.until and (date(one.until) - edition.ws.as_of).days <= SOON
    ]
    if ending:
        what = edition.say(
            f"{len(ending)} 条豁免快到期：改好，或写明为什么续", f"Mend or renew {len(ending)} waivers that end"
        )
        found.append(Step("soon", what, edition.say("两周内到期。", "They end within two weeks.")))
    return found


def _open(edition: Edition) -> Html:
    basis = Basis(files=["community/moderation/cases", "community/complaints"])
    so_what = edition.say("超过 3 天还没结的，先回一句话。", "What waits more than three days gets an answer first.")
    return reports.shown(edition, open_ages(edition), basis, so_what, narrow=True)


def _caught(edition: Edition) -> list[Child]:
    counts = edition.ws.derive(caught)
    note = edition.say(
        "现在还没发出的帖子和活动里，每条规则看到几处。改好的不留痕迹，所以没有历史。",
        "What each rule sees today in posts and events that are not out yet. What is mended leaves no trace, so "
        "there is no history.",
    )
    title = edition.say("还没发出的内容里的问题", "Findings in what is not out yet")
    shown: Child = el("p", edition.say("没有发现问题。", "Nothing was found.") + note)
    if counts:
        shown = rule_pareto(edition, title, counts, note)
    so_what = edition.say(
        "排在前面的规则，写进发帖前的自查。", "Put the first rules of the list on the list for authors."
    )
    basis = Basis(files=["content/posts", "events"])
    return [reports.shown(edition, shown, basis, so_what if counts else "", narrow=True), _waivers(edition)]


def _waivers(edition: Edition) -> Html:
    """Waivers by rule: how many and when the first one ends; which files they are in stays within the team."""
    found = active_waivers(edition.ws)
    if not found:
        return el("p", edition.say("没有生效的豁免。", "No waiver is active."))
    by_rule: dict[str, list[str | None]] = {}
    for one in found:
        by_rule.setdefault(one.rule, []).append(one.until)
    rows: list[list[Child]] = [
        [
            rule_link(edition, name),
            str(len(ends)),
            min((end for end in ends if end), default=edition.say("没有写", "not set")),
        ]
        for name, ends in by_rule.items()
    ]
    heads = [
        edition.say(zh, en)
        for zh, en in (("生效的豁免", "Active waivers"), ("条", "Number"), ("最早到期", "First end"))
    ]
    return blocks.table(heads, rows, numeric=(1,))


def _disclosure(edition: Edition) -> Html:
    told, needed = disclosed(edition.ws)
    if not needed:
        shown: Child = el("p", edition.say("最近 90 天没有需要标明的帖子。", "No post of the last 90 days needs one."))
        so_what = ""
    else:
        share = graphs.percent(told / needed)
        shown = blocks.facts(
            (edition.say("标明的比例", "Disclosed"), el("b", share)),
            (edition.say("标明 / 需要标明", "Disclosed / needed"), f"{told} / {needed}"),
        )
        so_what = (
            edition.say("全部标明了。", "All are disclosed.")
            if told == needed
            else edition.say("少一篇都不行：补上标签再发。", "Not one may lack it: add the label.")
        )
    n = edition.say(f"{needed} 篇（最近 90 天）", f"{needed} (posts of the last 90 days)")
    return reports.shown(edition, shown, Basis(n=n, files=["content/posts"]), so_what, narrow=True)
