"""Order and compliance for the team: open cases by number, findings by place, waivers with reasons, the whole clock."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

from commops import check
from commops.findings import Finding
from commops.report.summary import NAMES
from commops.site import blocks, reports
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.labels import label
from commops.site.order.by_rule import rule_link, rule_pareto
from commops.site.order.caught import active_waivers
from commops.site.order.clock import SOON, clock, clock_table
from commops.site.order.waiting import open_ages
from commops.site.reports import Basis, Step
from commops.site.tree import Page
from commops.workspace import Workspace
from commops.workspace.times import in_zone

_MOOD = {"error": "bad", "warning": "warn", "info": ""}


def findings(ws: Workspace) -> list[Finding]:
    """What the check says today. Ask with ``ws.derive(findings)``: it looks at every file."""
    return check.run(ws)


def pages(edition: Edition) -> Iterator[Page]:
    """The details behind the public page."""
    say = edition.say
    found = edition.ws.derive(findings)
    cases, complaints = _cases(edition), _complaints(edition)
    yield reports.report(
        edition,
        "private/order.md",
        say("秩序与合规（内部）", "Order, for the team"),
        say(
            "未结的个案、检查发现、豁免理由和数据删除的期限。",
            "Open cases, findings by place, why they were waived, and what has to be deleted when.",
        ),
        [*_steps(edition, complaints)],
        [
            *reports.section(
                say("未结的处置和投诉", "Open cases and complaints"),
                "open",
                _table(edition, [*cases, *complaints]),
                div("co-narrow", open_ages(edition, least=1)),
                to_page("reports/order.md", say("公开页面", "The public page")),
            ),
            *reports.section(say("检查发现", "What the check finds"), "findings", *_findings(edition, found)),
            *reports.section(say("豁免", "Waivers"), "waivers", _waivers(edition)),
            *reports.section(
                say("数据删除", "Deleting data"), "clock", clock_table(edition, clock(edition, team=True))
            ),
        ],
        source="community/moderation",
    )


def _age(edition: Edition, moment: str) -> int:
    return (edition.ws.as_of - in_zone(moment, edition.ws.zone).date()).days


def _steps(edition: Edition, complaints: list[list[Child]]) -> Iterator[Step]:
    waiting = [one for one in edition.ws.complaints if one.first_reply_at is None]
    for one in waiting:
        what = edition.say(f"回复投诉 {one.id}", f"Answer complaint {one.id}")
        why = edition.say(f"已等 {_age(edition, one.received_at)} 天", f"{_age(edition, one.received_at)} days")
        yield Step("now", what, why, blocks.person(edition, one.owner))
    if len(complaints) > len(waiting):
        yield Step(
            "soon",
            edition.say("办完已答复的投诉", "Settle the complaints that were answered"),
            edition.say(f"还有 {len(complaints) - len(waiting)} 件", f"{len(complaints) - len(waiting)} left"),
        )
    for kept in clock(edition, team=True):
        left = kept.left(edition.ws.as_of)
        if kept.deleted is None and left <= SOON:
            why = edition.say(f"期限 {kept.until}", f"by {kept.until}")
            what = edition.say(f"删除：{kept.what}", f"Delete: {kept.what}")
            yield Step("now" if left < 0 else "soon", what, why, kept.link)


def _cases(edition: Edition) -> list[list[Child]]:
    """Open cases without who is concerned: the record itself has the pseudonym."""
    rows: list[list[Child]] = []
    for case in sorted(edition.ws.cases, key=lambda one: (one.opened_at, one.id)):
        if case.closed_at is None:
            action = label(edition.lang, "case", "action", value=case.action)
            rows.append(
                [
                    reports.file_link(edition, case.source.path, case.id),
                    edition.of("channel", case.channel),
                    action,
                    blocks.person(edition, case.by),
                    str(_age(edition, case.opened_at)),
                ]
            )
    return rows


def _complaints(edition: Edition) -> list[list[Child]]:
    return [
        [
            reports.file_link(edition, one.source.path, one.id),
            edition.of("channel", one.channel),
            label(edition.lang, "complaint", "kind", value=one.kind_),
            blocks.person(edition, one.owner),
            str(_age(edition, one.received_at)),
        ]
        for one in sorted(edition.ws.complaints, key=lambda one: (one.received_at, one.id))
        if one.resolved_at is None
    ]


def _table(edition: Edition, rows: list[list[Child]]) -> Html | None:
    heads = [
        edition.say(zh, en)
        for zh, en in (("编号", "Number"), ("渠道", "Channel"), ("类型", "Kind"), ("负责", "Who"), ("天", "Days"))
    ]
    return blocks.table(heads, rows, numeric=(4,), class_="co-roomy") if rows else None


def _findings(edition: Edition, found: list[Finding]) -> list[Child]:
    if not found:
        return [el("p", edition.say("检查没有发现问题。", "The check finds nothing."))]
    counts = Counter(one.rule for one in found)
    title = edition.say("检查发现，按规则", "Findings by rule")
    note = edition.say("整个工作区今天的检查结果，豁免的不算。", "The whole workspace today, without what is waived.")
    shown = rule_pareto(edition, title, counts, note)
    return [reports.shown(edition, shown, Basis(n=str(len(found))), narrow=True), findings_table(edition, found)]


def findings_table(edition: Edition, found: list[Finding]) -> Html:
    """Findings with their sentences, the worst first; what must not be repeated is left out of the sentences."""
    rows: list[list[Child]] = [
        [
            rule_link(edition, one.rule),
            blocks.tag(NAMES[one.severity].get(edition.lang), _MOOD[one.severity.value]),
            one.message.get(edition.lang),
            reports.file_link(edition, one.at.path, f"{one.at.path}:{one.at.line}"),
        ]
        for one in sorted(found, key=lambda one: (one.severity.rank, *one.order))
    ]
    heads = [
        edition.say(zh, en) for zh, en in (("规则", "Rule"), ("级别", "Level"), ("说明", "What"), ("位置", "Where"))
    ]
    return blocks.table(heads, rows, class_="co-roomy co-roomy--long")


def _waivers(edition: Edition) -> Html:
    """Every active waiver with its reason, the first to end first."""
    rows: list[list[Child]] = []
    for one in sorted(active_waivers(edition.ws), key=lambda one: (one.until or "9999", one.at.path)):
        entry = _entry(edition.ws, one.at.path, one.at.route[:-1])
        ends = one.until or edition.say("没有写", "not set")
        soon = one.until is not None and dt.date.fromisoformat(one.until) - edition.ws.as_of <= dt.timedelta(SOON)
        rows.append(
            [
                rule_link(edition, one.rule),
                edition.t(entry.get("reason")),
                blocks.tag(ends, "warn" if soon else ""),
                reports.file_link(edition, one.at.path),
            ]
        )
    if not rows:
        return el("p", edition.say("没有生效的豁免。", "No waiver is active."))
    heads = [
        edition.say(zh, en) for zh, en in (("规则", "Rule"), ("理由", "Reason"), ("到期", "Ends"), ("文件", "File"))
    ]
    return blocks.table(heads, rows, class_="co-roomy co-roomy--long")


def _entry(ws: Workspace, path: str, route: tuple[str | int, ...]) -> dict[str, Any]:
    """The entry of a ``waive`` list by its route."""
    holder: Any = ws.sources[path].data
    for step in route:
        holder = holder[step]
    return cast("dict[str, Any]", holder)
