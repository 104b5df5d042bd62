"""For the team: every partner with the agreement, when to speak about renewal, and what each side still owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, join
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace._types import Partner
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """One page, once there are partners; where the contact is kept is left to the ledger outside the repository."""
    found = sorted(edition.ws.partners, key=lambda partner: partner.id)
    if not found:
        return
    title = edition.say("伙伴与协议", "Partners and agreements")
    yield Page(
        "private/partners.md",
        title,
        body(
            heading(1, title, "top"),
            *_owed(edition, found),
            heading(2, edition.say("全部伙伴", "All partners"), "all"),
            *(_partner(edition, partner) for partner in found),
        ),
        source="community/partners",
        toc=True,
    )


def _owed(edition: Edition, partners: list[Partner]) -> list[Child]:
    """What is not delivered yet, by day."""
    rows: list[tuple[str, list[Child]]] = []
    for partner in partners:
        for row in partner.deliverables or ():
            if not row.get("done"):
                late = date(row["due"]) < edition.ws.as_of
                tag = blocks.tag(edition.say("逾期", "late"), "bad") if late else None
                by = label(edition.lang, "partner", "deliverables", "by", value=row.get("by")) or "–"
                shown: list[Child] = [
                    edition.text(row["what"]),
                    edition.t(partner.name),
                    by,
                    [edition.period(row["due"]), " ", tag],
                ]
                rows.append((row["due"], shown))
    if not rows:
        return []
    columns = [
        edition.say(zh, en)
        for zh, en in (("还没交付", "Still owed"), ("伙伴", "Partner"), ("谁交", "By"), ("期限", "Due"))
    ]
    return [
        heading(2, edition.say("待交付", "Still owed"), "owed"),
        blocks.table(columns, [row for _, row in sorted(rows, key=lambda pair: pair[0])], class_="co-roomy"),
    ]


def _partner(edition: Edition, partner: Partner) -> Html:
    agreement = partner.agreement
    facts: list[tuple[str, Child]] = [(edition.say("负责", "Looked after by"), blocks.person(edition, partner.owner))]
    if agreement:
        ends = date(agreement["to"])
        notice = ends - dt.timedelta(days=agreement.get("renewal_notice_days", 0))
        money = agreement.get("value")
        days = f"{edition.period(agreement['from'])} – {edition.period(agreement['to'])}"
        facts += [
            (edition.say("协议", "Agreement"), days),
            (edition.say("最晚谈续约", "Speak about renewal by"), _notice(edition, notice, ends)),
            (edition.say("金额", "Value"), blocks.money(money["amount"], money["currency"]) if money else None),
            (edition.say("实物", "In kind"), edition.text(agreement.get("in_kind"))),
            (edition.say("排他", "Exclusivity"), edition.text(agreement.get("exclusivity"))),
        ]
    return blocks.entry(
        edition.text(partner.name),
        f"p-{partner.id}",
        blocks.facts(
            *facts,
            (edition.say("标注", "Disclosed as"), edition.text(partner.disclosure_label)),
            (edition.say("底线", "Brand safety"), edition.text(partner.brand_safety)),
        ),
        eyebrow=" · ".join(
            [
                label(edition.lang, "partner", "kind", value=partner.kind_),
                label(edition.lang, "partner", "stage", value=partner.stage),
            ]
        ),
    )


def _notice(edition: Edition, notice: dt.date, ends: dt.date) -> Child:
    now = edition.ws.as_of
    shown = edition.period(notice.isoformat())
    due = blocks.tag(edition.say("该谈了", "now"), "warn") if notice <= now <= ends else None
    return join(shown, " ", due)
