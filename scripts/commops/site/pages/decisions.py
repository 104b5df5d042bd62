"""The decision log: what meetings decided in public, when the rules changed, and what a strategy leaves alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, to_page
from commops.site.labels import label
from commops.site.tree import Page, body, heading
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """The log by month, newest first. Who was there, what is open and what was said stays in the minutes."""
    log = sorted([*_meetings(edition), *_rules(edition)], key=lambda row: row[:2], reverse=True)
    left = list(_left_alone(edition))
    if not log and not left:
        return
    title = edition.say("决策记录", "Decisions")
    lead = edition.say(
        "决定了什么、为什么。会议的其他内容留在团队内部。",
        "What was decided, and why. The rest of a meeting stays with the team.",
    )
    months: dict[tuple[int, int], list[Html]] = defaultdict(list)
    for day, _, shown in log:
        months[day.year, day.month].append(shown)
    content: list[Child] = []
    for month, rows in months.items():
        content += [heading(2, edition.month(*month), f"m-{month[0]}-{month[1]:02}"), *rows]
    yield Page(
        "decisions.md",
        title,
        body(heading(1, title, "decisions"), blocks.lead(lead), *content, *left),
        edition.say(f"{edition.name}做过的决定和理由", f"What {edition.name} decided, and why"),
        source="community/meetings",
        toc=True,
    )


def _meetings(edition: Edition) -> Iterator[tuple[dt.date, str, Html]]:
    for meeting in edition.ws.meetings:
        if not public.is_public(meeting) or not meeting.decisions:
            continue
        day = date(meeting.date)
        kind = label(edition.lang, "meeting", "kind", value=meeting.kind_)
        decided = (
            el(
                "div",
                el("p", el("b", edition.text(row["text"])), id=f"d-{meeting.id}-{row['id']}"),
                el("p", edition.text(row["why"]), class_="co-muted") if row.get("why") else None,
                class_="co-decision",
            )
            for row in meeting.decisions
        )
        yield (
            day,
            meeting.id,
            blocks.entry(
                edition.text(meeting.title) if meeting.title else kind,
                f"d-{meeting.id}",
                *decided,
                blocks.edit(edition, meeting),
                eyebrow=f"{edition.day(day, year=True)} · {kind}",
            ),
        )


def _rules(edition: Edition) -> Iterator[tuple[dt.date, str, Html]]:
    book = edition.ws.rulebook
    if book is None or not public.is_public(book):
        return
    for row in book.history or ():
        day, version = date(row["effective_from"]), row["version"]
        anchor = version.replace(".", "-")
        yield (
            day,
            version,
            blocks.entry(
                to_page(
                    f"rules.md#v-{anchor}", edition.say(f"群规 {version} 生效", f"Rules {version} come into force")
                ),
                f"d-rules-{anchor}",
                blocks.bullets(edition.text(change) for change in row["changes"]),
                eyebrow=f"{edition.day(day, year=True)} · {edition.say('群规', 'Rules')}",
            ),
        )


def _left_alone(edition: Edition) -> Iterator[Child]:
    """What the running strategy does not do, which is a decision too."""
    for strategy in edition.ws.strategies:
        if public.is_public(strategy) and strategy.status == "active" and strategy.not_doing:
            yield heading(2, edition.say("这一期不做的事", "What we leave alone for now"), f"not-{strategy.id}")
            yield blocks.bullets(edition.text(text) for text in strategy.not_doing)
            yield el("p", to_page(f"strategy.md#s-{strategy.id}", edition.t(strategy.title) or strategy.period))
