"""IRC logs of several clients."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from logkit import merged, put, run, skipped

NAME = "2026-05-28-#club.txt"


def at(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp())


def test_the_usual_lines(tmp_path: Path) -> None:
    log = (
        "=== anna [~a@host.example.org]  has joined #club\n"
        "[09:01] <anna> hello\n"
        "[09:02]  * anna waves\n"
        "=== anna [~a@host.example.org]  has left #club []\n"
        "=== mode/#club [+o ben]  by ben\n"
        "\n"
        "[09:03] <@ben > any question?\n"
        "[09:04] <ben>\n"
        "no such line\n"
    )
    report = put(tmp_path, log, NAME)
    assert (report.format, report.records, report.parsed) == ("irc", 8, 7)
    assert skipped(report) == {"no-match": 1}
    assert report.skipped["no-match"].first == "line 9"
    rows = merged(tmp_path)
    assert [row["kind"] for row in rows] == ["join", "message", "message", "leave", "system", "message", "message"]
    # Lines without a time of their own happened at the time of the line before (the first ones: of the line after).
    assert [row["ts_s"] - at("2026-05-28T09:01") for row in rows] == [0, 0, 60, 60, 60, 120, 180]
    assert len({row["author"] for row in rows[:4]}) == 1
    assert rows[5]["author"] == rows[6]["author"] != rows[0]["author"]
    assert (rows[5]["is_question"], rows[5]["msg_id"], rows[5]["channel"]) == (True, None, "club")
    assert (report.zone, report.zone_assumed) == ("UTC", True)


OTHER_CLIENTS = [
    ("irssi", "--- Log opened Thu May 28 09:00:00 2026\n09:01 <@anna> hi\n09:02 -!- ben [~b@x] has joined #club\n", 2),
    ("xchat", "**** BEGIN LOGGING AT Thu May 28 09:00:00 2026\n[09:01] <anna> hi\n[09:02] *** Joins: ben (b@x)\n", 2),
    ("weechat", "2026-05-28 09:01:00\tanna\thi\n2026-05-28 09:02:00\t-->\tben (b@x) has joined #club\n", 1),
    ("dated", "[2026-05-28 09:01:00] <anna> hi\n[2026-05-28 09:02:00] *** ben joined #club\n", 2),
    ("iso", "2026-05-28T09:01:00Z <anna> hi\n2026-05-28T09:02:00Z *** ben has joined #club\n", 2),
    ("epoch", f"{at('2026-05-28T09:01')} anna hi\n{at('2026-05-28T09:02')} ben hi\n", 2),
    ("epoch, tabs", f"{at('2026-05-28T09:01')}\tanna\thi\n{at('2026-05-28T09:02')}\tben\thi\n", 2),
]


@pytest.mark.parametrize(("client", "log", "people"), OTHER_CLIENTS)
def test_logs_of_other_clients(tmp_path: Path, client: str, log: str, people: int) -> None:
    report = put(tmp_path, log, "club.log")
    assert (report.format, report.parsed, skipped(report)) == ("irc", log.count("\n"), {}), client
    rows = [row for row in merged(tmp_path) if row["author"]]
    assert {row["ts_s"] for row in rows} == {at("2026-05-28T09:01"), at("2026-05-28T09:02")}
    assert len({row["author"] for row in rows}) >= people


def test_a_new_nickname_is_the_same_person(tmp_path: Path) -> None:
    log = "[09:00] <anna> a\n=== anna is now known as anna_away\n[09:01] <anna_away> b\n[09:02] <Anna> c\n"
    put(tmp_path, log + "[09:03] <ben> d\n", NAME)
    people = [row["author"] for row in merged(tmp_path)]
    assert len(set(people[:4])) == 1
    assert people[4] != people[0]


def test_nicknames_are_joined_over_files_and_guest_names_are_not(tmp_path: Path) -> None:
    put(tmp_path, "[09:00] <anna_> a\n[09:01] <Guest123> x\n", "2026-05-27-#club.txt")
    put(
        tmp_path,
        "[09:00] <anna> a\n=== anna is now known as anna_\n=== ben is now known as Guest123\n[09:01] <ben> x\n",
        NAME,
    )
    first, guest, anna, _renamed, _guest, ben = merged(tmp_path)
    assert first["author"] == anna["author"]
    assert len({guest["author"], ben["author"], anna["author"]}) == 3


def test_midnight_passes_within_a_file(tmp_path: Path) -> None:
    put(
        tmp_path, "[23:58] <a> x\n[23:57] <b> slow clock\n[00:01] <a> y\n=== a is now known as c\n[00:02] <c> z\n", NAME
    )
    times = [row["ts_s"] for row in merged(tmp_path)]
    assert times == [at(text) for text in (
        "2026-05-28T23:57", "2026-05-28T23:58", "2026-05-29T00:01", "2026-05-29T00:01", "2026-05-29T00:02",
    )]  # fmt: skip


def test_a_twelve_hour_clock_is_noticed(tmp_path: Path) -> None:
    log = "".join(f"[{hour}:30] <a> x\n" for hour in ("12", "01", "11", "12", "01", "11", "12"))
    put(tmp_path, log, NAME)
    assert [(row["day_n"] - 20_601, row["hour"]) for row in merged(tmp_path)] == [
        (0, 0), (0, 1), (0, 11), (0, 12), (0, 13), (0, 23), (1, 0),
    ]  # fmt: skip


def test_the_hour_that_comes_twice(tmp_path: Path) -> None:
    log = "[01:30] <a> x\n[02:30] <a> first\n[02:10] <a> second\n[02:50] <a> second too\n[03:10] <a> y\n"
    put(tmp_path, log, "2026-10-25-#club.txt", zone=ZoneInfo("Europe/Berlin"))
    assert [row["ts_s"] - at("2026-10-24T23:30") for row in merged(tmp_path)] == [0, 3600, 6000, 8400, 9600]


PLACES = [
    ("2026-05-28_03.raw.txt", "ubuntu-irc", "ubuntu-irc"),
    ("#zig-2026-05-28.log", "x", "zig"),
    ("club_20260528.txt", "x", "club"),
    ("28.log", "club/2026/05", "club"),
]


@pytest.mark.parametrize(("name", "folder", "channel"), PLACES)
def test_date_and_channel_come_from_the_path(tmp_path: Path, name: str, folder: str, channel: str) -> None:
    report = put(tmp_path, "[09:00] <a> x\n", f"{folder}/{name}")
    assert not report.problem
    [row] = merged(tmp_path)
    assert (row["channel"], row["ts_s"]) == (channel, at("2026-05-28T09:00"))


def test_without_any_date_the_message_says_what_to_do(tmp_path: Path) -> None:
    report = put(tmp_path, "[09:00] <a> x\n[09:01] <a> y\n", "club/log.txt")
    assert report.problem
    assert "2026-11-22-channel.txt" in report.problem.fix.en
    assert merged(tmp_path) == []


def test_two_days_with_the_same_words_are_two_logs(tmp_path: Path) -> None:
    for name in ("2026-05-27-#club.txt", "2026-05-28-#club.txt"):
        put(tmp_path, "[09:00] <a> x\n", name)
    assert len(merged(tmp_path)) == 2


def test_bots(tmp_path: Path) -> None:
    nicks = ["ubottu", "camelia", "logbot", "xbot_", "ChanServ", "bottle", "robota"]
    put(tmp_path, "".join(f"[09:00] <{nick}> x\n" for nick in nicks), NAME)
    assert [row["is_bot"] for row in merged(tmp_path)] == [True, True, True, True, True, False, False]


def test_colours_odd_bytes_and_long_lines(tmp_path: Path) -> None:
    log = b"[09:00] <a> \x02bold\x0f \x0304,01red\x03\n" + b"[09:01] <a> caf\xe9\n[09:02] <a> " + b"x" * 200_000
    report = put(tmp_path, log + b"\n[09:03] <a> y\n", NAME)
    assert (report.records, skipped(report)) == (4, {"too-long": 1})
    assert [row["length"] for row in merged(tmp_path)] == [8, 4, 1]


def test_impossible_times(tmp_path: Path) -> None:
    report = put(tmp_path, "[09:00] <a> x\n[25:99] <a> y\n[9999-99-99 09:00] <a> z\n[9999-12-31 23:59] <a> z\n", NAME)
    assert skipped(report) == {"bad-time": 2, "no-time": 1}


def test_other_text_is_not_taken_for_a_log(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("* one\n* two\n10:30 meeting\n")
    (tmp_path / "folder" / "links.annotation.txt").write_text("1000 1000 -\n1002 1001 -\n")
    (tmp_path / "folder" / NAME).write_text("[09:00] <a> x\n")
    assert [report.path.name for report in run(tmp_path, tmp_path / "folder")] == [NAME]
