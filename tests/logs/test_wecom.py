"""WeCom's decrypted conversation archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chinesekit import TALK, Said, dump, lines, wecom
from logkit import KEY, T0, merged, put, read

SAID = Said(T0, 1, "hello")


def recall(number: int, at: int, of: int, **more: Any) -> dict[str, Any]:
    back = {"action": "recall", "msgtype": "revoke", "revoke": {"pre_msgid": f"m{of}_external"}}
    return wecom(number, Said(at, 1, ""), **back, **more)


def one(tmp_path: Path, **more: Any) -> dict[str, Any]:
    return read(tmp_path, lines([wecom(1, SAID, **more)]), "a.jsonl").rows[0]


@pytest.mark.parametrize("indent", [None, 2])
def test_lines_or_an_array(tmp_path: Path, indent: int | None) -> None:
    records = [wecom(number, said) for number, said in enumerate(TALK)]
    for content in (lines(records), dump(records, indent)):
        found = read(tmp_path, content)
        assert (found.format, found.skipped) == ("wecom", {})
        assert [(row["ts_s"], row["msg_id"]) for row in found.rows] == [
            (s.at, f"m{n}_external") for n, s in enumerate(TALK)
        ]


@pytest.mark.parametrize("when", [T0 * 1000, str(T0 * 1000), T0, str(T0), f" {T0}123 "])
def test_times_as_numbers_or_strings_of_seconds_or_less(tmp_path: Path, when: int | str) -> None:
    assert one(tmp_path, msgtime=when)["ts_s"] == T0


@pytest.mark.parametrize("room", ["", " ", None])
def test_a_conversation_without_a_room_is_private(tmp_path: Path, room: str | None) -> None:
    found = read(tmp_path, lines([wecom(1, SAID), wecom(2, SAID, roomid=room)]), "a.jsonl")
    assert found.skipped == {"private": 1}
    assert found.tally.skipped["private"].first == ""


def test_switching_companies_is_no_message(tmp_path: Path) -> None:
    switch = {"msgid": "s1", "action": "switch", "time": T0 * 1000, "user": "zhang"}
    assert read(tmp_path, lines([wecom(1, SAID), switch]), "a.jsonl").skipped == {"not-chat": 1}


@pytest.mark.parametrize("first", ["message", "recall"])
def test_a_message_that_was_taken_back_is_none(tmp_path: Path, first: str) -> None:
    records = [wecom(1, SAID), wecom(2, SAID), recall(3, T0 + 60, 1)]
    report = put(tmp_path, lines(records if first == "message" else records[::-1]))
    assert report.records == 3
    assert sorted((row["msg_id"], row["kind"]) for row in merged(tmp_path)) == [
        ("m1_external", "system"), ("m2_external", "message"),
    ]  # fmt: skip


def test_a_later_export_takes_back_a_message_of_an_earlier_one(tmp_path: Path) -> None:
    put(tmp_path, lines([wecom(1, SAID), wecom(2, SAID)]), "1.jsonl")
    put(tmp_path, lines([recall(3, T0 + 60, 1)]), "2.jsonl")
    assert sorted((row["msg_id"], row["kind"]) for row in merged(tmp_path)) == [
        ("m1_external", "system"), ("m2_external", "message"),
    ]  # fmt: skip


def test_people_outside_and_robots(tmp_path: Path) -> None:
    assert not one(tmp_path, **{"from": "wmXYZ"})["is_bot"]
    assert one(tmp_path, **{"from": "wbXYZ"})["is_bot"]
    assert one(tmp_path, **{"from": "wmXYZ"})["author"] == KEY.author("wecom", "wmXYZ")


MIXED = {"item": [
    {"type": "text", "content": json.dumps({"content": "看这页?"})}, {"type": "image", "content": "{}"},
]}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("image", {}, ("message", "image", 0)),
        ("voice", {}, ("message", "voice", 0)),
        ("emotion", {}, ("message", "sticker", 0)),
        ("file", {"filename": "a?.pdf"}, ("message", "file", 0)),
        ("link", {"title": "书单?"}, ("message", "link", 0)),
        ("weapp", {}, ("message", "link", 0)),
        ("redpacket", {}, ("message", "other", 0)),
        ("agree", {}, ("system", "other", 0)),
        ("markdown", {"content": "**now**"}, ("message", "text", 7)),
        ("mixed", MIXED, ("message", "image", 4)),
    ],
)
def test_kinds(tmp_path: Path, kind: str, body: dict[str, Any], expected: tuple[str, str, int]) -> None:
    row = one(tmp_path, msgtype=kind, **{kind: body})
    assert (row["kind"], row["media"], row["length"]) == expected


def test_an_archive_that_is_still_encrypted_is_refused(tmp_path: Path) -> None:
    record = {"seq": 1, "msgid": "x", "publickey_ver": 1, "encrypt_random_key": "AA", "encrypt_chat_msg": "BB"}
    problem = read(tmp_path, lines([record]), "a.jsonl").problem
    assert problem
    assert "解密" in problem.fix.zh


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    records = [wecom(1, SAID), wecom(2, SAID, msgid=""), wecom(3, SAID, msgtime="soon"), wecom(4, SAID, msgtime=None)]
    found = read(tmp_path, lines(records) + b'"text"\n{"msgid": "x"', "a.jsonl")
    assert found.skipped == {"no-id": 1, "bad-time": 1, "no-time": 1, "broken": 1, "cut-off": 1}
