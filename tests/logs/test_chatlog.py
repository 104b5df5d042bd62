"""WeChat as chatlog gives it: JSON and CSV, with every quirk that is known of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from chinesekit import (
    GROUP,
    ROOM,
    TALK,
    Said,
    chatlog,
    chatlog_csv,
    chatlog_json,
    chatlog_text,
    dump,
    local,
    table,
    wxid,
)
from logkit import KEY, SHANGHAI, T0, merged, put, read, skipped

from commops.logs.wechat_contents import by_words

HEADER = ["Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"]


def of(name: str) -> str:
    return KEY.author("wechat", name)


def one(tmp_path: Path, **more: Any) -> dict[str, Any]:
    """The first row of a chatlog message with some fields changed."""
    found = read(tmp_path, dump([chatlog(1, Said(T0, 1, "hello"), **more)], None))
    assert found.format == "chatlog-json"
    return found.rows[0]


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("wrapped", [False, True])
def test_an_array_or_an_object_with_items(tmp_path: Path, indent: int | None, wrapped: bool) -> None:
    messages = [chatlog(number, said) for number, said in enumerate(TALK)]
    report = put(tmp_path, dump({"total": 8, "items": messages} if wrapped else messages, indent))
    assert (report.format, report.records, report.parsed) == ("chatlog-json", 8, 8)
    assert [(chat.key, chat.name) for chat in report.chats] == [(ROOM, GROUP)]
    assert [row["ts_s"] for row in merged(tmp_path)] == [said.at for said in TALK]
    assert not report.zone_assumed


@pytest.mark.parametrize(
    ("number", "shared", "kind", "media"),
    [
        (1, 0, "message", "text"),
        (3, 0, "message", "image"),
        (34, 0, "message", "voice"),
        (43, 0, "message", "video"),
        (47, 0, "message", "sticker"),
        (49, 5, "message", "link"),
        (49, 6, "message", "file"),
        (49, 8, "message", "sticker"),
        (49, 33, "message", "link"),
        (49, 57, "message", "text"),
        (49, 62, "system", "other"),
        (49, 87, "message", "other"),
        (49, 2001, "message", "other"),
        (42, 0, "message", "other"),
        (50, 0, "system", "other"),
        (10000, 0, "system", "other"),
        (777, 0, "message", "other"),
    ],
)
def test_types(tmp_path: Path, number: int, shared: int, kind: str, media: str) -> None:
    row = one(tmp_path, type=number, subType=shared, content="hello")
    assert (row["kind"], row["media"]) == (kind, media)
    assert row["length"] == (5 if media == "text" else 0)


def test_a_link_in_the_words(tmp_path: Path) -> None:
    assert one(tmp_path, content="看 https://example.org/a")["media"] == "link"


def quote(at: int, who: int, words: str, **more: Any) -> dict[str, Any]:
    """What stands for a quoted message: the message itself, but without its id."""
    return {"refer": {**chatlog(0, Said(at, who, words)), "seq": 0, **more}}


def test_a_quotation_leads_to_the_quoted_message(tmp_path: Path) -> None:
    said = [Said(T0, 1, "when?"), Said(T0, 1, "and where?"), Said(T0, 2, "x"), Said(T0 + 9, 1, "z")]
    messages = [chatlog(number, each) for number, each in enumerate(said)]
    answers = [
        quote(T0, 1, "when?"),  # one of two messages of the same second: the words decide
        quote(T0, 1, "who?"),  # the words fit neither
        quote(T0, 2, "[图片]", type=3),  # the only one of that person in that second
        quote(T0 - 5, 2, "before the export"),
        {"refer": None},
        {},
    ]
    messages += [
        chatlog(n, Said(T0 + 50 + n, 3, f"answer {n}"), type=49, subType=57, contents=contents)
        for n, contents in enumerate(answers)
    ]
    found = read(tmp_path, dump(messages, None))
    assert [row["reply_to"] for row in found.rows[4:]] == [f"{T0}000", None, f"{T0}002", None, None, None]
    assert [row["length"] for row in found.rows[4:]] == [8] * 6


def test_different_messages_with_one_sequence_number_are_all_kept(tmp_path: Path) -> None:
    messages = [chatlog(1, Said(T0, who, "same")) for who in (1, 2, 1, 3)]
    put(tmp_path, dump(messages, None))
    assert sorted(row["msg_id"] for row in merged(tmp_path)) == [f"{T0}001", f"{T0}001.1", f"{T0}001.2"]


def test_joins_name_ids_or_names(tmp_path: Path) -> None:
    def line(number: int, words: str) -> dict[str, Any]:
        return chatlog(number, Said(T0 + number, 0, words), type=10000, sender="系统消息", senderName="")

    found = read(
        tmp_path,
        dump(
            [
                chatlog(1, Said(T0, 1, "hi")),
                line(2, '"Ada(wxid_maker1)"邀请"小七(wxid_seven)、许、愿(wxid_maker4)"加入了群聊'),
                line(3, '"林小满"通过扫描"Ada"分享的二维码加入群聊'),
                line(4, '你将"Ada"移出了群聊'),
                line(5, '"Ada" 撤回了一条消息'),
                chatlog(6, Said(T0 + 9, 0, "late")),
            ],
            None,
        ),
    )
    assert [(row["kind"], row["author"]) for row in found.rows] == [
        ("message", of(wxid(1))),
        ("join", of("wxid_seven")),
        ("join", of("wxid_maker4")),
        ("join", of("name:林小满")),
        ("leave", of("name:Ada")),
        ("system", None),
        ("message", of(wxid(0))),
    ]
    # Names lead to ids when merging, so the one who came by a code is the one who spoke later.
    assert found.tally.names[of("name:林小满")] == {"", of(wxid(0))}


def test_private_chats_never_count(tmp_path: Path) -> None:
    messages = [
        chatlog(1, Said(T0, 1, "a")),
        chatlog(2, Said(T0, 1, "b"), talker="wxid_maker1", isChatRoom=False),
        chatlog(3, Said(T0, 1, "c"), talker="filehelper"),
    ]
    found = read(tmp_path, dump(messages, None))
    assert found.skipped == {"private": 2}
    assert found.tally.skipped["private"].first == ""
    assert list(found.tally.chats) == [ROOM]


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    good = chatlog(1, Said(T0, 1, "a"))
    bad = [{**good, "seq": None}, {**good, "time": ""}, {**good, "time": "soon"}, {"time": "x"}, "text", None]
    found = read(tmp_path, dump([good, *bad], None))
    assert found.skipped["no-id"] == 1
    assert found.skipped["no-time"] == 1
    assert found.skipped["bad-time"] == 1
    # Values that are no objects stand between the objects of an array on one line, so they are not seen as items.
    assert found.tally.records >= 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, chatlog_csv(TALK).decode().encode(encoding), "a.csv")
    assert (found.format, found.problem, found.skipped) == ("chatlog-csv", None, {})
    assert [row["text_hash"] for row in found.rows] == [KEY.text(said.words) for said in TALK]
    assert found.tally.zone == "Asia/Shanghai"


def test_csv_columns_by_name_and_ids_where_a_build_has_them(tmp_path: Path) -> None:
    rows = [["x", ROOM, GROUP, wxid(1), "Ada", local(T0), "17"], ["y", "wxid_b", "", "wxid_b", "B", local(T0), "18"]]
    content = table(["Content", "Talker", "TalkerName", "Sender", "SenderName", "Time", "MessageID"], rows)
    found = read(tmp_path, content, "a.csv")
    assert [(row["msg_id"], row["ts_s"], row["author"]) for row in found.rows] == [("17", T0, of(wxid(1)))]
    assert found.skipped == {"private": 1}


def test_csv_rows_that_give_no_row_say_why(tmp_path: Path) -> None:
    rows = [["", "A", "a", "g", ROOM, "x"], ["soon", "A", "a", "g", ROOM, "x"], [local(T0), "A"]]
    assert read(tmp_path, table(HEADER, rows), "a.csv").skipped == {"no-time": 1, "bad-time": 1, "columns": 1}


def test_json_csv_and_text_hold_the_same_messages(tmp_path: Path) -> None:
    """So that several kinds of export of one chat, imported together, are not counted twice."""
    files = ((chatlog_json(TALK), "a.json"), (chatlog_csv(TALK), "a.csv"), (chatlog_text(TALK), f"读书 {ROOM}.txt"))
    for content, name in files:
        report = put(tmp_path, content, name, zone=SHANGHAI)
        assert (report.rows, skipped(report)) == (len(TALK), {})
    assert len(merged(tmp_path)) == len(TALK)


@pytest.mark.parametrize(
    ("shown", "kind", "media"),
    [
        ("![图片](http://127.0.0.1:5030/image/abc)", "message", "image"),
        ("![视频](http://127.0.0.1:5030/video/abc)", "message", "video"),
        ("[语音](http://127.0.0.1:5030/voice/7)", "message", "voice"),
        ("[语音]", "message", "voice"),
        ("[动画表情]", "message", "sticker"),
        ("[链接|好书单?](https://example.org)", "message", "link"),
        ("[文件|书单.pdf](http://127.0.0.1/file/x)", "message", "file"),
        ("[小程序|签到](x)", "message", "link"),
        ("[合并转发|群聊的聊天记录]\n  甲 12:00\n", "message", "other"),
        ("[红包]", "message", "other"),
        ("[群公告]", "message", "other"),
        ("[语音通话]", "system", "other"),
        ('"Ada" 拍了拍 "林小满"', "system", "other"),
    ],
)
def test_words_that_stand_for_something_else(shown: str, kind: str, media: str) -> None:
    content = by_words(shown)
    assert (content.kind, content.media, content.text) == (kind, media, "")


def test_a_quotation_in_words_is_not_the_answers_text() -> None:
    assert by_words("> Ada(wxid_maker1) 05-28 20:26:40\n> when?\nat nine").text == "at nine"
    assert by_words("> [引用]\nat nine").text == "at nine"
