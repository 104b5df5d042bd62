"""MemoTrace's CSV of one WeChat group."""

from __future__ import annotations

from pathlib import Path

import pytest
from chinesekit import ROOM, TALK, Said, memotrace, table
from logkit import KEY, T0, read

COLUMNS = [
    "localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime", "Remark",
    "NickName", "Sender",
]  # fmt: skip
NAME = f"读书({ROOM}).csv"
QUOTE = (
    '<?xml version="1.0"?>\n<msg><appmsg appid=""><title>好吗&amp;可以?</title><type>57</type>'
    "<refermsg><content>&lt;type&gt;5&lt;/type&gt;</content></refermsg></appmsg></msg>"
)
INVITED = (
    '<sysmsg type="sysmsgtemplate"><sysmsgtemplate><content_template type="tmpl_type_profile">'
    "<plain><![CDATA[]]></plain>"
    '<template><![CDATA["$username$"邀请"$names$"加入了群聊]]></template><link_list>'
    '<link name="username" type="link_profile"><memberlist><member><username><![CDATA[wxid_a]]></username>'
    "<nickname><![CDATA[甲]]></nickname></member></memberlist></link>"
    '<link name="names" type="link_profile"><memberlist><member><username><![CDATA[wxid_b]]></username>'
    "<nickname><![CDATA[乙]]></nickname></member><member><username><![CDATA[wxid_c]]></username>"
    "<nickname><![CDATA[丙]]></nickname></member></memberlist></link></link_list></content_template></sysmsgtemplate></sysmsg>"
)
LEFT = (
    '<sysmsg type="delchatroommember"><delchatroommember><plain><![CDATA["乙"退出了群聊]]></plain>'
    "</delchatroommember></sysmsg>"
)


def of(name: str) -> str:
    return KEY.author("wechat", name)


def rows(*records: tuple[int, int, str], sender: str = "wxid_a") -> bytes:
    """A file of records given as type, subtype and content."""
    return table(
        COLUMNS,
        [[n, 5, kind, sub, 0, T0 + n, "", text, "", "", "甲", sender] for n, (kind, sub, text) in enumerate(records)],
    )


def test_columns_are_found_by_name_in_any_order_and_case(tmp_path: Path) -> None:
    order = ["Sender", "strcontent", "CREATETIME", "IsSender", "Type", "TalkerId", "extra"]
    content = b"\xef\xbb\xbf" + table(order, [["wxid_a", "hi", T0, 0, 1, 5, "?"]])
    found = read(tmp_path, content, NAME)
    assert (found.format, found.skipped) == ("memotrace", {})
    assert [(row["author"], row["ts_s"], row["length"], row["chat"]) for row in found.rows] == [
        (of("wxid_a"), T0, 2, ROOM)
    ]


def test_what_is_not_text_is_xml(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rows(
            (1, 0, "<b> is not XML here?"),
            (3, 0, '<?xml version="1.0"?><msg><img aeskey="?"/></msg>'),
            (49, 57, QUOTE),
            (49, 0, "<msg><appmsg><title>书单?</title><type>5</type></appmsg></msg>"),
            (49, 6, ""),
            (47, 0, "<msg><emoji/></msg>"),
        ),
        NAME,
    )
    assert [(row["media"], row["length"], row["is_question"]) for row in found.rows] == [
        ("text", 20, True), ("image", 0, False), ("text", 6, True), ("link", 0, False), ("file", 0, False),
        ("sticker", 0, False),
    ]  # fmt: skip


def test_system_rows(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rows(
            (10000, 0, INVITED),
            (10000, 0, LEFT),
            (10000, 0, '"甲" 撤回了一条消息'),
            (10002, 0, "<revokemsg/>"),
        ),
        NAME,
    )  # fmt: skip
    assert [(row["kind"], row["author"]) for row in found.rows] == [
        ("join", of("wxid_b")), ("join", of("wxid_c")), ("leave", of("name:乙")), ("system", None), ("system", None),
    ]  # fmt: skip


def test_the_own_account_may_have_no_sender(tmp_path: Path) -> None:
    content = table(COLUMNS, [[1, 5, 1, 0, 1, T0, "", "mine", "", "", "", ""]])
    assert read(tmp_path, content, NAME).rows[0]["author"] == of("own account")


def test_the_folder_may_carry_the_groups_name(tmp_path: Path) -> None:
    found = read(tmp_path, memotrace(TALK), f"夜读群({ROOM})/夜读群_utf8.csv")
    assert found.tally.chats == {ROOM: "夜读群"}


@pytest.mark.parametrize(("people", "counts"), [((0, 1), False), ((0, 1, 2), True)])
def test_a_file_of_two_people_is_private(tmp_path: Path, people: tuple[int, ...], counts: bool) -> None:
    found = read(tmp_path, memotrace([Said(T0 + who, who, "hi") for who in people]), "Ada_utf8.csv")
    assert found.skipped == ({} if counts else {"private": 2})
    assert len(found.rows) == (3 if counts else 0)


def test_talker_ids_of_the_platform_keep_chats_apart(tmp_path: Path) -> None:
    records = [
        [n, talker, 1, 0, 0, T0, "", "x", "", "", "", f"wxid_{n}"] for n, talker in enumerate([ROOM, "wxid_b", ROOM])
    ]
    found = read(tmp_path, table(COLUMNS, records), "all.csv")
    assert found.skipped == {"private": 1}
    assert {row["chat"] for row in found.rows} == {ROOM}


def test_a_file_of_all_chats_is_refused(tmp_path: Path) -> None:
    problem = read(tmp_path, memotrace(TALK), "messages.csv").problem
    assert problem
    assert "逐个导出" in problem.fix.zh


def test_rows_that_give_no_row_say_why(tmp_path: Path) -> None:
    records = [[1, 5, 1, 0, 0, "", "", "x", "", "", "", "a"], [2, 5, 1, 0, 0, "soon", "", "x", "", "", "", "a"], [3, 5]]
    assert read(tmp_path, table(COLUMNS, records), NAME).skipped == {"no-time": 1, "bad-time": 1, "columns": 1}


def test_a_shown_time_stands_in_for_a_missing_one(tmp_path: Path) -> None:
    content = table(COLUMNS, [[1, 5, 1, 0, 0, "", "", "x", "2026-05-29 04:26:40", "", "", "a"]])
    found = read(tmp_path, content, NAME)
    assert (found.rows[0]["ts_s"], found.tally.zone) == (T0, "Asia/Shanghai")
