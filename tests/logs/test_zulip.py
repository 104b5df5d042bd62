"""Zulip's logs: the folder of zulip-archive, and the export of the server."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, Row, merged, put, read, run
from test_tar_stream import tar

STREAMS = {"12": "reading", "13": "night/watch"}


def said(number: int, content: str = "<p>hello</p>", author: str = "Ann Paper", **more: Any) -> Row:
    """A message as zulip-archive keeps it. ``None`` removes a key."""
    base = {"id": number, "content": content, "sender_full_name": author, "timestamp": T0 + number, **more}
    return {key: value for key, value in base.items() if value is not None}


def escaped(topic: str) -> str:
    return quote(topic, safe=" ()!'@~*-_").replace(".", "%2E").replace(" ", "%20").replace("%", ".")


def archive(root: Path, topics: dict[tuple[str, str], list[Any] | bytes]) -> Path:
    """Write a folder of zulip-archive; keys are (stream id, topic)."""
    folder = root / "zulip_json"
    folder.mkdir(parents=True)
    index = {"time": 1.5, "streams": {name: {"id": int(number), "topic_data": {}} for number, name in STREAMS.items()}}
    (folder / "stream_index.json").write_text(json.dumps(index))
    for (stream, topic), messages in topics.items():
        path = folder / f"{stream}-{STREAMS.get(stream, 'lost')}" / f"{escaped(topic)}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = messages if isinstance(messages, bytes) else json.dumps(messages, indent=4, ensure_ascii=False).encode()
        path.write_bytes(data)
    return folder


def test_topics_of_all_names(tmp_path: Path) -> None:
    names = ["plain", "v4.18 is out", ".hidden", "a/b", "“quoted”", "100%", "读书"]
    folder = archive(
        tmp_path / "in", {("12", name): [said(n * 10), said(n * 10 + 1)] for n, name in enumerate(names, 1)}
    )
    assert any(path.name.startswith(".2E") for path in folder.rglob("*.json"))
    # The folder above is as good as the folder itself.
    [report] = run(tmp_path, tmp_path / "in")
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("zulip-archive", 14, 14, False)
    rows = merged(tmp_path)
    assert {row["channel"] for row in rows} == {"reading"}
    assert [(row["msg_id"], row["reply_to"]) for row in rows if row["reply_to"]] == [
        (str(n * 10 + 1), str(n * 10)) for n in range(1, len(names) + 1)
    ]


def test_streams_with_a_slash_and_without_an_entry(tmp_path: Path) -> None:
    folder = archive(tmp_path / "in", {("13", "x"): [said(1)], ("99", "x"): [said(2)]})
    assert (folder / "13-night" / "watch").is_dir()
    [report] = run(tmp_path, folder)
    assert sorted((chat.key, chat.name) for chat in report.chats) == [("13", "night/watch"), ("99", "lost")]


def test_a_resolved_topic_is_the_same_topic(tmp_path: Path) -> None:
    topics = {
        ("12", "how to fold"): [said(1), said(2)],
        ("12", "✔ How to fold"): [said(3), said(4)],
        ("12", "✔x"): [said(5)],
    }
    rows = sorted(read(tmp_path, archive(tmp_path, topics)).rows, key=lambda row: int(row["msg_id"]))
    assert [row["reply_to"] for row in rows] == [None, "1", "1", "1", None]


def link(number: int, stream: int = 12) -> str:
    return f'<p>Ann <a href="https://z.example.org/#narrow/stream/{stream}-reading/topic/x/near/{number}">said</a>:</p>'


QUOTES = [
    (f"{link(2)}\n<blockquote>\n<p>why?</p>\n</blockquote>\n<p>because</p>", "2"),
    (f"{link(2, 13)}<blockquote><p>why?</p></blockquote><p>from elsewhere</p>", "1"),
    (f"<p>mine</p><blockquote><p>x</p></blockquote>{link(2)}", "1"),
    (link(2), "1"),
]


@pytest.mark.parametrize(("content", "answered"), QUOTES)
def test_a_quotation_names_what_is_answered(tmp_path: Path, content: str, answered: str) -> None:
    rows = read(tmp_path, archive(tmp_path, {("12", "x"): [said(1), said(2, "<p>why?</p>"), said(3, content)]})).rows
    assert rows[2]["reply_to"] == answered
    assert (rows[2]["is_question"], rows[2]["media"]) == (False, "link" if content.endswith(link(2)) else "text")


def test_notices_and_bots(tmp_path: Path) -> None:
    messages = [
        said(1),
        said(2, author="Notification Bot"),
        said(3, author="Welcome Bot"),
        said(4, author="Botany Fan"),
    ]
    rows = read(tmp_path, archive(tmp_path, {("12", "x"): messages})).rows
    assert [(row["kind"], row["is_bot"]) for row in rows] == [
        ("message", False), ("system", True), ("message", True), ("message", False),
    ]  # fmt: skip
    assert (rows[1]["length"], rows[1]["reply_to"]) == (0, None)


def test_records_that_give_no_row(tmp_path: Path) -> None:
    odd = [said(1), said(2, id=None), said(3, timestamp=None), said(4, timestamp="soon"), "odd"]
    whole = json.dumps([said(n) for n in range(20, 24)], indent=4).encode()
    reading = read(
        tmp_path,
        archive(tmp_path, {("12", "a"): odd, ("12", "b"): whole[:-60], ("12", "c"): b"<html>", ("12", "d"): b""}),
    )
    assert reading.parsed == 4
    assert reading.skipped == {"no-id": 1, "no-time": 1, "bad-time": 1, "broken": 2, "cut-off": 1}


def test_a_damaged_index_costs_only_the_names(tmp_path: Path) -> None:
    folder = archive(tmp_path, {("12", "a"): [said(1)]})
    (folder / "stream_index.json").write_text("{")
    assert read(tmp_path, folder).parsed == 1


PEOPLE = {7: "Ann Paper", 8: "Ben River"}
REALM: dict[str, Any] = {
    "zerver_realm": [{"id": 1, "name": "Boat"}],
    "zerver_userprofile": [
        {"id": 7, "full_name": "Ann Paper", "email": "ann@example.org", "is_bot": False},
        {"id": 8, "full_name": "Ben River", "email": "ben@example.org", "is_bot": False},
        {"id": 9, "full_name": "Build", "email": "build-bot@example.org", "is_bot": True},
    ],
    "zerver_userprofile_crossrealm": [{"id": 3, "email": "notification-bot@zulip.com"}],
    "zerver_stream": [{"id": 12, "name": "reading"}, {"id": 13, "name": "night/watch"}],
    "zerver_recipient": [
        {"id": 71, "type": 1, "type_id": 7}, {"id": 112, "type": 2, "type_id": 12},
        {"id": 113, "type": 2, "type_id": 13},
        {"id": 300, "type": 3, "type_id": 4},
    ],
    "zerver_reaction": [{"id": 1, "message": 2, "user_profile": 8}, {"id": 2, "message": 2, "user_profile": 7}],
}  # fmt: skip


def kept(number: int, sender: int = 7, recipient: int = 112, subject: str = "x", **more: Any) -> Row:
    """A message of the export. ``None`` removes a key."""
    base = {
        "id": number, "sender": sender, "recipient": recipient, "subject": subject, "content": "hello",
        "rendered_content": "<p>hello</p>", "date_sent": T0 + number + 0.25, "last_edit_time": None, "has_image": False,
    }  # fmt: skip
    return {key: value for key, value in {**base, **more}.items() if value is not None}


def table(*messages: Any, **others: Any) -> bytes:
    return json.dumps(
        {"zerver_message": list(messages), "zerver_usermessage": [{"id": 1}], **others}, indent=2
    ).encode()


def export(
    *files: bytes, realm: Any = REALM, last: bool = False, packed: bool = True, folder: str = "zulip-export-x/"
) -> bytes:
    parts: list[tuple[str | tarfile.TarInfo, bytes]] = [
        (f"{folder}messages-{number:06}.json", content) for number, content in enumerate(files, 1)
    ]
    parts.insert(len(parts) if last else 0, (f"{folder}realm.json", json.dumps(realm, indent=2).encode()))
    return tar((f"{folder}uploads/1/kite.png", b"x"), *parts, (f"{folder}attachment.json", b"{}"), packed=packed)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("last", [True, False])
def test_the_export(tmp_path: Path, packed: bool, last: bool) -> None:
    first, second = table(kept(1), kept(2, 8, subject="✔ X")), table(kept(3, 9), kept(4, 3), kept(5, 8, 113))
    reading = read(tmp_path, export(first, second, packed=packed, last=last), "export.tar")
    assert (reading.records, reading.parsed) == (5, 5)
    columns = ("chat", "msg_id", "reply_to", "n_reactions", "is_bot")
    assert [tuple(row[name] for name in columns) for row in reading.rows] == [
        ("12", "1", None, 0, False), ("12", "2", "1", 2, False), ("12", "3", "1", 0, True), ("12", "4", None, 0, True),
        ("13", "5", None, 0, False),
    ]  # fmt: skip
    assert [row["kind"] for row in reading.rows] == ["message"] * 3 + ["system", "message"]
    assert [row["ts_s"] - T0 for row in reading.rows] == [1, 2, 3, 4, 5]


def test_message_files_in_any_order(tmp_path: Path) -> None:
    rows = read(tmp_path, export(table(kept(5)), table(kept(1), kept(2))), "export.tar.gz").rows
    assert {row["msg_id"]: row["reply_to"] for row in rows} == {"5": "1", "1": None, "2": "1"}


def test_direct_messages_stay_out(tmp_path: Path) -> None:
    messages = kept(1), kept(2, recipient=71), kept(3, recipient=300), kept(4, recipient=999)
    reading = read(tmp_path, export(table(*messages)), "export.tar.gz")
    assert (reading.parsed, reading.skipped) == (1, {"private": 2, "no-chat": 1})


def test_an_export_without_its_realm_is_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, tar(("z/messages-000001.json", table(kept(1)))), "export.tar.gz")
    assert reading.problem
    assert "realm.json" in reading.problem.what.zh


def test_a_damaged_realm_makes_nothing_public(tmp_path: Path) -> None:
    content = tar(("z/realm.json", b'{"zerver_recipient": ['), ("z/messages-000001.json", table(kept(1))))
    assert read(tmp_path, content, "export.tar.gz").skipped == {"no-chat": 1}


OLD = {"date_sent": None, "pub_date": T0 + 1.5, "rendered_content": None}


def test_older_exports_and_markdown(tmp_path: Path) -> None:
    quoted = "[said](https://z.example.org/#narrow/channel/12-reading/topic/x/near/2):\n```quote\nwhy?\n```\nbecause"
    messages = (
        kept(1),
        kept(2),
        kept(3, content=quoted, **OLD),
        kept(4, has_image=True, content="[a](/user_uploads/a.png)", **OLD),
    )
    reactions = [{"id": 1, "message": 3}]
    realm = {key: value for key, value in REALM.items() if key != "zerver_reaction"}
    rows = read(tmp_path, export(table(*messages, zerver_reaction=reactions), realm=realm), "e.tgz").rows
    found = [(row["reply_to"], row["media"], row["n_reactions"], row["length"]) for row in rows[2:]]
    assert found == [("2", "text", 1, len("because")), ("1", "image", 0, 24)]


def test_unusable_messages(tmp_path: Path) -> None:
    odd = kept(1), kept(2, date_sent=None), kept(3, date_sent="soon"), kept(4, id=None)
    reading = read(tmp_path, export(table(*odd)), "e.tgz")
    assert (reading.parsed, reading.skipped) == (1, {"no-time": 1, "bad-time": 1, "no-id": 1})


def test_the_unpacked_export_gives_the_same(tmp_path: Path) -> None:
    content = export(table(kept(1), kept(2, 8)), table(kept(3)), folder="")
    (tmp_path / "export.tar.gz").write_bytes(content)
    with tarfile.open(tmp_path / "export.tar.gz") as file:
        file.extractall(tmp_path / "folder", filter="data")
    assert read(tmp_path, tmp_path / "folder").rows == read(tmp_path, tmp_path / "export.tar.gz").rows


def test_archive_and_export_tell_of_the_same_people(tmp_path: Path) -> None:
    """The archive knows full names, the export numbers; the messages have the same ids in both."""
    [first] = run(tmp_path, archive(tmp_path / "in", {("12", "x"): [said(1), said(2, author="Ben River"), said(3)]}))
    second = put(tmp_path, export(table(kept(2, 8), kept(3), kept(4, 8))), "export.tar.gz")
    assert (first.parsed, second.parsed) == (3, 3)
    rows = merged(tmp_path)
    assert [row["msg_id"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["author"] == rows[2]["author"] != rows[1]["author"] == rows[3]["author"]


WHOLE = export(table(*(kept(n, content='"}{][ 你好') for n in range(1, 5))))


@given(cut=st.integers(1, len(WHOLE) - 1))
def test_a_cut_export_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    assert read(tmp_path_factory.getbasetemp(), WHOLE[:cut], "z.tar.gz").problem


MESSAGES = st.lists(
    st.tuples(st.sampled_from(["a", "✔ a", "b.c", "d/e"]), st.sampled_from([7, 8]), st.text("ab?汉 ", max_size=9))
)


@given(messages=MESSAGES)
def test_both_shapes_give_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, messages: Any) -> None:
    root = tmp_path_factory.mktemp("zulip")
    topics: dict[tuple[str, str], list[Any]] = {}
    rows, openers = [], {}
    for number, (topic, who, words) in enumerate(messages, 1):
        topics.setdefault(("12", topic), []).append(said(number, f"<p>{words}</p>", PEOPLE[who]))
        rows.append(kept(number, who, subject=topic, rendered_content=f"<p>{words}</p>"))
        openers.setdefault(topic.removeprefix("✔ "), number)
    expected = [
        (str(n), T0 + n, len(words.strip()), str(first) if (first := openers[topic.removeprefix("✔ ")]) < n else None)
        for n, (topic, _, words) in enumerate(messages, 1)
    ]
    for reading in (read(root, archive(root, topics)), read(root, export(table(*rows)), "e.tgz")):
        found = sorted(reading.rows, key=lambda row: int(row["msg_id"]))
        assert [(row["msg_id"], row["ts_s"], row["length"], row["reply_to"]) for row in found] == expected
        assert reading.records == len(messages)
        by_author: dict[str, set[int]] = {}
        for row, (_, who, _) in zip(found, messages, strict=True):
            by_author.setdefault(row["author"], set()).add(who)
        assert all(len(people) == 1 for people in by_author.values())


TOPIC = json.dumps([said(n, '<p>"}{][ 你好</p>') for n in range(1, 5)], indent=4, ensure_ascii=False).encode()


@given(cut=st.integers(0, len(TOPIC)))
def test_a_topic_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    reading = read(Path(), archive(tmp_path_factory.mktemp("cut"), {("12", "x"): TOPIC[:cut]}))
    begun = TOPIC[:cut].count(b'"id"')
    assert begun <= reading.records <= begun + 1
    assert reading.parsed >= TOPIC[:cut].count(b"\n    }")
