"""The privacy notice: what is collected and why, who gets it, for how long, which rights one has and where to write."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, outside, to_page
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace._types import DataProcessing, PrivacyLedger, Rulebook


def pages(edition: Edition) -> Iterator[Page]:
    """The notice, from what the ledger and the rules say in public; nothing while neither says anything."""
    ledger, book = edition.ws.privacy, edition.ws.rulebook
    content: list[Child] = []
    if ledger is not None and public.is_public(ledger):
        content += _ledger(edition, ledger)
    if book is not None and public.is_public(book):
        content += _rights(edition, book)
    if not content:
        return
    title = edition.say("隐私", "Privacy")
    yield Page(
        "privacy.md",
        title,
        body(heading(1, title, "privacy"), *content, *_contact(edition)),
        edition.say(
            f"{edition.name}收集哪些信息、留多久、怎样查询和删除",
            f"Which data {edition.name} collects, for how long, and how to see or delete them",
        ),
        source="community/privacy.yml",
        toc=True,
    )


def _ledger(edition: Edition, ledger: PrivacyLedger) -> list[Child]:
    """What the ledger tells everybody. How data is protected, exports and the plan for leaks stay with the team."""
    rows = sorted((row for row in edition.ws.processing), key=lambda row: row.route)
    notice = ledger.notice
    version = None
    if notice:
        said = edition.say(
            f"版本 {notice['version']}，{edition.period(notice['effective'])}起生效。",
            f"Version {notice['version']}, in force since {edition.period(notice['effective'])}.",
        )
        version = el(
            "p", said, " ", outside(notice["url"], edition.say("正式文本", "The notice itself")), class_="co-muted"
        )
    lead = edition.say(
        f"按用途列出：收集什么、凭什么、给谁、留多久。一共 {len(rows)} 项。",
        f"By purpose: what is collected, on which basis, who gets it, how long it is kept. Purposes: {len(rows)}.",
    )
    return [
        blocks.lead(lead),
        version,
        _glance(edition, rows),
        heading(2, edition.say("逐项说明", "One by one"), "purposes"),
        *(_purpose(edition, row) for row in rows),
        heading(2, edition.say("查询、更正和删除", "See, correct or delete"), "requests"),
        el("p", edition.text(ledger.requests_channel)),
        *(
            [heading(2, edition.say("未成年人", "Minors"), "minors"), el("p", edition.text(ledger.minors_rule))]
            if ledger.minors_rule
            else ()
        ),
    ]


def _name(edition: Edition, row: DataProcessing) -> Html:
    return edition.text(row.name or row.purpose)


def _days(edition: Edition, days: int) -> str:
    return edition.say(f"{days} 天", "1 day" if days == 1 else f"{days} days")


def _glance(edition: Edition, rows: list[DataProcessing]) -> Html:
    columns = [
        edition.say(zh, en)
        for zh, en in (("用途", "Purpose"), ("依据", "Basis"), ("保留", "Kept for"), ("出境", "Abroad"))
    ]
    return blocks.table(
        columns,
        (
            [
                el("a", _name(edition, row), href=f"#d-{row.id}"),
                label(edition.lang, "privacy-ledger", "processing", "basis", value=row.basis),
                _days(edition, row.retention_days),
                edition.say("是", "yes") if row.cross_border else edition.say("否", "no"),
            ]
            for row in rows
        ),
        numeric=(2,),
    )


def _purpose(edition: Edition, row: DataProcessing) -> Html:
    nobody = edition.say("不给别人", "nobody else")
    recipients = blocks.bullets(edition.text(who) for who in row.recipients or ()) or nobody
    return blocks.entry(
        _name(edition, row),
        f"d-{row.id}",
        el("p", edition.text(row.purpose)) if row.name else None,
        blocks.facts(
            (edition.say("哪些信息", "Data"), blocks.bullets(edition.text(one) for one in row.data_)),
            (edition.say("从哪来", "From"), edition.text(row.source_)),
            (edition.say("涉及渠道", "Channels"), edition.names("channel", row.channels)),
            (edition.say("给谁", "Passed on to"), recipients),
            (
                edition.say("保留", "Kept for"),
                [
                    _days(edition, row.retention_days),
                    " · " if row.retention_note else "",
                    edition.text(row.retention_note),
                ],
            ),
            (edition.say("含 14 岁以下", "Under 14"), edition.say("是", "yes") if row.under_14 else None),
        ),
    )


def _rights(edition: Edition, book: Rulebook) -> list[Child]:
    found: list[Child] = []
    if book.statistics_notice:
        link = to_page("numbers.md", edition.say("看公开的数据", "See what is published"))
        found += [
            heading(2, edition.say("聊天统计", "Chat statistics"), "statistics"),
            el("p", edition.text(book.statistics_notice)),
            el("p", link),
        ]
    if book.member_rights:
        found += [
            heading(2, edition.say("你的权利", "Your rights"), "rights"),
            blocks.bullets(edition.text(right) for right in book.member_rights),
        ]
    return found


def _contact(edition: Edition) -> list[Child]:
    profile = edition.ws.profile
    if profile is None:
        return []
    contact = profile.operator["contact"]
    address = outside(f"mailto:{contact}", contact) if "@" in contact else contact
    return [
        heading(2, edition.say("找谁", "Whom to write to"), "contact"),
        el("p", edition.text(profile.operator["name"]), " · ", address),
    ]
