"""WeChat as chatlog prints it: times without a year, lines that only look like messages, chats that are private."""

from __future__ import annotations

from pathlib import Path

import pytest
from chinesekit import GROUP, ROOM, local
from click.testing import CliRunner
from logkit import KEY, read

from commops.cli.main import cli


def of(name: str) -> str:
    return KEY.author("wechat", name)


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
