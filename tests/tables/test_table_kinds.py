"""Each kind of table with the quirks that its files have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tablekit import EVENT, conserved, day, put, skipped, table, workspace

from commops.tables.registry import kinds
from commops.tables.store import TableStore
from commops.tables.vocabulary import fields, headers

SIGN_UP = [
    ["姓名", "手机号", "报名时间", "报名状态"],
    ["测试甲", "13800138001", "2026年11月1日 10:00", "已报名"],
    ["测试乙", "138 0013 8002", "2026/11/2", "候补"],
    ["测试丙", "+86 138-0013-8003", 46330, "已取消"],
]


def rows(root: Path, kind: str) -> list[dict]:
    return list(TableStore(root).rows(kind))


def attended(root: Path) -> list[tuple]:
    found = TableStore(root).merged("attendance")
    return sorted((row["registered"], row["status"] or "", str(row["attended"]), row["source"]) for row in found)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_sign_up_sheet_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = table(SIGN_UP, delimiter)
    mark = "\ufeff" if encoding.endswith("-bom") else ""
    report = put(tmp_path, (mark + text).encode(encoding.removesuffix("-bom")), event=EVENT)
    assert (report.kind, report.records, report.parsed) == ("registrations", 3, 3)
    found = rows(tmp_path, "registrations")
    assert [row["day_n"] for row in found] == [day("2026-11-01"), day("2026-11-02"), day("2026-11-04")]
    assert [row["status"] for row in found] == ["registered", "waitlisted", "cancelled"]


def test_titles_blank_rows_totals_and_a_second_header(tmp_path: Path) -> None:
    head, *people = SIGN_UP
    sheet = [
        ["十一月工作坊报名", "", "", ""],
        [],
        *[head],
        people[0],
        ["", "", "", ""],
        head,
        people[1],
        ["合计", 2, "", ""],
    ]
    report = put(tmp_path, table(sheet), event=EVENT)
    assert (report.records, report.parsed) == (4, 2)
    assert skipped(report) == {"repeated-header": 1, "total": 1}


def test_a_header_in_two_lines_with_merged_cells(tmp_path: Path) -> None:
    sheet = [
        ["姓名", "联系方式", "", "签到", ""],
        ["", "手机", "邮箱", "时间", "状态"],
        ["测试甲", "13800138001", "", "2026/11/7", "已签到"],
    ]
    assert put(tmp_path, table(sheet), event=EVENT).parsed == 1
    (row,) = TableStore(tmp_path).merged("attendance")
    assert row["attended"] is True


def test_two_columns_of_one_name_give_the_first_that_is_filled(tmp_path: Path) -> None:
    sheet = [
        ["姓名", "手机号", "报名时间", "手机号"],
        ["测试甲", "", "", "13800138001"],
        ["测试甲", "13800138001", "", "13900000000"],
    ]
    put(tmp_path, table(sheet), event=EVENT)
    assert len(TableStore(tmp_path).merged("attendance")) == 1


def test_sign_up_and_sign_in_meet_in_one_person(tmp_path: Path) -> None:
    put(tmp_path, table(SIGN_UP), "up.csv", event=EVENT)
    sheet = [
        ["昵称", "手机", "签到时间"],
        ["阿甲", "+8613800138001", "2026-11-07 14:02"],
        ["路人", "", "2026-11-07 14:05"],
        ["测 试 乙", "", ""],
    ]
    assert put(tmp_path, table(sheet), "in.csv", event=EVENT).kind == "signins"
    assert attended(tmp_path) == [
        (False, "", "True", "signins"),
        (True, "cancelled", "False", "registrations"),
        (True, "registered", "True", "registrations+signins"),
        (True, "waitlisted", "False", "registrations+signins"),
    ]


def test_without_a_sheet_that_tells_nobody_is_called_absent(tmp_path: Path) -> None:
    put(tmp_path, table(SIGN_UP), event=EVENT)
    assert {row["attended"] for row in TableStore(tmp_path).merged("attendance")} == {None}


def test_joining_a_meeting_or_a_club_is_told_apart_by_the_rest(tmp_path: Path) -> None:
    sheet = [["姓名", "手机号", "入会时间"], ["测试甲", "13800138001", "2026-11-07"]]
    report = put(tmp_path, table(sheet))
    assert report.problem is not None
    assert "--as" in report.problem.fix.en
    assert "roster" in report.problem.what.en
    assert put(tmp_path, table(sheet), "a.csv", event=EVENT).kind == "signins"
    assert put(tmp_path / "b", table(sheet), "b.csv", channel="wx").kind == "roster"
    meeting = [["用户昵称", "入会时间", "退会时间", "入会时长"], ["阿甲", "2026-11-07 19:00", "2026-11-07 20:00", "60"]]
    assert put(tmp_path / "c", table(meeting), "c.csv", event=EVENT).kind == "signins"


def test_events_and_channels_named_in_the_table(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    sheet = [
        ["姓名", "报名时间", "活动"],
        ["甲", "2026-11-01", "焊接工作坊"],
        ["乙", "2026-11-01", EVENT],
        ["丙", "2026-11-01", "别的"],
        ["丁", "2026-11-01", ""],
    ]
    assert skipped(put(root, table(sheet))) == {"no-event": 2}
    people = [["群昵称", "入群时间", "群名称"], ["甲", "2026-11-01", "读书一群"], ["乙", "2026-11-01", "外面的群"]]
    assert skipped(put(root, table(people), "r.csv")) == {"no-channel": 1}


def test_a_roster_keeps_the_first_joining_and_forgets_a_leave_before_a_return(tmp_path: Path) -> None:
    sheet = [
        ["微信号", "入群时间", "退群时间"], ["wxid_a", "2026-01-02", "2026-02-01"], ["WXID_A", "2026-03-01", ""],
        ["wxid_b", "2026-01-02", "2026-02-01"], ["", "2026-01-02", ""],
    ]  # fmt: skip
    report = put(tmp_path, table(sheet), channel="wx")
    assert skipped(report) == {"no-person": 1}
    found = [(row["joined_n"], row["left_n"]) for row in TableStore(tmp_path).merged("roster")]
    assert sorted(found, key=str) == [(day("2026-01-02"), day("2026-02-01")), (day("2026-01-02"), None)]


WECOM_GROUP = {
    "errcode": 0,
    "group_chat": {
        "chat_id": "wrTest", "name": "读书一群", "owner": "zhu",
        "member_list": [
            {"userid": "zhu", "type": 1, "join_time": 1_780_000_000, "join_scene": 1, "name": "群主"},
            {"userid": "wmTestB", "type": 2, "join_time": 1_780_090_000, "group_nickname": "小乙", "name": "乙"},
        ],
        "admin_list": [{"userid": "zhu"}],
    },
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1])
def test_wecom_says_who_is_in_a_group(tmp_path: Path, indent: int | None) -> None:
    root = workspace(tmp_path / "ws")
    report = put(root, json.dumps(WECOM_GROUP, ensure_ascii=False, indent=indent), "group.json", channel="wx")
    assert (report.kind, report.parsed) == ("roster", 2)
    assert [row["joined_n"] for row in rows(root, "roster")] == [day("2026-05-29"), day("2026-05-30")]


def wecom_days(*days: dict) -> str:
    return json.dumps({"errcode": 0, "errmsg": "ok", "items": list(days)})


def test_wecom_statistics_by_day(tmp_path: Path) -> None:
    data = {
        "new_chat_cnt": 0,
        "chat_total": 2,
        "new_member_cnt": 3,
        "member_total": 120,
        "member_has_msg": 40,
        "msg_total": 300,
    }
    days = wecom_days(
        {"stat_time": 1_780_000_000, "data": data},
        {"owner": "zhu", "data": data},
        {"stat_time": 1_780_000_000, "data": {}},
        7,
    )
    report = put(tmp_path, days, "stats.json", channel="wx")
    assert report.kind == "group-stats"
    assert skipped(report) == {"no-date": 1, "no-number": 1, "broken": 1}
    expected = {
        "channel": "wx",
        "day_n": day("2026-05-28"),
        "members": 120,
        "joined": 3,
        "left": None,
        "speakers": 40,
        "messages": 300,
    }
    assert rows(tmp_path, "group-stats") == [expected]


def test_group_statistics_as_a_sheet(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    sheet = [
        ["统计日期", "群名称", "群成员总数（人）", "新增成员", "退群人数", "发言人数"],
        ["2026年11月8日", "读书一群", "1,204", "12", "-", "1.2万"],
        ["2026年11月9日", "读书一群", "many", "12", "3", "9"],
        ["合计", "", "1204", "", "", ""],
    ]
    report = put(root, table(sheet).encode("gbk"))
    assert skipped(report) == {"no-number": 1, "total": 1}
    (row,) = rows(root, "group-stats")
    assert (row["members"], row["joined"], row["left"], row["speakers"]) == (1204, 12, None, 12_000)


GA4 = """\
# ----------------------------------------
# Traffic acquisition
# Account: Test
# Start date: 20261101
# End date: 20261130
# ----------------------------------------
Session campaign,Sessions,Active users
,"2,100",90,Grand total
Solder26,"1,234",800
(not set),3,3
other,many,1

