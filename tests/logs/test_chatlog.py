"""WeChat as chatlog gives it: JSON, CSV and text, with every quirk that is known of them."""

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
from click.testing import CliRunner
from logkit import KEY, SHANGHAI, T0, merged, put, read, skipped

from commops.cli.main import cli
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


def text_of(*blocks: str) -> str:
    return "".join(f"{block}\n\n" for block in blocks)


PEOPLE = ("甲(wxid_a)", "乙(wxid_b)", "wxid_c")


def short(*times: str) -> str:
    """A text whose header lines have these times, from three people in turn."""
    return text_of(*(f"{PEOPLE[number % 3]} {when}\nwords" for number, when in enumerate(times)))


@pytest.mark.parametrize(
    ("name", "times", "first", "last"),
    [
        ("读书群 2026.txt", ("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00"), "2026-05-28", "2026-06-01"),
        ("读书群2025年.txt", ("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00"), "2025-05-28", "2025-06-01"),
        ("2026-06-02-读书群.txt", ("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00"), "2026-05-28", "2026-06-01"),
        ("读书群_2026-01-03.txt", ("12-30 20:00:00", "12-31 23:00:00", "01-02 20:00:00"), "2025-12-30", "2026-01-02"),
        ("_20251201-20260131.txt", ("12-30 20:00:00", "12-31 23:00:00", "01-02 20:00:00"), "2025-12-30", "2026-01-02"),
        ("读书群 2025-2026.txt", ("12-30 20:00:00", "12-31 23:00:00", "01-02 20:00:00"), "2025-12-30", "2026-01-02"),
        ("读书群_2026年1月5日.txt", ("11-30 20:00:00", "12-01 23:00:00", "12-02 20:00:00"), "2025-11-30", "2025-12-02"),
        ("读书群 2024.txt", ("02-28 20:00:00", "02-29 20:00:00", "03-01 20:00:00"), "2024-02-28", "2024-03-01"),
        ("读书群 2026-05-28.txt", ("20:00:00", "20:00:05", "21:00:00"), "2026-05-28", "2026-05-28"),
    ],
)  # fmt: skip
def test_missing_years_come_from_the_file_name(
    tmp_path: Path, name: str, times: tuple[str, ...], first: str, last: str
) -> None:
    found = read(tmp_path, short(*times), name)
    assert (found.problem, found.skipped) == (None, {})
    assert [local(found.rows[at]["ts_s"], "%Y-%m-%d") for at in (0, -1)] == [first, last]
    [note] = found.tally.notes
    assert first[:4] in note.en
    assert "文件名" in note.zh


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("读书群.txt", ("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00")),
        ("读书群 2026.txt", ("12-30 20:00:00", "12-31 23:00:00", "01-02 20:00:00")),  # which of the two years?
        ("读书群 2024-2026.txt", ("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00")),
        ("读书群_2026-01-01_2026-02-01.txt", ("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00")),
        ("读书群.txt", ("20:00:00", "20:00:05", "21:00:00")),
        ("读书群 2026-05-28 2026-05-29.txt", ("20:00:00", "20:00:05", "21:00:00")),
    ],
)
def test_without_evidence_the_file_is_refused(tmp_path: Path, name: str, times: tuple[str, ...]) -> None:
    problem = read(tmp_path, short(*times), name).problem
    assert problem
    assert "文件名里写上" in problem.fix.zh
    assert "words" not in f"{problem.what}{problem.fix}"


def test_missing_years_come_from_where_pictures_are_kept(tmp_path: Path) -> None:
    picture = "![图片](http://127.0.0.1:5030/image/ab,msg\\attach\\cd\\2025-12\\Img\\ef.dat)"
    text = text_of(
        "甲(wxid_a) 11-30 08:00:00\nhi", f"乙(wxid_b) 12-31 09:00:00\n{picture}", "wxid_c 01-01 00:00:10\nyear"
    )
    found = read(tmp_path, text, "读书群 2019.txt")
    assert [local(row["ts_s"], "%Y-%m-%d") for row in found.rows] == ["2025-11-30", "2025-12-31", "2026-01-01"]
    assert "pictures" in found.tally.notes[0].en


def test_an_assumption_is_said_to_the_person_who_imports(tmp_path: Path) -> None:
    path = tmp_path / "读书群 2026.txt"
    path.write_text(short("05-28 20:00:00", "05-29 20:00:00", "06-01 20:00:00"))
    result = CliRunner().invoke(cli, ["logs", "import", str(path), "--root", str(tmp_path), "--lang", "zh"])
    assert result.exit_code == 0, result.output
    assert "按文件名推定从 2026 开始" in result.output


def test_text_lines_that_look_like_a_message_inside_one(tmp_path: Path) -> None:
    text = text_of(
        "甲(wxid_a) 2026-05-28 20:00:00\nfirst\n乙(wxid_b) 2026-05-28 19:00:00\npasted",
        "乙(wxid_b) 2026-05-28 20:01:00\n\nsee you at 12:30:00",
        "我 2026-05-28 20:02:00\nmine",
    )
    found = read(tmp_path, text, "a.txt")
    assert [row["author"] for row in found.rows] == [of("wxid_a"), of("wxid_b"), of("own account")]
    assert found.rows[0]["length"] == len("first\n乙(wxid_b) 2026-05-28 19:00:00\npasted")


def test_text_of_several_chats_keeps_private_ones_out(tmp_path: Path) -> None:
    text = text_of(
        f"甲(wxid_a) [{GROUP}({ROOM})] 2026-05-28 20:00:00\nhi",
        "乙(wxid_b) [乙(wxid_b)] 2026-05-28 20:01:00\nsecret",
        f'系统消息 [{GROUP}({ROOM})] 2026-05-28 20:02:00\n"乙"加入了群聊',
    )
    found = read(tmp_path, text, "a.txt")
    assert found.skipped == {"private": 1}
    assert [row["kind"] for row in found.rows] == ["message", "join"]
    assert found.tally.chats == {ROOM: GROUP}


@pytest.mark.parametrize(
    ("name", "blocks", "counts"),
    [
        ("Ada.txt", ("甲(wxid_a) 2026-05-28 20:00:00\nhi", "我 2026-05-28 20:00:01\nhi"), False),
        (f"{ROOM}.txt", ("甲(wxid_a) 2026-05-28 20:00:00\nhi", "我 2026-05-28 20:00:01\nhi"), True),
        ("a.txt", ("甲(wxid_a) 2026-05-28 20:00:00\nhi", '系统消息 2026-05-28 20:00:01\n"甲"邀请"乙"加入了群聊'), True),
    ],
)
def test_a_text_of_two_people_is_private_unless_it_is_surely_a_group(
    tmp_path: Path, name: str, blocks: tuple[str, ...], counts: bool
) -> None:
    found = read(tmp_path, text_of(*blocks), name)
    assert len(found.rows) == (2 if counts else 0)
    assert found.skipped == ({} if counts else {"private": 2})


def test_other_texts_are_not_taken_for_chatlogs(tmp_path: Path) -> None:
    for text in ("Meeting (room 3) at\n", "notes 12:30:00\nmore\n", "# log 2026-05-28 12:30:00\n", "[09:00] <a> x\n"):
        assert read(tmp_path, text, "notes.txt").format != "chatlog-text"
