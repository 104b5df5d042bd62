"""Mattermost's bulk export, as lines and inside its zip."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Row, merged, put, read

CHANNEL = {"type": "channel", "channel": {"team": "boat", "name": "town-square", "display_name": "Town Square"}}
AROUND: list[Any] = [
    {"type": "version", "version": 1},
    {"type": "emoji", "emoji": {"name": "kite", "image": "data/emoji/kite.png"}},
    {"type": "team", "team": {"name": "boat", "display_name": "Boat"}},
    CHANNEL,
    {"type": "user", "user": {"username": "ann", "email": "ann@example.org"}},
    {"type": "bot", "bot": {"username": "beeper", "owner": "ann"}},
]


def said(second: float, user: str = "ann", message: Any = "hello", **more: Any) -> Row:
    return {"user": user, "message": message, "create_at": int((T0 + second) * 1000), **more}


def post(second: float, user: str = "ann", message: Any = "hello", **more: Any) -> Row:
    return {"type": "post", "post": {"team": "boat", "channel": "town-square", **said(second, user, message, **more)}}


def lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in [*AROUND, *values])


def packed(content: bytes, name: str = "import.jsonl", **others: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        for other, data in {"data/files/a.png": b"\x89PNG", **others}.items():
            archive.writestr(other, data)
    return out.getvalue()


def test_replies_stand_inside_the_post_they_answer(tmp_path: Path) -> None:
    replies = [said(5, "ben", "yes?"), said(9, "ann", "done", reactions=[{"user": "ben", "emoji_name": "+1"}])]
    report = put(tmp_path, lines(post(0, replies=replies), post(1, "ben")), "export.jsonl")
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("mattermost", 4, 4, False)
    root, other, first, second = merged(tmp_path)
    assert [row["ts_s"] - T0 for row in (root, other, first, second)] == [0, 1, 5, 9]
    assert root["msg_id"] == first["reply_to"] == second["reply_to"]
    assert (root["reply_to"], other["reply_to"]) == (None, None)
    assert root["author"] == second["author"] != first["author"] == other["author"]
    assert (second["n_reactions"], first["is_question"], root["channel"]) == (1, True, "town-square")


def test_the_zip_gives_the_same(tmp_path: Path) -> None:
    content = lines(post(0, replies=[said(1, "ben")]), post(2, "ben"))
    alone, zipped = read(tmp_path, content, "a.jsonl"), read(tmp_path, packed(content), "a.zip")
    assert alone.rows == zipped.rows
    assert len(alone.rows) == 3


def test_a_zip_of_other_lines_is_not_taken_for_one(tmp_path: Path) -> None:
    assert read(tmp_path, packed(b'{"type": "note"}\n'), "a.zip").problem
    assert read(tmp_path, packed(lines(post(0)), **{"notes.txt": b"x"}), "b.zip").problem


def test_a_line_file_larger_than_what_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.archive.MAX_MEMBER_BYTES", 1000)
    content = lines(*(post(n, message=f"text {n}") for n in range(50)))
    assert read(tmp_path, packed(content), "a.zip").parsed == 50


def test_direct_messages_stay_out(tmp_path: Path) -> None:
    direct = {
        "type": "direct_post",
        "direct_post": {"channel_members": ["ann", "ben"], **said(1), "replies": [said(2)]},
    }
    members = {"type": "direct_channel", "direct_channel": {"members": ["ann", "ben"]}}
    reading = read(tmp_path, lines(post(0), members, direct), "a.jsonl")
    assert (reading.parsed, reading.skipped) == (1, {"private": 2})


KINDS = [
    ({"type": "system_join_channel"}, "join", "ann", False),
    ({"type": "system_add_to_channel", "props": {"addedUsername": "ben"}}, "join", "ben", False),
    ({"type": "system_leave_channel"}, "leave", "ann", False),
    ({"type": "system_remove_from_channel", "props": {"removedUsername": "ben"}}, "leave", "ben", False),
    ({"type": "system_header_change"}, "system", "ann", False),
    ({"type": "custom_poll"}, "message", "ann", False),
    ({"props": {"from_webhook": "true"}}, "message", "ann", True),
    ({"props": {"from_bot": True}}, "message", "ann", True),
    ({"user": "beeper"}, "message", "beeper", True),
    ({"delete_at": 1_780_000_900_000}, "system", "ann", False),
]


def test_notices_bots_and_deleted_posts(tmp_path: Path) -> None:
    rows = read(tmp_path, lines(*(post(n, **more) for n, (more, *_) in enumerate(KINDS))), "a.jsonl").rows
    assert [(row["kind"], row["is_bot"]) for row in rows] == [(kind, bot) for _, kind, _, bot in KINDS]
    people: dict[str, str] = {}
    for row, (_, _, who, _) in zip(rows, KINDS, strict=True):
        assert people.setdefault(who, row["author"]) == row["author"]
    assert len(set(people.values())) == 3
    assert [row["length"] for row in rows if row["kind"] != "message"] == [0] * 6


def test_attached_files(tmp_path: Path) -> None:
    files = ["data/a.PNG", "data/b.mp4", "data/c.pdf", None]
    posts = [
        post(n, message="https://example.org", attachments=[{"path": path}] if path else [])
        for n, path in enumerate(files)
    ]
    assert [row["media"] for row in read(tmp_path, lines(*posts), "a.jsonl").rows] == [
        "image",
        "video",
        "file",
        "link",
    ]


def test_posts_of_one_millisecond(tmp_path: Path) -> None:
    same = post(0), post(0), post(0, "ben"), post(7)
    put(tmp_path, lines(*same), "a.jsonl")
    put(tmp_path, lines(*same, post(8)), "b.jsonl")
    rows = merged(tmp_path)
    assert [row["ts_s"] - T0 for row in rows] == [0, 0, 0, 7, 8]
    assert len({row["msg_id"] for row in rows}) == 5


def test_an_edit_and_a_deletion_are_known_over_exports(tmp_path: Path) -> None:
    put(tmp_path, lines(post(0), post(5, message="draft"), post(6), post(9)), "a.jsonl")
    put(tmp_path, lines(post(0), post(5, message="final words", edit_at=(T0 + 99) * 1000), post(9)), "b.jsonl")
    assert [(row["ts_s"] - T0, row["length"]) for row in merged(tmp_path)] == [(0, 5), (5, 11), (9, 5)]


def test_ids_tell_nothing_of_people(tmp_path: Path) -> None:
    rows = read(tmp_path, lines(post(0), post(1), post(2)), "a.jsonl").rows
    assert len({row["msg_id"][:8] for row in rows}) == 3
    assert not any("ann" in row["msg_id"] or row["author"][2:] in row["msg_id"] for row in rows)


def test_records_that_give_no_row(tmp_path: Path) -> None:
    odd = [
        post(0), {"type": "post", "post": said(1)}, post(2, replies=["odd", {"user": "ben"}]), {"type": "reminder"},
        {"type": "post", "post": {"team": "boat", "channel": "x", "user": "ann", "create_at": "soon"}}, [1],
    ]  # fmt: skip
    reading = read(tmp_path, lines(*odd) + b'{"type": "post", "po\n{"type": "po', "a.jsonl")
    assert (reading.parsed, reading.records) == (2, 10)
    assert reading.skipped == {"no-chat": 1, "broken": 3, "no-time": 1, "not-chat": 1, "bad-time": 1, "cut-off": 1}


SAID = st.tuples(st.integers(0, 10**6), st.sampled_from(["ann", "ben", "川"]), st.text(max_size=12))


@given(threads=st.lists(st.tuples(SAID, st.lists(SAID, max_size=3)), max_size=6))
def test_what_was_written_comes_back(tmp_path_factory: pytest.TempPathFactory, threads: Any) -> None:
    posts = [post(*root, replies=[said(*reply) for reply in replies]) for root, replies in threads]
    reading = read(tmp_path_factory.getbasetemp(), lines(*posts), "m.jsonl")
    flat = [
        (root, at, len(words)) for root, (first, replies) in enumerate(threads) for at, _, words in (first, *replies)
    ]
    assert [(row["ts_s"] - T0, row["length"]) for row in reading.rows] == [(at, length) for _, at, length in flat]
    roots = iter([row["msg_id"] for row in reading.rows if row["reply_to"] is None])
    ids = [next(roots) for _ in threads]
    assert [row["reply_to"] or row["msg_id"] for row in reading.rows] == [ids[root] for root, _, _ in flat]


WHOLE = lines(*(post(n, message='"}{ 你好', replies=[said(n + 0.5)]) for n in range(4)))


@given(cut=st.integers(len(lines()), len(WHOLE)))
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    reading = read(tmp_path_factory.getbasetemp(), WHOLE[:cut], "m.jsonl")
    begun = WHOLE[len(lines()) : cut].split(b"\n")
    whole, rest = len(begun) - 1, bool(begun[-1])
    assert reading.problem is None
    assert 2 * whole + rest <= reading.records <= 2 * (whole + rest)
    assert reading.parsed >= 2 * whole
