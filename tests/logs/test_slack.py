"""Slack's export, as zip and as folder."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from logkit import Row, conserved, merged, put, read, run, skipped, slack

USERS = [
    {"id": "U1", "name": "one"},
    {"id": "U2", "name": "two"},
    {"id": "U9", "name": "helper", "is_bot": True},
]
CHANNELS = [{"id": "C1", "name": "general"}, {"id": "C2", "name": "random"}]


def said(ts: str, user: str | None = "U1", text: str = "hello", **more: Any) -> Row:
    base = {"type": "message", "user": user, "text": text, "ts": ts}
    return {key: value for key, value in {**base, **more}.items() if value is not None}


def day(*messages: Any, name: str = "general/2026-05-28.json", **files: Any) -> bytes:
    return slack({name: list(messages), **files}, users=USERS, channels=CHANNELS)


def test_messages_with_ids_and_threads(tmp_path: Path) -> None:
    files = {
        "general/2026-05-28.json": [said("1779926400.000100", thread_ts="1779926400.000100", reply_count=2)],
        "general/2026-05-29.json": [said("1780012800.000200", "U2", thread_ts="1779926400.000100")],
        "general/2026-05-30.json": [
            said("1780099200.000300", "U2", thread_ts="1779926400.000100", subtype="thread_broadcast"),
        ],
        "random/2026-05-30.json": [said("1780099200.000300", "U2")],
    }
    report = put(tmp_path, slack(files, users=USERS, channels=CHANNELS), "export.zip")
    assert (report.format, report.records, report.parsed) == ("slack", 4, 4)
    rows = {(row["channel"], row["msg_id"]): row for row in merged(tmp_path)}
    assert len(rows) == 4  # ts is unique per channel only
    first = rows["general", "1779926400.000100"]
    assert (first["ts_s"], first["reply_to"]) == (1_779_926_400, None)
    assert rows["general", "1780012800.000200"]["reply_to"] == "1779926400.000100"
    assert rows["general", "1780099200.000300"]["reply_to"] == "1779926400.000100"
    assert {row["kind"] for row in rows.values()} == {"message"}
    assert [(c.name, c.channel) for c in report.chats] == [("general", "general"), ("random", "random")]


SUBTYPES = [
    ({"subtype": "channel_join"}, "join", False),
    ({"subtype": "group_join"}, "join", False),
    ({"subtype": "channel_leave"}, "leave", False),
    ({"subtype": "channel_topic", "topic": "x"}, "system", False),
    ({"subtype": "bot_add", "bot_id": "B1"}, "system", False),
    ({"subtype": "bot_message", "user": None, "bot_id": "B1"}, "message", True),
    ({"bot_id": "B1"}, "message", True),
    ({"user": "U9"}, "message", True),
    ({"user": "USLACKBOT"}, "message", True),
    ({"subtype": "me_message"}, "message", False),
    ({"subtype": "huddle_thread"}, "message", False),
    ({"subtype": "file_share", "files": [{"mimetype": "image/png"}]}, "message", False),
    ({"subtype": "file_comment", "user": None, "comment": {"user": "U2", "comment": "nice"}}, "message", False),
    ({"subtype": "something_new"}, "system", False),
]


def test_subtypes(tmp_path: Path) -> None:
    stamps = [f"17799264{number:02}.000100" for number in range(len(SUBTYPES))]
    put(tmp_path, day(*(said(ts, **more) for ts, (more, _, _) in zip(stamps, SUBTYPES, strict=True))), "export.zip")
    found = [(row["kind"], row["is_bot"]) for row in merged(tmp_path)]
    assert found == [(kind, bot) for _, kind, bot in SUBTYPES]


def test_authors(tmp_path: Path) -> None:
    comment = said("1779926402.000100", None, "", subtype="file_comment", comment={"user": "U2", "comment": "nice!"})
    nobody = said("1779926403.000100", None)
    bot = said("1779926404.000100", None, bot_id="B1")
    put(tmp_path, day(said("1779926401.000100", "U2"), comment, nobody, bot), "export.zip")
    rows = merged(tmp_path)
    assert rows[0]["author"] == rows[1]["author"]
    assert rows[1]["length"] == 5
    assert rows[2]["author"] is None
    assert rows[3]["author"] not in (None, rows[0]["author"])


TEXTS = [
    ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
    ("hi <@U1>", "hi @U1"),
    ("hi <@U1|one>", "hi @one"),
    ("<#C1|general>", "#general"),
    ("<!here> now", "@here now"),
    ("<https://example.org/a|the page>", "the page"),
    ("<https://example.org/a>", "https://example.org/a"),
]


def test_text_is_measured_as_people_saw_it(tmp_path: Path) -> None:
    put(tmp_path, day(*(said(f"177992640{n}.000100", text=text) for n, (text, _) in enumerate(TEXTS))), "export.zip")
    assert [row["length"] for row in merged(tmp_path)] == [len(shown) for _, shown in TEXTS]
    assert merged(tmp_path)[6]["media"] == "link"


def test_reactions_and_files(tmp_path: Path) -> None:
    reactions = [{"name": "+1", "users": ["U1", "U2"], "count": 4}, {"name": "eyes", "users": ["U1"]}, 5]
    put(
        tmp_path,
        day(
            said("1779926401.000100", reactions=reactions),
            said("1779926402.000100", files=[{"mimetype": "video/mp4"}]),
            said("1779926403.000100", file={"mimetype": "application/pdf"}, subtype="file_share"),
        ),
        "export.zip",
    )
    assert [row["n_reactions"] for row in merged(tmp_path)] == [5, 0, 0]
    assert [row["media"] for row in merged(tmp_path)] == ["text", "video", "file"]


def test_direct_messages_stay_out(tmp_path: Path) -> None:
    files = {
        "dms.json": [{"id": "D024BE91L", "members": ["U1", "U2"]}],
        "mpims.json": [{"id": "G7", "name": "mpdm-one--two-1"}],
        "groups.json": [{"id": "G8", "name": "helpers"}],
        "D024BE91L/2026-05-28.json": [said("1779926401.000100")],
        "mpdm-one--two-1/2026-05-28.json": [said("1779926402.000100"), said("1779926403.000100")],
        "helpers/2026-05-28.json": [said("1779926404.000100")],
        "D0000UNLISTED/2026-05-28.json": [said("1779926405.000100")],
    }
    report = put(tmp_path, slack(files, users=USERS, channels=CHANNELS), "export.zip")
    assert (report.parsed, skipped(report)) == (1, {"private": 4})
    assert [row["channel"] for row in merged(tmp_path)] == ["helpers"]


def test_records_that_give_no_row(tmp_path: Path) -> None:
    records = [said("1779926401.000100"), said("when"), {"text": "no time"}, "odd", said("5.1")]
    report = put(tmp_path, day(*records), "export.zip")
    assert (report.records, report.parsed) == (5, 1)
    assert skipped(report) == {"no-time": 1, "bad-time": 2, "broken": 1}


def test_a_renamed_channel_lies_in_two_folders(tmp_path: Path) -> None:
    files = {
        "old-name/2026-05-27.json": [said("1779840000.000100")],
        "general/2026-05-28.json": [said("1779926401.000100")],
    }
    unknown = read(tmp_path, slack(files, users=USERS, channels=CHANNELS), "unknown.zip")
    assert {row["chat"] for row in unknown.rows} == {"C1", "old-name"}
    told = [{**CHANNELS[0], "previous_names": ["old-name", 5]}, CHANNELS[1]]
    known = read(tmp_path, slack(files, users=USERS, channels=told), "known.zip")
    assert [row["chat"] for row in known.rows] == ["C1", "C1"]
    # Another channel may have taken the name over.
    taken = [*told, {"id": "C9", "name": "old-name"}]
    rows = read(tmp_path, slack(files, users=USERS, channels=taken), "taken.zip").rows
    assert {row["chat"] for row in rows} == {"C1", "C9"}


@pytest.mark.parametrize("folder", ["", "my export/"])
def test_a_grid_export_names_people_elsewhere(tmp_path: Path, folder: str) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {
            "org_users.json": [{"id": "U77", "is_bot": True}], "channels.json": CHANNELS,
            "general/2026-05-28.json": [said("1779926401.1", "U77"), said("1779926402.1")],
        }.items():  # fmt: skip
            archive.writestr(folder + name, json.dumps(content))
    assert [(row["chat"], row["is_bot"]) for row in read(tmp_path, path).rows] == [("C1", True), ("C1", False)]


def test_a_damaged_day_costs_only_what_is_damaged(tmp_path: Path) -> None:
    whole = json.dumps([said(f"177992640{number}.000100") for number in range(5)]).encode()
    files = {
        "general/2026-05-28.json": whole[:-60],
        "general/2026-05-29.json": b"<html>",
        "general/2026-05-30.json": b"",
    }
    report = put(tmp_path, slack(files, users=USERS, channels=CHANNELS), "export.zip")
    assert (report.parsed, skipped(report)) == (4, {"cut-off": 1, "broken": 1})
    assert conserved(report)


def test_lists_that_are_damaged_do_not_stop_the_import(tmp_path: Path) -> None:
    files = {"channels.json": b"[{", "integration_logs.json": b"x", "general/2026-05-28.json": [said("1779926401.1")]}
    assert put(tmp_path, slack(files, users=USERS), "export.zip").parsed == 1


@pytest.mark.parametrize("inner", ["", "my export/"])
def test_the_unpacked_folder_gives_the_same(tmp_path: Path, inner: str) -> None:
    content = day(said("1779926401.000100"), said("1779926402.000100", "U2"))
    put(tmp_path / "zip", content, "export.zip")
    folder = tmp_path / "folder" / inner
    with zipfile.ZipFile(tmp_path / "zip" / "export.zip") as archive:
        archive.extractall(folder)
    [report] = run(tmp_path / "other", tmp_path / "folder")
    assert (report.format, report.parsed) == ("slack", 2)
    assert merged(tmp_path / "zip") == merged(tmp_path / "other")


def test_an_export_that_was_packed_again_has_one_folder_more(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {
            "users.json": USERS, "channels.json": CHANNELS, "general/2026-05-28.json": [said("1779926401.1")],
        }.items():  # fmt: skip
            archive.writestr(f"my export/{name}", json.dumps(content))
        archive.writestr("__MACOSX/my export/._users.json", b"\0")
    [report] = run(tmp_path, path)
    assert (report.parsed, [c.channel for c in report.chats]) == (1, ["general"])
