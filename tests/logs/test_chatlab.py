"""ChatLab's interchange format, as JSON and as JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Row, merged, put, read, skipped

META = {"name": "Reading club", "platform": "qq", "type": "group", "groupId": "4711"}
HEADER = {"version": "0.0.2", "exportedAt": T0 + 900}
MEMBERS = [
    {
        "platformId": "10001",
        "accountName": "Paper Kite",
        "groupNickname": "kite",
        "avatar": "data:image/png;base64,QQ==",
    },
    {"platformId": "10002", "accountName": "River", "roles": [{"id": "admin"}]},
]


def said(number: int | None, sender: str = "10001", content: Any = "hello", kind: Any = 0, **more: Any) -> Row:
    """A message; ``None`` removes a key."""
    base = {
        "platformMessageId": None if number is None else f"m{number}", "sender": sender, "accountName": f"a{sender}",
        "timestamp": T0 + (number or 0), "type": kind, "content": content,
    }  # fmt: skip
    return {key: value for key, value in {**base, **more}.items() if value is not None or key == "content"}


def as_object(*messages: Any, meta: Any = META, indent: int | None = 2, members: Any = MEMBERS) -> bytes:
    whole = {"chatlab": HEADER, "meta": meta, "members": members, "messages": list(messages)}
    return json.dumps(whole, ensure_ascii=False, indent=indent).encode()


def as_lines(*messages: Any, meta: Any = META) -> bytes:
    lines: list[Any] = [{"_type": "header", "chatlab": HEADER, "meta": meta}]
    lines += [{"_type": "member", **person} for person in MEMBERS]
    lines += [{"_type": "message", **message} for message in messages]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


FORMS = {
    "json": as_object,
    "minified": lambda *messages, **more: as_object(*messages, indent=None, **more),
    "jsonl": as_lines,
}
form = pytest.mark.parametrize("form", FORMS)


@form
def test_messages_with_ids_and_replies(tmp_path: Path, form: str) -> None:
    messages = said(1), said(2, "10002", "why?", 25, replyToMessageId="m1", groupNickname="river"), said(3)
    report = put(tmp_path, FORMS[form](*messages), "club.json")
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("chatlab", 3, 3, False)
    rows = merged(tmp_path)
    assert [(row["channel"], row["msg_id"], row["ts_s"] - T0) for row in rows] == [
        ("reading-club", "m1", 1), ("reading-club", "m2", 2), ("reading-club", "m3", 3),
    ]  # fmt: skip
    assert (rows[1]["reply_to"], rows[1]["is_question"], rows[1]["length"]) == ("m1", True, 4)
    assert rows[0]["author"] == rows[2]["author"] != rows[1]["author"]


TYPES = [
    (0, "hello", "message", "text", 5),
    (0, "see https://example.org", "message", "link", 23),
    (1, "[图片]", "message", "image", 0),
    (2, None, "message", "voice", 0),
    (3, None, "message", "video", 0),
    (4, "plan.pdf", "message", "file", 0),
    (5, "[表情]", "message", "sticker", 0),
    (7, "A page", "message", "link", 6),
    (8, "[位置]", "message", "other", 0),
    (20, "[红包]", "message", "other", 0),
    (22, "poked you", "system", "other", 0),
    (23, "call", "system", "other", 0),
    (24, "A song", "message", "link", 6),
    (25, "yes", "message", "text", 3),
    (80, "the notice was changed", "system", "other", 0),
    (81, "recalled a message", "system", "other", 0),
    (99, "?", "message", "other", 0),
    (4711, "from the future", "message", "other", 0),
    ("0", "a number as text", "message", "other", 0),
]


def test_every_type_of_the_table(tmp_path: Path) -> None:
    made = as_object(*(said(n, content=text, kind=kind) for n, (kind, text, *_) in enumerate(TYPES)))
    found = [(row["kind"], row["media"], row["length"]) for row in read(tmp_path, made, "club.json").rows]
    assert found == [(kind, media, length) for _, _, kind, media, length in TYPES]


@form
def test_notices_name_people_who_are_then_known(tmp_path: Path, form: str) -> None:
    notices = (
        said(1, "sys", '"River"邀请"kite"加入了群聊', 80),
        said(2, "10001"),
        said(3, "sys", '"River"退出了群聊', 80),
    )
    put(tmp_path, FORMS[form](*notices), "club.json")
    join, message, leave = merged(tmp_path)
    assert (join["kind"], leave["kind"]) == ("join", "leave")
    assert join["author"] == message["author"] != leave["author"]


@form
def test_private_chats_stay_out(tmp_path: Path, form: str) -> None:
    report = put(tmp_path, FORMS[form](said(1), said(2), meta={**META, "type": "private"}), "club.json")
    assert (report.records, skipped(report), merged(tmp_path)) == (2, {"private": 2}, [])
    assert report.skipped["private"].first == ""


@form
@pytest.mark.parametrize("meta", [{}, {"name": "x", "platform": "qq"}, {"type": "channel"}, None])
def test_a_chat_that_may_be_private_is_refused(tmp_path: Path, form: str, meta: Any) -> None:
    reading = read(tmp_path, FORMS[form](said(1), meta=meta), "club.json")
    assert reading.problem
    assert "meta.type" in reading.problem.what.zh
    assert reading.rows == []


def test_meta_after_the_messages_does_not_count(tmp_path: Path) -> None:
    whole = {"chatlab": HEADER, "messages": [said(1)], "meta": META}
    assert read(tmp_path, json.dumps(whole).encode(), "club.json").problem


def test_pictures_in_the_head_do_not_hide_the_messages(tmp_path: Path) -> None:
    avatar = "data:image/png;base64," + "QUJD" * 60_000
    report = put(
        tmp_path, as_object(said(1), members=[{**MEMBERS[0], "avatar": avatar}], meta={**META, "groupAvatar": avatar})
    )
    assert report.parsed == 1


def test_remarks_and_bad_lines_of_json_lines(tmp_path: Path) -> None:
    lines = as_lines(said(1), said(2)).split(b"\n")
    lines[3:3] = [
        b"# a remark",
        b"",
        b"{broken",
        b'{"_type": "message", "timestamp": "soon"}',
        b'{"_type": "reaction"}',
        b"5",
    ]
    reading = read(tmp_path, b"# made by hand\n" + b"\n".join(lines), "club.jsonl")
    assert (reading.records, reading.parsed) == (6, 2)
    assert reading.skipped == {"broken": 2, "bad-time": 1, "not-chat": 1}


def test_without_ids_equal_messages_are_counted_by_multiplicity(tmp_path: Path) -> None:
    put(tmp_path, as_object(said(None), said(None), said(None, "10002")), "a.json")
    put(tmp_path, as_lines(said(None), said(None)), "b.jsonl")
    assert len(merged(tmp_path)) == 3


def test_a_later_export_knows_what_was_deleted(tmp_path: Path) -> None:
    put(tmp_path, as_object(said(1), said(2), said(3)), "a.json")
    later = as_lines(said(1), said(3)).replace(str(T0 + 900).encode(), str(T0 + 999).encode())
    put(tmp_path, later, "b.jsonl")
    assert [row["msg_id"] for row in merged(tmp_path)] == ["m1", "m3"]


def test_people_and_groups_of_two_platforms_are_kept_apart(tmp_path: Path) -> None:
    put(tmp_path, as_object(said(1)), "a.json")
    put(tmp_path, as_object(said(1), meta={**META, "platform": "wechat"}), "b.json")
    rows = merged(tmp_path)
    assert len({row["author"] for row in rows}) == len({row["channel"] for row in rows}) == 2


MESSAGES = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from(["10001", "10002", "甲"]), st.text(max_size=20)), max_size=20
)


@form
@given(messages=MESSAGES)
def test_what_was_written_comes_back(tmp_path_factory: pytest.TempPathFactory, form: str, messages: Any) -> None:
    made = [said(n, who, words, timestamp=T0 + at) for n, (at, who, words) in enumerate(messages)]
    reading = read(tmp_path_factory.getbasetemp(), FORMS[form](*made), "club.json")
    assert (reading.records, reading.parsed) == (len(made), len(made))
    found = [(row["msg_id"], row["ts_s"] - T0, row["length"]) for row in reading.rows]
    assert found == [(f"m{n}", at, len(words)) for n, (at, _, words) in enumerate(messages)]


FEW = [said(n, f"1000{n % 2}", 'a "quoted" }{[ text 你好\n') for n in range(5)]


@form
@given(data=st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, form: str, data: st.DataObject) -> None:
    whole = FORMS[form](*FEW)
    cut = whole[: data.draw(st.integers(1, len(whole)))]
    reading = read(tmp_path_factory.getbasetemp(), cut, "club.json")
    begun = cut.count(b'"platformMessageId"')
    if reading.problem:
        assert begun == 0
        return
    assert begun <= reading.records <= begun + 1
    assert reading.parsed >= begun - 1