# Start date: 20261001
# End date: 20261031
Session campaign,Sessions
Solder26,10

Nth day,Sessions
0000,12
0001,13
"""


def test_google_analytics_with_comments_totals_and_several_tables(tmp_path: Path) -> None:
    report = put(tmp_path, "\ufeff" + GA4, "ga.csv")
    assert (report.kind, report.parsed) == ("web-campaigns", 2)
    assert skipped(report) == {
        "total": 1, "no-campaign": 1, "no-number": 1, "comment": 2, "repeated-header": 1, "other-table": 3,
    }  # fmt: skip
    first, second = rows(tmp_path, "web-campaigns")
    november, october = (day("2026-11-01"), day("2026-11-30")), (day("2026-10-01"), day("2026-10-31"))
    assert first == {
        "campaign": "Solder26",
        "first_n": november[0],
        "last_n": november[1],
        "sessions": 1234,
        "users": 800,
    }
    assert (second["first_n"], second["last_n"], second["sessions"]) == (*october, 10)


@pytest.mark.parametrize(
    "header",
    [
        ["内容标题", "内容url", "发表时间", "阅读次数", "点赞次数", "留言数", "分享次数", "收藏次数"],
        ["笔记标题", "笔记链接", "首次发布时间", "观看量", "点赞", "评论", "分享", "收藏"],
        ["作品名称", "作品链接", "发布时间", "播放量", "点赞量", "评论量", "分享量", "收藏量"],
        ["稿件标题", "稿件链接", "投稿时间", "播放", "点赞", "评论", "转发", "收藏"],
        ["Title", "URL", "Published at", "Views", "Likes", "Comments", "Shares", "Saves"],
    ],
)
def test_results_of_posts_from_each_platform(tmp_path: Path, header: list[str]) -> None:
    values = ["一块板子", "https://example.org/1", "2026-11-03 20:00", "1.2万", "1,001", "0", "-", "3"]
    report = put(
        tmp_path, table([header, values, ["", "", "", "1", "", "", "", ""], ["二", "", "", "", "", "", "", ""]])
    )
    assert (report.kind, skipped(report)) == ("post-results", {"no-post": 1, "no-number": 1})
    (row,) = rows(tmp_path, "post-results")
    assert [row[name] for name in ("reads", "likes", "comments", "shares", "saves")] == [12_000, 1001, 0, None, 3]


def test_headers_that_nobody_listed_are_named_with_what_is_missing(tmp_path: Path) -> None:
    report = put(
        tmp_path, table([["您的名字叫什么", "报名的时间", "13800138009"], ["测试甲", "2026-11-01", "13800138001"]])
    )
    assert report.problem is not None
    told = report.problem.render("zh") + report.problem.render("en")
    assert "第 1 列（名字）、第 2 列（时间）" in told
    assert "columns: {name: 1, registered_at: 2}" in told
    assert [word for word in ("测试甲", "138", "叫什么") if word in told] == []


@pytest.mark.parametrize("cells", [["测试甲", "registered"], ["测试甲的微信", "已签到"], ["测试甲", "昵称", "手机"]])
def test_what_looks_like_a_header_may_be_about_people(tmp_path: Path, cells: list[str]) -> None:
    report = put(tmp_path, table([cells] * 3))
    assert report.problem is not None
    assert "测试甲" not in report.problem.render("zh") + report.problem.render("en")


def test_a_table_without_header_shows_none_of_its_cells(tmp_path: Path) -> None:
    report = put(tmp_path, table([["测试甲", "13800138001", "手机"], ["测试乙", "13800138002", "微信"]]))
    assert report.problem is not None
    assert "测试" not in report.problem.render("zh") + report.problem.render("en")


def test_a_mapping_file_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "ws-in").mkdir()
    mapping = "kind: registrations\nevent: e1\ncolumns: {name: 您怎么称呼, registered_at: 3}\n"
    (tmp_path / "ws-in" / "table.mapping.yml").write_text(mapping, encoding="utf-8")
    report = put(tmp_path / "ws", table([["您怎么称呼", "x", "y"], ["测试甲", "", "2026-11-01"]]))
    assert (report.kind, report.parsed) == ("registrations", 1)
    assert [(row["event"], row["day_n"]) for row in rows(tmp_path / "ws", "registrations")] == [
        ("e1", day("2026-11-01"))
    ]


def test_a_mapping_for_a_table_without_header(tmp_path: Path) -> None:
    path = tmp_path / "m.yml"
    path.write_text("kind: signins\nheader: false\ncolumns: {phone: 2}\n", encoding="utf-8")
    report = put(tmp_path / "ws", "甲,13800138001\n乙,13800138002\n", event=EVENT, mapping=path)
    assert (report.records, report.parsed) == (2, 2)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("kind: registration\n", 1, "registrations"),
        ("kind: roster\ncolums: {}\n", 2, "columns"),
        ("columns: {name: x}\n", 0, "kind"),
        ("kind: roster\ncolumns: [x]\n", 2, "phone"),
        ("kind: roster\ncolumns:\n  phonee: x\n", 3, "phone"),
        ("kind: roster\ncolumns: {phone: 0}\n", 2, "1"),
        ("kind: roster\nheader: maybe\n", 2, "true"),
        ("kind: roster\ncolumns: {phone: 没有}\n", 2, "没有"),
        ("kind: [\n", 2, ""),
    ],
)
def test_mistakes_in_a_mapping_are_shown_where_they_are(tmp_path: Path, text: str, line: int, word: str) -> None:
    path = tmp_path / "m.yml"
    path.write_text(text, encoding="utf-8")
    report = put(
        tmp_path / "ws", table([["手机号", "姓名", "入群时间"], ["13800138001", "甲", ""]]), channel="wx", mapping=path
    )
    assert report.problem is not None
    assert report.problem.place.startswith(f"{path}:{line}" if line else str(path))
    assert word in report.problem.render("en")


def test_every_kind_and_field_is_described() -> None:
    assert list(kinds()) == ["group-stats", "post-results", "registrations", "roster", "signins", "web-campaigns"]
    for kind in kinds().values():
        assert set(kind.fields) <= set(fields())
        assert set(headers(kind.fields).values()) == set(kind.fields)  # no field has all of its words taken by another
        assert kind.label.zh
        assert kind.label.en


def test_binary_and_web_pages_are_refused_in_words(tmp_path: Path) -> None:
    files = [
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("b.csv", b"<html><table>", "web page"),
        ("c.csv", b"", "empty"),
        ("d.json", b'{"messages": []}', "JSON"),
        ("e.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "damaged"),
    ]
    for name, content, word in files:
        report = put(tmp_path, content, name)
        assert report.problem is not None, name
        assert word in report.problem.what.en, name
        assert conserved(report)
