"""QQ's own text export, with every quirk that is known of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from chinesekit import GROUP, TALK, Said, local, qq_text, uin
from logkit import KEY, T0, read

RULE = "=" * 64


def of(name: str) -> str:
    return KEY.author("qq", name)


def section(name: str, category: str, *blocks: str) -> str:
    """One chat of a file, its blocks below a head."""
    head = f"{RULE}\n消息分组:{category}\n{RULE}\n消息对象:{name}\n{RULE}\n\n"
    return head + "".join(f"{block}\n\n" for block in blocks)


def group(*blocks: str) -> str:
    return "消息记录（此消息记录为文本格式，不支持重新导入）\n\n" + section(GROUP, "我的QQ群", *blocks)


def heads(*people: str) -> list[str]:
    """Blocks that make several people speak."""
    return [f"{local(T0 + number)} {who}\nhi" for number, who in enumerate(people)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_encoding_and_line_end(tmp_path: Path, encoding: str, end: str) -> None:
    found = read(tmp_path, qq_text(TALK).replace("\n", end).encode(encoding), "a.txt")
    assert (found.format, found.problem, found.skipped) == ("qq", None, {})
    assert found.tally.chats == {GROUP: GROUP}
    assert [(row["ts_s"], row["text_hash"]) for row in found.rows] == [(s.at, KEY.text(s.words)) for s in TALK]
    assert found.tally.zone == "Asia/Shanghai"


def test_lines_of_equals_signs_are_words_but_before_a_head(tmp_path: Path) -> None:
    wall = "\n".join([RULE] * 50)
    drawn = f"{local(T0)} Ada(88000001)\nsee\n{wall}\nthere"
    found = read(
        tmp_path,
        group(drawn, *heads("Bo(88000002)")) + section("另一个群", "我的QQ群", *heads("Cy(88000003)")),
        "a.txt",
    )
    assert found.rows[0]["text_hash"] == KEY.text(f"see\n{wall}\nthere")
    assert list(found.tally.chats.values()) == [GROUP, "另一个群"]


def test_numbers_addresses_and_titles(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        group(
            f"{local(T0)} 【管理员】林小满(88000001)\na",
            f"{local(T0)} 【群主】 【活跃】Ada<ada@example.org>\nb",
            f"{local(T0)} 阿宽(夜班)(88000003)\nc",
            f"{local(T0)} 88000004(88000004)\nd",
            f"{local(T0)} Q群管家(2854196310)\ne",
        ),
        "a.txt",
    )
    assert [row["author"] for row in found.rows] == [
        of("88000001"), of("ada@example.org"), of("88000003"), of("88000004"), of("2854196310"),
    ]  # fmt: skip
    assert [row["is_bot"] for row in found.rows] == [False] * 4 + [True]
    # A title is no part of the name, and a number is no name.
    names = found.tally.names
    assert names[of("name:林小满")] == {of("88000001")}
    assert names[of("name:阿宽(夜班)")] == {of("88000003")}
    assert of("name:88000004") not in names


def test_hours_without_a_zero(tmp_path: Path) -> None:
    found = read(tmp_path, group("2009-3-7 8:05:09 a(88000001)\nx", "2009-03-07 18:05:09 b(88000002)\nx"), "a.txt")
    assert [local(row["ts_s"]) for row in found.rows] == ["2009-03-07 08:05:09", "2009-03-07 18:05:09"]


def test_lines_that_look_like_a_message_inside_one(tmp_path: Path) -> None:
    pasted = [
        f"look:\n{local(T0)} 林小满(88000001)\nold",  # no blank line above it
        f"look:\n\n{local(T0)} without a number",  # a blank line, but no number
        f"look:\n\n{RULE}\n消息分组\n{RULE}",  # a rule, but no head
    ]
    found = read(tmp_path, group(*(f"{local(T0 + n)} a(8800000{n})\n{text}" for n, text in enumerate(pasted))), "a.txt")
    assert [row["text_hash"] for row in found.rows] == [KEY.text(text) for text in pasted]


def test_system_lines(tmp_path: Path) -> None:
    lines = [
        "小七加入了群聊。",
        "林小满邀请小八、小九加入了群聊。",
        "小七退出了群聊。",
        "小八被移出群聊。",
        "群名称已修改",
    ]
    found = read(
        tmp_path, group(*heads("林小满(88000001)"), *(f"{local(T0)} 系统消息(10000)\n{x}" for x in lines)), "a.txt"
    )
    assert [(row["kind"], row["author"]) for row in found.rows[1:]] == [
        ("join", of("name:小七")), ("join", of("name:小八")), ("join", of("name:小九")), ("leave", of("name:小七")),
        ("leave", of("name:小八")), ("system", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "media", "words"),
    [
        ("[图片]", "image", ""),
        ("看[图片]这个[图片]?", "image", "看这个?"),
        ("[表情]", "sticker", ""),
        ("好呀[表情]", "text", "好呀"),
        ("[语音]", "voice", ""),
        ("https://example.org", "link", "https://example.org"),
    ],
)
def test_places_of_pictures(tmp_path: Path, text: str, media: str, words: str) -> None:
    row = read(tmp_path, group(f"{local(T0)} a(88000001)\n{text}"), "a.txt").rows[0]
    assert (row["media"], row["text_hash"]) == (media, KEY.text(words))


def test_several_chats_in_one_file(tmp_path: Path) -> None:
    content = (
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
        + section("Ada", "我的好友", *heads("Ada", "me", "Ada", "me"))
        + section(GROUP, "我的QQ群", *heads("a(88000001)", "b(88000002)"))
        + section("夜读", "多人聊天", *heads("Ada", "阿宽", "林小满"))
        + section("老同学", "同学", *heads("老同学", "me"))
        + section("读者", "读者（群）", *heads("老同学", "me"))
        + section("改过名的朋友", "朋友", *heads("名一", "me", "名二", "名三"))
    )
    found = read(tmp_path, content, "a.txt")
    assert found.skipped == {"private": 12}
    assert found.tally.skipped["private"].first == ""
    assert found.tally.chats == {GROUP: GROUP, "夜读": "夜读"}
    assert [(row["chat"], row["author"]) for row in found.rows] == [
        (GROUP, of("88000001")), (GROUP, of("88000002")),
        ("夜读", of("name:Ada")), ("夜读", of("name:阿宽")), ("夜读", of("name:林小满")),
    ]  # fmt: skip


def test_impossible_times(tmp_path: Path) -> None:
    found = read(tmp_path, group("2026-13-45 08:00:00 a(88000001)\nx", "2026-05-28 25:00:00 a(88000001)\nx"), "a.txt")
    assert found.skipped == {"bad-time": 2}


def test_other_texts_are_not_taken_for_it(tmp_path: Path) -> None:
    for text in ("2026-05-28 08:00:00 <a> hi\n", "消息对象:谁\nno message here\n", "消息记录\n"):
        assert read(tmp_path, text, "notes.txt").format != "qq"


def test_a_name_without_a_head_is_the_files(tmp_path: Path) -> None:
    talk = [Said(T0 + who, who, "hi") for who in range(3)]
    text = qq_text(talk).replace(f"消息对象:{GROUP}", "消息对象:")
    found = read(tmp_path, text, "夜读群.txt")
    assert found.tally.chats == {"夜读群": "夜读群"}
    assert [row["author"] for row in found.rows] == [of(uin(who)) for who in range(3)]
