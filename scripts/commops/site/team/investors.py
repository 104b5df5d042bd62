"""The pack for investors and partners: two pages of charts and key figures, and the whole briefing as an appendix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from commops.errors import InputError
from commops.report.drafts.ledger import Ledger
from commops.report.drafts.lines import Line
from commops.report.drafts.tables import key_result_table
from commops.report.investor import sections, words
from commops.report.investor.briefing import Basis, Figure, briefing, figures, lines_of
from commops.report.investor.pack import basis_of
from commops.site import blocks, reports, stories
from commops.site.edition import Edition
from commops.site.growth import moves
from commops.site.html import Child, Html, div, el, span, to_page
from commops.site.investors import charts
from commops.site.markup import untrusted
from commops.site.reports import Step
from commops.site.tree import Page
from commops.workspace.spans import quarter_of

_CHIEF = (
    "members",
    "net_growth",
    "leave_rate",
    "activation_7d",
    "active_rate",
    "stickiness",
    "concentration",
    "loyalty",
    "retention_m2m",
    "churn_silent",
    "first_response",
    "revenue",
    "repurchase",
    "referral_k",
    "event_lift",
)
"""What fits on two pages; the appendix has every metric."""
_STALE = 10
"""Days after which the newest released week is too old to hand out."""
_PIECE = 60_000


def pages(edition: Edition) -> Iterator[Page]:
    """One page that prints as two sheets and an appendix."""
    title = edition.say("投资人与伙伴数据包", "Pack for investors and partners")
    try:
        basis = basis_of(edition.ws, edition.commit)
    except InputError:
        yield _nothing(edition, title)
        return
    facts = words.FACTS.fill(
        as_of=edition.ws.as_of.isoformat(),
        commit=basis.commit or words.NOT_COMMITTED.get(edition.lang),
        first=basis.weeks[0],
        last=basis.weeks[-1],
    ).get(edition.lang)
    limits = div("co-pack", el("p", words.LIMITS.get(edition.lang), class_="co-meta"))
    parts = [limits, *_numbers(edition, basis), *_words(edition, basis)]
    yield reports.report(edition, "private/investors.md", title, facts, [*_steps(edition, basis)], parts)


def _numbers(edition: Edition, basis: Basis) -> list[Child]:
    """Growth, retention, depth, key figures, conversion."""
    say, lang = edition.say, edition.lang
    mix = _md(sections.mix(edition.ws, lang))
    return [
        *reports.section(words.GROWTH.get(lang), "growth", charts.members(edition), moves.joins(edition), mix),
        *reports.section(words.RETENTION.get(lang), "retention", charts.retention(edition, basis.weeks)),
        *reports.section(say("参与深度", "Depth"), "depth", charts.depth(edition)),
        *reports.section(say("主要数字", "Key figures"), "figures", _figures(edition, basis)),
        *reports.section(
            say("转化、定金与目标", "Conversion, deposits and targets"),
            "progress",
            charts.conversion(edition),
            _md(_progress(edition, basis)),
        ),
    ]


def _words(edition: Edition, basis: Basis) -> list[Child]:
    """Delivery, competitors, risks, and the briefing itself."""
    say, lang = edition.say, edition.lang
    held = _md(sections.events(edition.ws, sections.held(edition.ws), lang))
    done = _md(sections.partners(edition.ws, lang))
    return [
        *reports.section(say("活动、内容与履约", "Events, content and delivery"), "delivery", held, done),
        *reports.section(words.GAPS.get(lang), "gaps", _md(sections.gaps(edition.ws, lang))),
        *reports.section(words.RISKS.get(lang), "risks", blocks.bullets(_risks(edition))),
        *reports.section(say("附录：全文", "Appendix: in full"), "appendix", _appendix(edition, basis)),
    ]


def _nothing(edition: Edition, title: str) -> Page:
    why = edition.say(
        "还没有发布过数据，没有可以给人看的数字。", "No week has been released: there is nothing to hand out."
    )
    how = edition.say("先发布一周：commops stats snapshot。", "Release a week first: commops stats snapshot.")
    return reports.report(edition, "private/investors.md", title, why, [], [reports.missing(edition, title, why, how)])


def _steps(edition: Edition, basis: Basis) -> Iterator[Step]:
    """What has to be done before anybody outside gets this."""
    if basis.commit is None:
        yield Step(
            "now",
            edition.say("先提交数据，再生成这份材料", "Commit the data before you hand this out"),
            edition.say("没有提交，别人没法按提交重算。", "Without a commit nobody can build it again."),
        )
    last = dt.date.fromisoformat(edition.ws.get("snapshot", basis.weeks[-1]).data["to"])
    if (edition.ws.as_of - last).days > _STALE:
        yield Step(
            "soon",
            edition.say("发布最近一周的数据", "Release the newest week"),
            edition.say(f"最近的数据到 {last}。", f"The newest data end on {last}."),
        )
    absent = sections.missing(edition.ws, basis.tables, basis.weeks[-1])
    if absent:
        yield Step(
            "keep",
            edition.say(
                f"被问到时说明：{len(absent)} 个指标没有数字",
                f"Be ready to say why {len(absent)} metrics have no number",
            ),
            edition.say("原因列在附录末尾。", "The end of the appendix lists the reasons."),
        )
    yield Step(
        "keep",
        edition.say(
            "只发给书面邀请的人，连同 CSV 附表", "Send it only to those invited in writing, with the CSV annex"
        ),
        edition.say(
            "附表用 commops report investor 生成，数字相同。",
            "commops report investor makes the annex, from the same numbers.",
        ),
    )


def _md(text: str) -> Html:
    """Markdown of the briefing as it stands there; its tables scroll by themselves on a phone.

    The line breaks in its cells are its only HTML, and none is let in: they become slashes.
    """
    shown = untrusted(text.replace("<br>", " / "))
    opened = shown.replace("<table>", '<div class="co-scroll" tabindex="0"><table class="co-table">')
    return div("co-briefing", Html(opened.replace("</table>", "</table></div>")))


def _progress(edition: Edition, basis: Basis) -> str:
    """The key results as the briefing has them."""
    ledger = Ledger(edition.ws, quarter_of(edition.ws.as_of))
    return key_result_table(ledger, basis.quarter_lines(edition.ws), edition.lang)


def _figures(edition: Edition, basis: Basis) -> Html:
    """The chief metrics with n, earlier values, source and the way to the definition; the rest is in the appendix."""
    ledger = Ledger(edition.ws, basis.weeks[-1])
    chosen: dict[str, Line] = {}
    for line in lines_of(edition.ws, basis):
        known = chosen.get(line.page.key)
        # Of several rows the 28 days say most; else the newest one.
        if line.page.key in _CHIEF and (known is None or dict(known.where).get("grain") != "28d"):
            chosen[line.page.key] = line
    rows: list[list[Child]] = [
        _row(edition, key, one) for key in _CHIEF if key in chosen for one in figures(ledger, chosen[key], edition.lang)
    ]
    heads = words.LINE_HEAD.get(edition.lang).split("|")
    commit = edition.say("提交 ", "Commit ") + (edition.commit or words.NOT_COMMITTED.get(edition.lang))
    return div("", blocks.table(heads, rows, numeric=range(1, 5), class_="co-roomy"), el("p", commit, class_="co-meta"))


def _row(edition: Edition, key: str, one: Figure) -> list[Child]:
    page = stories.metric_page(edition, key)
    return [
        to_page(page, one.name) if page else one.name,
        one.value,
        one.n,
        *one.earlier,
        span("co-nowrap", one.period),
    ]


def _risks(edition: Edition) -> Sequence[Child]:
    """What the numbers cannot say, in short; the appendix has the caveat of every metric."""
    return (
        edition.say(
            "记录里只看得到说话的人，看不到只读的人；成员数是每周抄的，同一个人在两个群算两次。",
            "Logs show who speaks, never who reads; members are counted by hand; somebody in two groups counts twice.",
        ),
        edition.say(
            "不足 5 人的数字不公布；不足 30 人的比例，差几个百分点说明不了什么。",
            "What fewer than 5 people stand behind is not published; a few points mean nothing below 30 people.",
        ),
        edition.say(
            "目标是内部计划，不是承诺；这里没有预测，也不是要约。",
            "Targets are internal plans, not promises; there is no forecast here, and no offer.",
        ),
    )


def _appendix(edition: Edition, basis: Basis) -> Html:
    """The briefing word for word, in pieces short enough to be rendered whole."""
    pieces: list[str] = [""]
    for part in briefing(edition.ws, basis, edition.lang).split("\n## "):
        text = part if not pieces[0] else f"## {part}"
        if len(pieces[-1]) + len(text) > _PIECE:
            pieces.append(text)
        else:
            pieces[-1] = f"{pieces[-1]}\n\n{text}" if pieces[-1] else text
    return div("co-appendix", *(_md(piece) for piece in pieces))
