"""IRC logs of several clients."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from logkit import merged, put, read, run, skipped

NAME = "2026-05-28-#club.txt"
UTC = ZoneInfo("UTC")


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


E = at("2026-05-28T09:01")
OTHER_CLIENTS = [
    (
        "plain",
        (
            "[09:01] <anna> hi\n*** ben joined\n * ben waves\n*** ben left\n=== cy [~c@x] has joined #club\n"
            "=== cy [~c@x] has left #club []\n"
        ),
        "say anna, join ben, say ben, leave ben, join cy, leave cy",
    ),
    (
        "irssi",
        (
            "--- Log opened Thu May 28 09:00:00 2026\n09:01 <@anna> hi\n09:01 -!- ben [~b@x] has joined #club\n"
            "09:01 -!- ben [~b@x] has quit [Quit: x]\n09:01 -!- mode/#club [+o anna] by x\n09:01  * anna waves\n"
            "09:01 -!- ben was kicked from #club by anna [x]\n"
        ),
        "other, say anna, join ben, leave ben, other, say anna, leave ben",
    ),
    (
        "hexchat",
        (
            "**** BEGIN LOGGING AT Thu May 28 09:00:00 2026\n\nMay 28 09:01:00 <anna>\thi\n"
            "May 28 09:01:00 *\tben (~b@x) has joined\nMay 28 09:01:00 *\tben has quit (Quit: x)\n"
            "May 28 09:01:00 *\tanna has left the room, she says\n"
        ),
        "other, say anna, join ben, leave ben, say anna",
    ),
    (
        "znc",
        (
            "[2026-05-28 09:01:00] <anna> hi\n[09:01:00] *** Joins: ben (b@x)\n"
            "[09:01:00] *** Quits: ben (b@x) (Quit: x)\n"
            "[09:01:00] *** Parts: cy (c@x) ()\n[09:01:00] *** x sets mode: +o anna\n[09:01:00] -serv- a notice\n"
            "[09:01:00] *** ben was kicked by anna (x)\n"
        ),
        "say anna, join ben, leave ben, leave cy, other, other, leave ben",
    ),
    (
        "weechat",
        (
            "2026-05-28 09:01:00\t@anna\thi\n2026-05-28 09:01:00\t-->\tben (b@x) has joined #club\n"
            "2026-05-28 09:01:00\t<--\tben (b@x) has quit (Quit: x)\n2026-05-28 09:01:00\t *\tanna waves\n"
            "2026-05-28 09:01:00\t--\tMode #club [+o anna] by x\n2026-05-28 09:01:00\t<--\tanna has kicked ben (x)\n"
        ),
        "say anna, join ben, leave ben, say anna, other, leave ben",
    ),
    (
        "mirc",
        (
            "Session Start: Thu May 28 09:00:00 2026\n[09:01] <anna> hi\n[09:01] * ben (b@x) has joined #club\n"
            "[09:01] * ben (b@x) Quit (x)\n[09:01] * cy has left #club\n[09:01] * anna has quit smoking\n"
        ),
        "other, say anna, join ben, leave ben, leave cy, say anna",
    ),
    (
        "eggdrop",
        (
            "[2026-05-28 09:01] <anna> hi\n[09:01] Action: anna waves\n[09:01] ben (b@x) joined #club.\n"
            "[09:01] ben (b@x) left irc: x\n[09:01] ben (b@x) got kicked from #club by anna: x\n"
        ),
        "say anna, say anna, join ben, leave ben, leave ben",
    ),
    (
        "supybot",
        (
            "2026-05-28T09:01:00  <anna> hi\n2026-05-28T09:01:00  *** ben <b@x> has joined #club\n"
            "2026-05-28T09:01:00Z  *** ben <b@x> has quit IRC (x)\n"
        ),
        "say anna, join ben, leave ben",
    ),
    ("triples", f"{E} anna hi\n{E} ben has left\n{E} <cy> x\n", "say anna, say ben, say cy"),
    ("triples, tabs", f"{E}\tanna\thi\n{E}\tben\thi there\n", "say anna, say ben"),
]


@pytest.mark.parametrize(("client", "log", "told"), OTHER_CLIENTS)
def test_logs_of_other_clients(tmp_path: Path, client: str, log: str, told: str) -> None:
    reading = read(tmp_path, log, "2026-05-28-club.log", UTC)
    assert (reading.parsed, reading.skipped) == (len([line for line in log.split("\n") if line]), {}), client
    expected = [tuple(part.split(" ")) for part in told.split(", ")]
    assert [row["kind"] for row in reading.rows] == [
        {"say": "message", "other": "system"}.get(what, what) for what, *_ in expected
    ]
    people: dict[str, str] = {}
    for row, (_, *who) in zip(reading.rows, expected, strict=True):
        assert not who or people.setdefault(who[0], row["author"]) == row["author"]
        assert who == [] or row["ts_s"] == E
    assert len(set(people.values())) == len(people)


RENAMES = [
    "=== anna is now known as ann",
    "[09:00] *** anna is now known as ann",
    "09:00 -!- anna is now known as ann",
    "2026-05-28 09:00:00\t--\tanna is now known as ann",
    "[09:00] * anna is now known as ann",
    "May 28 09:00:00 *\tanna is now known as ann",
    "[09:00] Nick change: anna -> ann",
]


@pytest.mark.parametrize("line", RENAMES)
def test_every_client_tells_of_new_nicknames(tmp_path: Path, line: str) -> None:
    put(tmp_path, f"[09:00] <anna> a\n{line}\n[09:01] <ann> b\n[09:01] <ben> c\n", NAME)
    people = [row["author"] for row in merged(tmp_path) if row["kind"] == "message"]
    assert people[0] == people[1] != people[2]


def test_months_without_a_year_go_on_over_new_year(tmp_path: Path) -> None:
    log = "**** BEGIN LOGGING AT Thu Dec 31 23:00:00 2026\n\nDec 31 23:59:00 <a>\tx\nJan  1 00:01:00 <a>\ty\n"
    rows = read(tmp_path, log, "club.log", UTC).rows
    assert [row["ts_s"] for row in rows[1:]] == [at("2026-12-31T23:59"), at("2027-01-01T00:01")]


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
