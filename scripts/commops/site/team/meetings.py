"""For the team: what is open after meetings, and the minutes themselves."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, el
from commops.site.labels import label
from commops.site.prose import prose
from commops.site.tree import Page, body, heading
from commops.workspace._types import Meeting
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """One page, once there are minutes; open actions first."""
    found = sorted(edition.ws.meetings, key=lambda meeting: (meeting.date, meeting.id), reverse=True)
    if not found:
        return
    title = edition.say("会议", "Meetings")
    yield Page(
        "private/meetings.md",
        title,
        body(
            heading(1, title, "top"),
            *_open(edition, found),
            heading(2, edition.say("纪要", "Minutes"), "minutes"),
            *(_minutes(edition, meeting) for meeting in found),
        ),
        source="community/meetings",
        toc=True,
    )


def _open(edition: Edition, meetings: list[Meeting]) -> list[Child]:
    rows = sorted(
        ((row["due"], meeting.id, row) for meeting in meetings for row in meeting.actions or () if not row.get("done")),
        key=lambda found: found[:2],
    )
    shown: list[list[Child]] = [
        [
            edition.text(row["what"]),
            blocks.person(edition, row["owner"]),
            [
                edition.period(due),
                " ",
                blocks.tag(edition.say("逾期", "late"), "bad") if date(due) < edition.ws.as_of else None,
            ],
        ]
        for due, _, row in rows
    ]
    columns = [edition.say(zh, en) for zh, en in (("还没做完", "Still to do"), ("谁", "Who"), ("期限", "Due"))]
    return (
        [heading(2, edition.say("没做完的事", "Open actions"), "open"), blocks.table(columns, shown)] if shown else []
    )


def _minutes(edition: Edition, meeting: Meeting) -> Html:
    asks = (
        [
            edition.text(row["team"]),
            edition.say("：", ": "),
            edition.text(row["ask"]),
            [" → ", edition.text(row["answer"])] if row.get("answer") else None,
        ]
        for row in meeting.cross_team or ()
    )
    decided = (
        [el("b", edition.text(row["text"])), " ", edition.text(row.get("why"))] for row in meeting.decisions or ()
    )
    return blocks.entry(
        edition.text(meeting.title) or meeting.id,
        f"m-{meeting.id}",
        blocks.facts(
            (edition.say("参加", "There"), edition.names("person", meeting.attendees)),
            (edition.say("记录", "Written by"), blocks.person(edition, meeting.note_taker)),
            (edition.say("决定", "Decided"), blocks.bullets(decided)),
            (
                edition.say("卡在哪", "In the way"),
                blocks.bullets(edition.text(text) for text in meeting.blockers or ()),
            ),
            (edition.say("请别组帮忙", "Asked of others"), blocks.bullets(asks)),
        ),
        prose(edition, meeting.body, top=4),
        eyebrow=f"{edition.day(date(meeting.date), year=True)} · "
        + label(edition.lang, "meeting", "kind", value=meeting.kind_),
    )
