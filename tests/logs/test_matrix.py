"""Rooms of Matrix, as Element exports them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Row, merged, put, read

ROOM, BEN = "!kite:example.org", "@ben:example.org"


def event(number: int, kind: str = "m.room.message", sender: str = "@ann:example.org", **more: Any) -> Row:
    """A raw event. ``None`` removes a key."""
    base = {
        "type": kind, "event_id": f"${number}", "sender": sender, "origin_server_ts": (T0 + number) * 1000,
        "room_id": ROOM, "content": {},
    }  # fmt: skip
    return {key: value for key, value in {**base, **more}.items() if value is not None}


def said(
    number: int, body: str = "hello", sender: str = "@ann:example.org", relates: Any = None, **content: Any
) -> Row:
    whole = {"msgtype": "m.text", "body": body, **({"m.relates_to": relates} if relates else {}), **content}
    return event(number, sender=sender, content=whole)


def member(number: int, who: str, now: str, before: str | None = None, by: str | None = None, **content: Any) -> Row:
    unsigned = {"prev_content": {"membership": before}} if before else {}
    return event(
        number, "m.room.member", by or who, state_key=who, content={"membership": now, **content}, unsigned=unsigned
    )


def room(*events: Any, indent: int | None = 2, **around: Any) -> bytes:
    head = {
        "room_name": "Reading club", "room_creator": "@ann:example.org", "topic": "", "export_date": "today",
        "exported_by": BEN,
    }  # fmt: skip
    return json.dumps({**head, **around, "messages": list(events)}, indent=indent, ensure_ascii=False).encode()


def test_messages_replies_and_threads(tmp_path: Path) -> None:
    thread = {"rel_type": "m.thread", "event_id": "$1"}
    report = put(tmp_path, room(
        said(1), said(2, "> <@ann:example.org> hello?\n> more\n\nyes", BEN, {"m.in_reply_to": {"event_id": "$1"}}),
        said(3, "in a thread", relates={**thread, "is_falling_back": True, "m.in_reply_to": {"event_id": "$2"}}),
        said(4, "to one in it", relates={**thread, "is_falling_back": False, "m.in_reply_to": {"event_id": "$3"}}),
        said(5, "oldest threads", relates=thread),
    ))  # fmt: skip
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("matrix", 5, 5, False)
    rows = merged(tmp_path)
    assert [row["reply_to"] for row in rows] == [None, "$1", "$1", "$3", "$1"]
    assert (rows[1]["length"], rows[1]["is_question"], rows[0]["channel"]) == (3, False, "reading-club")
    assert rows[0]["author"] == rows[2]["author"] != rows[1]["author"]


CONTENTS = [
    ({"msgtype": "m.text", "body": "https://example.org"}, "link", 19, False),
    ({"msgtype": "m.emote", "body": "waves"}, "text", 5, False),
    ({"msgtype": "m.notice", "body": "built"}, "text", 5, True),
    ({"msgtype": "m.image", "body": "a.png"}, "image", 0, False),
    ({"msgtype": "m.image", "body": "my boat", "filename": "a.png"}, "image", 7, False),
    ({"msgtype": "m.video", "body": "a.mp4", "filename": "a.mp4"}, "video", 0, False),
    ({"msgtype": "m.audio", "body": "a.ogg"}, "voice", 0, False),
    ({"msgtype": "m.file", "body": "a.pdf"}, "file", 0, False),
    ({"msgtype": "m.location", "body": "here"}, "other", 0, False),
    ({"msgtype": "org.example.new", "body": "words"}, "text", 5, False),
]


def test_kinds_of_messages(tmp_path: Path) -> None:
    events = [event(n, content=content) for n, (content, *_) in enumerate(CONTENTS)]
    events.append(event(20, "m.sticker", content={"body": "a kite"}))
    events.append(
        event(
            21,
            "org.matrix.msc3381.poll.start",
            content={"org.matrix.msc3381.poll.start": {"question": {"body": "When?"}}},
        )
    )
    events.append(event(22, "m.room.topic", content={"topic": "books"}, state_key=""))
    rows = read(tmp_path, room(*events), "r.json").rows
    found = [(row["media"], row["length"], row["is_bot"]) for row in rows[: len(CONTENTS)]]
    assert found == [tuple(expected) for _, *expected in CONTENTS]
    assert [(row["kind"], row["media"], row["is_question"]) for row in rows[-3:]] == [
        ("message", "sticker", False), ("message", "other", True), ("system", "other", False),
    ]  # fmt: skip


def edit(number: int, target: str, body: str, sender: str = "@ann:example.org") -> Row:
    new = {"m.new_content": {"msgtype": "m.text", "body": body}}
    return said(number, f"* {body}", sender, {"rel_type": "m.replace", "event_id": target}, **new)


def reaction(number: int, target: str, key: str = "👍", sender: str = BEN) -> Row:
    relates = {"rel_type": "m.annotation", "event_id": target, "key": key}
    return event(number, "m.reaction", sender, content={"m.relates_to": relates})


def test_edits_change_the_message_and_are_none(tmp_path: Path) -> None:
    events = [
        said(1),
        edit(2, "$1", "second"),
        edit(3, "$1", "the third"),
        edit(4, "$1", "by another!", BEN),
    ]
    reading = read(tmp_path, room(*events), "r.json")
    assert (reading.parsed, reading.skipped) == (1, {"edit": 3})
    assert reading.rows[0]["length"] == 9


def test_reactions_are_counted_with_their_message(tmp_path: Path) -> None:
    events = [
        said(1),
        reaction(2, "$1"),
        reaction(3, "$1"),
        reaction(4, "$1", "🎉"),
        reaction(5, "$1", sender="@cy:example.org"),
    ]
    events.append(event(6, "m.room.redaction", redacts="$4"))
    reading = read(tmp_path, room(*events), "r.json")
    assert (reading.parsed, reading.skipped) == (2, {"reaction": 4})
    assert reading.rows[0]["n_reactions"] == 2


REDACTIONS = [
    [event(1, unsigned={"redacted_because": {"type": "m.room.redaction"}})],
    [said(1), event(2, "m.room.redaction", redacts="$1")],
    [said(1), event(2, "m.room.redaction", content={"redacts": "$1"})],
]


@pytest.mark.parametrize("events", REDACTIONS)
def test_redacted_messages_are_none(tmp_path: Path, events: list[Row]) -> None:
    reading = read(tmp_path, room(*events), "r.json")
    assert (reading.records, {row["kind"] for row in reading.rows}) == (len(events), {"system"})
    assert {row["length"] for row in reading.rows} == {0}


def test_a_redaction_reaches_older_exports(tmp_path: Path) -> None:
    put(tmp_path, room(said(1), said(2)), "a.json")
    put(
        tmp_path,
        room(event(2, unsigned={"redacted_because": {}}), said(9), event(10, "m.room.redaction", redacts="$2")),
        "b.json",
    )
    assert [row["kind"] for row in merged(tmp_path)] == ["message", "system", "message", "system"]


MEMBERS = [
    (member(1, "@ann:example.org", "join"), "join", "@ann:example.org"),
    (member(2, "@ann:example.org", "join", "join", displayname="Ann"), "system", "@ann:example.org"),
    (member(3, BEN, "invite", by="@ann:example.org"), "system", BEN),
    (member(4, BEN, "join", "invite"), "join", BEN),
    (member(5, BEN, "leave", "join", by="@ann:example.org"), "leave", BEN),
    (member(6, "@cy:example.org", "leave", "invite"), "system", "@cy:example.org"),
    (member(7, "@ann:example.org", "ban", "join", by=BEN), "leave", "@ann:example.org"),
    (member(8, "@ann:example.org", "leave", "ban", by=BEN), "system", "@ann:example.org"),
]


def test_who_came_and_who_left(tmp_path: Path) -> None:
    rows = read(tmp_path, room(*(made for made, _, _ in MEMBERS)), "r.json").rows
    assert [row["kind"] for row in rows] == [kind for _, kind, _ in MEMBERS]
    people = {who: row["author"] for row, (_, _, who) in zip(rows, MEMBERS, strict=True)}
    assert [row["author"] for row in rows] == [people[who] for _, _, who in MEMBERS]
    assert len(set(people.values())) == 3


def test_what_could_not_be_decrypted_is_skipped(tmp_path: Path) -> None:
    bad = {"msgtype": "m.bad.encrypted", "body": "** Unable to decrypt **"}
    reading = read(tmp_path, room(said(1), event(2, "m.room.encrypted"), event(3, content=bad)), "r.json")
    assert (reading.parsed, reading.skipped) == (1, {"encrypted": 2})


def test_a_direct_chat_stays_out(tmp_path: Path) -> None:
    events = [said(1), member(2, BEN, "invite", by="@ann:example.org", is_direct=True), said(3)]
    reading = read(tmp_path, room(*events), "r.json")
    assert (reading.rows, reading.skipped) == ([], {"private": 3})
    # Words about it, or somebody's own word for it, do not make a room private.
    talk = [said(1, '"is_direct": true'), member(2, BEN, "join", is_direct=True)]
    assert read(tmp_path, room(*talk), "r.json").parsed == 2


def test_records_that_give_no_row(tmp_path: Path) -> None:
    odd = [said(1), event(2, event_id=None), event(3, origin_server_ts=None), event(4, origin_server_ts=5), "odd"]
    reading = read(tmp_path, room(*odd), "r.json")
    assert (reading.parsed, reading.skipped) == (1, {"no-id": 1, "no-time": 1, "bad-time": 1, "broken": 1})


@given(
    messages=st.lists(st.tuples(st.text(max_size=12), st.none() | st.text(min_size=1, max_size=12)), max_size=8),
    indent=st.sampled_from([2, None]),
)
def test_what_was_written_comes_back(tmp_path_factory: pytest.TempPathFactory, messages: Any, indent: Any) -> None:
    events = [said(n, body) for n, (body, _) in enumerate(messages)]
    events += [edit(100 + n, f"${n}", new) for n, (_, new) in enumerate(messages) if new is not None]
    reading = read(tmp_path_factory.getbasetemp(), room(*events, indent=indent), "m.json")
    assert reading.records == len(events)
    assert [(row["msg_id"], row["length"]) for row in reading.rows] == [
        (f"${n}", len(body if new is None else new)) for n, (body, new) in enumerate(messages)
    ]


EVENTS = [said(1, '"}{][ 你好'), member(2, "@cy:example.org", "join"), edit(3, "$1", "new"), reaction(4, "$1"), said(5)]
WHOLE = {indent: room(*EVENTS, indent=indent) for indent in (2, None)}


@pytest.mark.parametrize("indent", WHOLE)
@given(data=st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, indent: int | None, data: st.DataObject) -> None:
    cut = WHOLE[indent][: data.draw(st.integers(1, len(WHOLE[indent])))]
    reading = read(tmp_path_factory.getbasetemp(), cut, "m.json")
    if reading.problem:
        assert b'"messages"' not in cut
        return
    begun = cut.count(b'"origin_server_ts"')
    assert begun <= reading.records <= begun + 1
    # What an event lacks at the end of the file does not make it another event.
    assert reading.parsed + sum(reading.skipped.get(name, 0) for name in ("edit", "reaction")) >= begun - 1
