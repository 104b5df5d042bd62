"""Numbers of tables in the workspace: proposed, never forced, and written without touching anything else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tablekit import EVENT, loaded, put, table, workspace

from commops.mending.run import Mended, write
from commops.tables.applying import Drawn, draw
from commops.tables.change import Wishes
from commops.tables.store import TableStore

POST = "content/posts/2026/11/2026-11-03-board.md"
SNAPSHOTS = "community/metrics/snapshots.yml"
CAMPAIGN = "content/campaigns/solder.yml"
RESULTS = f"events/{EVENT}/results.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "ws")


def drawn(root: Path, *, on: str = "", replace: bool = False) -> Drawn:
    wishes = Wishes(dt.date.fromisoformat(on) if on else None, replace)
    return draw(loaded(root), TableStore(root), wishes)


def applied(root: Path, **wishes: object) -> Drawn:
    found = drawn(root, **wishes)
    write(root, Mended(found.texts, found.count, loaded(root)))
    return found


def added(root: Path, found: Drawn, path: str) -> list[str]:
    """Lines that are new in a file; that nothing else changed is part of the check."""
    before = (root / path).read_text("utf-8").split("\n") if (root / path).exists() else []
    after = found.texts[path].split("\n")
    new = [line for line in after if line not in before]
    assert [line for line in after if line in before] == [line for line in before if line in after]
    return new


def told(found: Drawn) -> str:
    return "\n".join(note.zh + "\n" + note.en for note in found.notes)


def stats(*rows: tuple[object, ...]) -> str:
    return table([["日期", "群名称", "成员数", "新增成员", "退群人数"], *rows])


def people(count: int, came: int, waiting: int = 0) -> str:
    rows = [
        [f"测试{n}", f"1380013{n:04}", "候补" if n < waiting else "", "是" if n >= count - came else "否"]
        for n in range(count)
    ]
    return table([["姓名", "手机号", "报名状态", "是否到场"], *rows])


def test_member_counts_go_where_their_day_belongs(root: Path) -> None:
    put(root, stats(["2026-11-08", "读书一群", 110, 7, 2], ["2026-11-01", "读书一群", 100, 5, 1]))
    found = drawn(root)
    assert added(root, found, SNAPSHOTS) == [
        "  - {date: 2026-11-01, channel: wx, members: 100, joined: 5, left: 1}  # 手工",
        "  - {date: 2026-11-08, channel: wx, members: 110, joined: 7, left: 2}",
    ]
    lines = found.texts[SNAPSHOTS].split("\n")
    assert "2026-11-08" in lines[3]
    assert lines[4] == "  # 这一周换了群主"


def test_of_daily_statistics_the_sundays_count_with_the_sum_of_their_week(root: Path) -> None:
    days = [(dt.date(2026, 11, 2) + dt.timedelta(n)).isoformat() for n in range(10)]
    put(root, stats(*[[date, "wx", 100 + n, n, ""] for n, date in enumerate(days)]))
    (entry,) = added(root, drawn(root), SNAPSHOTS)
    assert entry == f"  - {{date: 2026-11-08, channel: wx, members: 106, joined: {sum(range(7))}}}"


def test_a_differing_count_is_told_and_stays(root: Path) -> None:
    put(root, stats(["2026-11-15", "wx", 121, 9, ""]))
    found = drawn(root)
    assert found.count == 0
    assert "120" in told(found)
    assert "2026-11-15 wx" in told(found)
    assert "members: 121, joined: 9" in applied(root, replace=True).texts[SNAPSHOTS]
    assert drawn(root).notes == []


def test_a_roster_counts_who_is_still_there_on_the_day_that_was_given(root: Path) -> None:
    rows = [[f"成员{n}", "2026-10-01", "2026-11-01" if n == 0 else ""] for n in range(7)]
    put(root, table([["群昵称", "入群时间", "退群时间"], *rows]), channel="wx")
    assert "--on" in told(drawn(root))
    assert added(root, drawn(root, on="2026-11-22"), SNAPSHOTS) == ["  - {date: 2026-11-22, channel: wx, members: 6}"]


def test_results_of_an_event_are_a_new_file(root: Path) -> None:
    put(root, people(40, 25, waiting=12), event=EVENT)
    assert applied(root).texts == {RESULTS: "registered: 40\nwaitlisted: 12\nattended: 25\n"}
    assert loaded(root).get("event-result", EVENT).attended == 25
    assert drawn(root).count == 0


def test_results_of_an_event_fill_what_is_missing(root: Path) -> None:
    (root / RESULTS).write_text(
        "# 数字由签到表得出\nregistered: 40\nattended: 24  # 门口点的\npeak: 30\n", encoding="utf-8"
    )
    put(root, people(40, 25, waiting=12), event=EVENT)
    found = drawn(root)
    assert added(root, found, RESULTS) == ["waitlisted: 12"]
    assert "24" in told(found)
    assert "attended: 25  # 门口点的" in drawn(root, replace=True).texts[RESULTS]


def test_groups_of_one_to_four_people_are_not_written(root: Path) -> None:
    put(root, people(40, 3, waiting=2), event=EVENT)
    found = drawn(root)
    assert found.texts == {}
    assert "waitlisted" in told(found)
    assert "attended" in told(found)


def test_without_sign_ins_no_file_is_made(root: Path) -> None:
    put(root, table([["姓名", "报名时间"], *[[f"测试{n}", "2026-11-01"] for n in range(9)]]), event=EVENT)
    found = drawn(root)
    assert found.texts == {}
    assert "attended" in told(found)


def posts(
    *rows: tuple[object, ...], header: tuple[str, ...] = ("标题", "链接", "发布时间", "播放量", "点赞量", "数据截至")
) -> str:
    return table([header, *rows])


@pytest.mark.parametrize(
    ("row", "channel"),
    [
        (["别的标题", "http://Example.org/bili/board/?p=1#top", "", "1.2万", 30, "2026-11-10"], ""),
        (["焊一块板子，其一", "", "2026-11-04", "1.2万", 30, "2026-11-10"], "bili"),
        (["solder a board", "", "", "1.2万", 30, "2026-11-10"], "bili"),
    ],
)
def test_results_of_a_post_are_matched_by_address_or_title(root: Path, row: tuple[object, ...], channel: str) -> None:
    put(root, posts(row), channel=channel)
    entry = "  - {channel: bili, at: 2026-11-10T23:59:00+08:00, reads: 12000, likes: 30, source: commops tables}"
    assert added(root, drawn(root), POST) == ["results:", entry]
    applied(root)
    assert drawn(root).count == 0
    assert loaded(root).get("post", "2026-11-03-board").data["results"][0]["reads"] == 12_000


def test_a_second_reading_is_a_second_entry_and_the_same_day_is_not(root: Path) -> None:
    url = "https://example.org/bili/board?p=1"
    put(root, posts(["", url, "", 100, 3, "2026-11-10"]), "a.csv")
    applied(root)
    put(root, posts(["", url, "", 150, 4, "2026-11-20"]), "b.csv")
    assert [line[:50] for line in added(root, drawn(root), POST)] == [
        "  - {channel: bili, at: 2026-11-20T23:59:00+08:00,"
    ]
    applied(root)
    put(root, posts(["", url, "", 151, 4, "2026-11-20"]), "c.csv")
    found = drawn(root)
    assert found.count == 0
    assert "151" in told(found)


@pytest.mark.parametrize(
    "row",
    [
        ["焊一块板子，其一", "", "2026-11-20", 10, 3, "2026-11-10"],
        ["没有这篇", "", "", 10, 3, "2026-11-10"],
        ['=HYPERLINK("https://example.org")', "javascript:alert(1)", "", 10, 3, "2026-11-10"],
    ],
)
def test_results_that_match_no_post_are_counted_not_quoted(root: Path, row: list[object]) -> None:
    put(root, posts(row), channel="bili")
    found = drawn(root)
    assert found.texts == {}
    assert "1 条" in told(found)
    assert str(row[0]) not in told(found)


def test_results_without_a_day_wait_for_one(root: Path) -> None:
    put(
        root,
        posts(
            ["", "https://example.org/bili/board?p=1", "", 10, 3],
            header=("标题", "链接", "发布时间", "播放量", "点赞量"),
        ),
    )
    assert "--on" in told(drawn(root))
    assert "2026-11-21T23:59" in drawn(root, on="2026-11-21").texts[POST]


def visits(campaign: str, sessions: int, first: str, last: str) -> str:
    return (
        f"# Start date: {first}\n# End date: {last}\nSession campaign,Sessions\n{campaign},{sessions}\n,9,Grand total\n"
    )


def test_visits_of_a_campaign_count_no_day_twice(root: Path) -> None:
    put(root, visits("solder26", 100, "20261101", "20261115"), "a.csv")
    put(root, visits("SOLDER26", 70, "20261110", "20261115"), "b.csv")
    put(root, visits("solder26", 30, "20261116", "20261122"), "c.csv")
    put(root, visits("unknown", 30, "20261116", "20261122"), "d.csv")
    found = drawn(root)
    assert added(root, found, CAMPAIGN) == [
        "results:", "  - {metric: sessions, value: 130, label: {zh: 网站访问, en: Visits to the site}}",
    ]  # fmt: skip
    assert "1 个广告系列" in told(found)
    assert "status: running  # 进行中" in found.texts[CAMPAIGN]
    applied(root)
    assert drawn(root).count == 0


def test_a_file_written_in_an_unusual_way_is_left_to_people(root: Path) -> None:
    path = root / SNAPSHOTS
    data = json.dumps({"snapshots": [{"date": "2026-11-01", "channel": "wx", "members": 100}]})
    path.write_text(data, encoding="utf-8")
    put(root, stats(["2026-10-25", "wx", 90, "", ""]))
    found = drawn(root)
    assert found.texts == {} or json.loads(found.texts[SNAPSHOTS])
    assert found.texts or "90" in told(found)


def test_line_ends_and_byte_order_mark_of_a_file_stay(root: Path) -> None:
    path = root / SNAPSHOTS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    put(root, stats(["2026-11-08", "wx", 110, 7, 2]))
    applied(root)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf#")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 6
