"""Telegram Desktop's export, with every quirk that is known of it."""

from __future__ import annotations

import re
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from logkit import T0, account, as_json, chat, conserved, merged, message, put, service, skipped

from commops.logs import telegram_table
from commops.logs.warehouse import open_warehouse

LAYOUTS = [1, 2, None]
"""The exporter's own indent, another one, and everything on one line."""


@pytest.fixture(params=["items", "tables"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds for small files, which are read item by item, and for large ones, which are read as tables."""
    if request.param == "tables":
        if not telegram_table.usable():
            pytest.skip("this system has no files in memory")
        monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)


@pytest.mark.parametrize("indent", LAYOUTS)
def test_single_chat(tmp_path: Path, indent: int | None) -> None:
    report = put(tmp_path, as_json(chat(message(1), message(2, T0 + 60, "user2", "why?")), indent))
    assert (report.format, report.records, report.parsed, report.rows) == ("telegram", 2, 2, 2)
    assert [(c.name, c.channel) for c in report.chats] == [("Reading club", "reading-club")]
    first, second = merged(tmp_path)
    assert (first["msg_id"], first["ts_s"], first["kind"], first["media"]) == ("1", T0, "message", "text")
    assert (first["length"], second["length"]) == (5, 4)
    assert (first["is_question"], second["is_question"]) == (False, True)
    assert first["author"] != second["author"]
    assert first["source"] == "telegram"


@pytest.mark.parametrize("indent", LAYOUTS)
def test_full_account_keeps_groups_apart_and_people_out(tmp_path: Path, indent: int | None) -> None:
    data = account(
        chat(message(1), name="One", number=11),
        chat(message(1), message(2), name="Private Person", number=12, kind="personal_chat"),
        chat(message(1), message(2), name="Two", number=13, kind="public_supergroup"),
        chat(name="Empty", number=14),
        left=[chat(message(1), name="Old home", number=15, kind="private_group")],
    )
    report = put(tmp_path, as_json(data, indent))
    assert report.records == 6
    assert skipped(report) == {"private": 2}
    assert {c.name for c in report.chats} == {"One", "Two", "Old home"}
    assert sorted((row["channel"], row["msg_id"]) for row in merged(tmp_path)) == [
        ("old-home", "1"), ("one", "1"), ("two", "1"), ("two", "2"),
    ]  # fmt: skip


def test_control_characters_as_hex_escapes(tmp_path: Path) -> None:
    good = as_json(chat(message(1, text="AB"), message(2, text=r"kept \x41"), name="Club X"))
    raw = good.replace(b'"AB"', rb'"\x0B\x1F"').replace(b"Club X", rb"Club \x07 X")
    report = put(tmp_path, raw)
    assert (report.parsed, skipped(report)) == (2, {})
    assert [row["length"] for row in merged(tmp_path)] == [2, len(r"kept \x41")]
    assert report.chats[0].name == "Club \x07 X"


def test_control_characters_as_they_are(tmp_path: Path) -> None:
    good = as_json(chat(message(1, text="AB"), message(2, text="tab"), message(3)))
    raw = good.replace(b'"AB"', b'"\x00\x1f"').replace(b"tab", b"\t").replace(b'\n  "id"', b'\n\t"id"')
    report = put(tmp_path, raw)
    assert (report.parsed, skipped(report)) == (3, {})
    assert [row["length"] for row in merged(tmp_path)] == [2, 1, 5]


def test_unquoted_document_id(tmp_path: Path) -> None:
    emoji = {"type": "custom_emoji", "text": "x", "document_id": "DOCUMENT"}
    raw = as_json(chat(message(1, text=[emoji, emoji, ""]), message(2), message(3, text=["a", emoji])))
    report = put(tmp_path, raw.replace(b'"DOCUMENT"', b"video_files/sticker (2).webm"))
    assert (report.parsed, skipped(report)) == (3, {})
    assert [row["length"] for row in merged(tmp_path)] == [2, 5, 2]


def test_old_exports_have_local_dates_and_numbers_for_people(tmp_path: Path) -> None:
    old = message(1, date="2019-07-01T12:00:00", date_unixtime=None, from_id=4_242)
    group = message(2, date="2019-07-01T12:00:00", date_unixtime=None, from_id=(1 << 32) + 5)
    new = message(3, from_id="user4242")
    report = put(tmp_path, as_json(chat(old, group, new)), zone=ZoneInfo("Asia/Shanghai"))
    rows = merged(tmp_path)
    assert rows[0]["ts_s"] == 1_561_953_600  # 04:00 UTC
    assert rows[0]["author"] == rows[2]["author"] != rows[1]["author"]
    assert (report.zone, report.zone_assumed) == ("Asia/Shanghai", True)


def test_times_in_the_file_need_no_zone(tmp_path: Path) -> None:
    assert not put(tmp_path, as_json(chat(message(1))), zone=ZoneInfo("Asia/Shanghai")).zone_assumed


def test_a_deleted_account_has_no_name_but_is_one_person(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(message(1, **{"from": None}), message(2, author="user1"), message(3, author="user2"))))
    rows = merged(tmp_path)
    assert rows[0]["author"] == rows[1]["author"] != rows[2]["author"]


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    records = [
        message(1),
        {"id": 2, "type": "unsupported"},
        message(3, date_unixtime=None, date=None),
        message(4, date_unixtime="soon", date="later"),
        message(5, ts_s=5),
        message(6, id=None),
        "not a message",
        None,
        7,
    ]
    report = put(tmp_path, as_json(chat(*records)))
    assert report.records == 9
    assert skipped(report) == {"unsupported": 1, "no-time": 1, "bad-time": 2, "no-id": 1, "broken": 3}
    assert conserved(report)


def test_joins_and_leaves_come_from_actions(tmp_path: Path) -> None:
    put(
        tmp_path,
        as_json(
            chat(
                service(1, action="join_group_by_link", inviter="name of user9"),
                service(2, action="join_group_by_request", actor="user2"),
                service(3, action="invite_members", actor="user1", members=["name of user3", "name of user4", None]),
                service(4, action="invite_members", actor="user5", members=["name of user5"]),
                service(5, action="remove_members", actor="user3", members=["name of user3"]),
                service(6, action="pin_message", message_id=1),
                message(7, author="user3"),
            )
        ),
    )
    rows = {row["msg_id"]: row for row in merged(tmp_path)}
    assert [rows[number]["kind"] for number in ("1", "2", "3", "3.1", "3.2", "4", "5", "6", "7")] == [
        "join", "join", "join", "join", "join", "join", "leave", "system", "message",
    ]  # fmt: skip
    # Invited people are named, not numbered; the name leads to the number when it is the only one of that name.
    assert rows["3"]["author"] == rows["7"]["author"] == rows["5"]["author"]
    assert rows["3.1"]["author"] not in (None, rows["3"]["author"])
    assert rows["3.2"]["author"] is None
    assert rows["4"]["author"] != rows["1"]["author"]


def test_a_name_that_two_people_bear_leads_nowhere(tmp_path: Path) -> None:
    same = {"from": "Li Lei"}
    records = [service(1, action="invite_members", members=["Li Lei"]), message(2, author="user2", **same)]
    put(tmp_path, as_json(chat(*records, message(3, author="user3", **same))))
    rows = merged(tmp_path)
    assert len({row["author"] for row in rows}) == 3


def test_reactions_replies_and_edits(tmp_path: Path) -> None:
    reactions = [
        {"type": "emoji", "count": 3, "emoji": "👍", "recent": [{"from": "x", "from_id": "user9", "date": "2026"}]},
        {"type": "custom_emoji", "count": 2, "document_id": "stickers/a.webp"},
        {"type": "paid"},
        "odd",
    ]
    put(
        tmp_path,
        as_json(
            chat(
                message(1, reactions=reactions, edited_unixtime=str(T0 + 500)),
                message(2, reply_to_message_id=1),
                message(3, reply_to_message_id=1, reply_to_peer_id="channel9"),
            )
        ),
    )
    rows = merged(tmp_path)
    assert [row["n_reactions"] for row in rows] == [5, 0, 0]
    assert [row["reply_to"] for row in rows] == [None, "1", None]


def test_of_two_exports_the_one_with_newer_reactions_is_the_later(tmp_path: Path) -> None:
    """Reactions have local times; the message's own two times tell how far they are from UTC."""

    def reacted(count: int, time: str) -> bytes:
        recent = [{"from": "x", "from_id": "user9", "date": f"2026-01-01T0{time}"}, {"date": 5}, "odd"]
        reactions = [{"type": "emoji", "count": count, "emoji": "👍", "recent": recent}, {"recent": "odd"}]
        return as_json(chat(message(1, T0, date="2026-01-01T00:00:00", reactions=reactions)))

    for order in ((2, 5, 3), (5, 3, 2), (3, 2, 5)):
        root = tmp_path / str(order)
        for count in order:
            put(root, reacted(count, f"{count}:00:00"), f"{count}.json")
        assert [row["n_reactions"] for row in merged(root)] == [5]
        assert [export.exported_at for export in open_warehouse(root).state.ranked] == [
            T0 + 3600 * n for n in (2, 3, 5)
        ]


def test_damage_is_repaired_in_a_full_account_too(tmp_path: Path) -> None:
    """The chats of an account are indented deeper, and document_id also stands in reactions."""
    reactions = [{"type": "custom_emoji", "count": 2, "document_id": "DOCUMENT"}]
    noted = chat(message(1, text="AB", reactions=reactions), message(2), name="One X", number=11)
    left = chat(message(1, text="AB", from_id=4_242, date="2019-07-01T12:00:00", date_unixtime=None), number=12)
    raw = as_json(account(noted, left=[left])).replace(b'"DOCUMENT"', b"(File not included. Change settings.)")
    report = put(tmp_path, raw.replace(b'"AB"', rb'"\x01\x1F"').replace(b"One X", rb"One \x07 X"))
    assert (report.parsed, skipped(report), report.zone_assumed) == (3, {}, True)
    assert {c.name for c in report.chats} == {"One \x07 X", "Reading club"}
    assert sorted((row["length"], row["n_reactions"]) for row in merged(tmp_path)) == [(2, 0), (2, 2), (5, 0)]


MEDIA = [
    ({"photo": "photos/1.jpg"}, "image"),
    ({"media_type": "sticker", "file": "s.webp"}, "sticker"),
    ({"media_type": "voice_message", "file": "v.ogg"}, "voice"),
    ({"media_type": "video_message", "file": "v.mp4"}, "video"),
    ({"media_type": "video_file", "file": "v.mp4"}, "video"),
    ({"media_type": "animation", "file": "a.mp4"}, "image"),
    ({"media_type": "audio_file", "file": "a.mp3"}, "file"),
    ({"file": "a.png", "mime_type": "image/png"}, "image"),
    ({"file": "a.pdf", "mime_type": "application/pdf"}, "file"),
    ({"file": "a"}, "file"),
    ({"poll": {"question": "Which book?", "answers": []}}, "other"),
    ({"location_information": {"latitude": 0.0, "longitude": 0.0}}, "other"),
    ({"text": "see https://example.org/x"}, "link"),
    ({"text": "看这里https://example.org"}, "link"),
    ({"text": "xhttps://example.org"}, "text"),
    ({"text": ["see ", {"type": "text_link", "text": "this", "href": "https://example.org"}]}, "link"),
    ({"text": "no link. at all"}, "text"),
]


def test_media(tmp_path: Path) -> None:
    records = [message(number, **{"text": "", **extra}) for number, (extra, _) in enumerate(MEDIA, 1)]
    put(tmp_path, as_json(chat(*records)))
    assert [row["media"] for row in merged(tmp_path)] == [wanted for _, wanted in MEDIA]
    poll = merged(tmp_path)[10]
    assert (poll["length"], poll["is_question"]) == (11, True)


def test_text_in_parts(tmp_path: Path) -> None:
    parts = ["你好,", {"type": "bold", "text": "世界"}, {"type": "custom_emoji", "text": "😀"}, 5, {"type": "x"}]
    put(tmp_path, as_json(chat(message(1, text=parts), message(2, text=None), message(3, text={"a": 1}))))
    assert [row["length"] for row in merged(tmp_path)] == [6, 0, 0]


@pytest.mark.parametrize("indent", [1, None])
def test_a_group_that_became_a_supergroup_keeps_its_old_messages(tmp_path: Path, indent: int | None) -> None:
    before = [
        message(1, T0),
        message(2, T0 + 1, reply_to_message_id=1),
        service(3, T0 + 2, action="migrate_to_supergroup"),
    ]
    after = [
        service(1, T0 + 3, action="migrate_from_group", title="x"),
        message(2, T0 + 4),
        message(3, T0 + 5, reply_to_message_id=2),
    ]
    raw = as_json(chat(*before, *after), indent)
    if indent is None:
        raw = raw.replace(b'"action":"', b'"action": "')
    report = put(tmp_path, raw)
    assert report.rows == 6
    rows = merged(tmp_path)
    assert [row["msg_id"] for row in rows] == ["g1", "g2", "g3", "1", "2", "3"]
    assert [row["reply_to"] for row in rows] == [None, "g1", None, None, None, "2"]


def test_new_exports_shift_old_ids_below_zero_themselves(tmp_path: Path) -> None:
    before = [message(-999_999_999, T0), message(-999_999_998, T0 + 1)]
    put(tmp_path, as_json(chat(*before, service(1, T0 + 3, action="migrate_from_group"), message(2, T0 + 4))))
    assert [row["msg_id"] for row in merged(tmp_path)] == ["-999999999", "-999999998", "1", "2"]


def test_words_that_look_like_structure_are_only_text(tmp_path: Path) -> None:
    tricky = '\n "messages": [\n  {\n ]\n}, "action": "migrate_from_group" \\x41 "document_id": x'
    report = put(tmp_path, as_json(chat(message(1, text=tricky), message(2, text=tricky))))
    assert (report.parsed, skipped(report)) == (2, {})
    assert [(row["msg_id"], row["length"]) for row in merged(tmp_path)] == [("1", len(tricky)), ("2", len(tricky))]


def test_one_broken_message_costs_one_message(tmp_path: Path) -> None:
    raw = as_json(chat(*(message(number, text=f"text {number}") for number in range(1, 6))))
    for broken in (
        raw.replace(b'"text 3"', b'"text 3'),
        raw.replace(b'"text 3"', b'"te"xt" 3"'),
        raw.replace(b'"text 3"', b"NaN, }"),
        raw.replace(b'"text 3"', b"[[[["),
    ):
        report = put(tmp_path, broken)
        assert (report.records, report.parsed, skipped(report)) == (5, 4, {"broken": 1})


def test_bytes_that_are_not_utf8_and_half_surrogates(tmp_path: Path) -> None:
    raw = as_json(chat(message(1, text="BYTES"), message(2, text="HALF")))
    report = put(tmp_path, raw.replace(b"BYTES", b"\xff\xfe").replace(b"HALF", rb"\ud83d"))
    assert (report.parsed, skipped(report)) == (2, {})


def test_windows_line_ends(tmp_path: Path) -> None:
    raw = as_json(chat(*(message(number) for number in range(1, 5))))
    report = put(tmp_path, raw.replace(b"\n", b"\r\n"))
    assert (report.parsed, skipped(report)) == (4, {})


def test_deep_nesting_and_huge_numbers_are_survived(tmp_path: Path) -> None:
    deep = as_json(chat(message(1), message(2, text="DEEP"))).replace(b'"DEEP"', b"[" * 5000 + b"]" * 5000)
    assert conserved(put(tmp_path, deep))
    huge = as_json(chat(message(1, text="HUGE"), message(10**30))).replace(b'"HUGE"', b"9" * 5000)
    assert conserved(put(tmp_path, huge))


@pytest.mark.slow
def test_two_workers_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)
    monkeypatch.setattr("commops.logs.telegram_table.usable", lambda: False)
    monkeypatch.setattr("commops.logs.formats.telegram.PIECE_BYTES", 2_000)
    data = as_json(chat(*(message(number, T0 + number, f"user{number % 7}") for number in range(300))))
    report = put(tmp_path / "two", data, jobs=2)
    assert report.rows == 300
    put(tmp_path / "one", data, jobs=1)
    assert merged(tmp_path / "one") == merged(tmp_path / "two")


def test_a_killed_worker_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)
    monkeypatch.setattr("commops.logs.telegram_table.usable", lambda: False)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", killed)
    report = put(tmp_path, as_json(chat(message(1))), jobs=2)
    assert report.problem
    assert "memory" in report.problem.what.en


def test_pseudonyms_have_65_bits_and_say_nothing(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(message(1), message(2, author="user2"))))
    for row in merged(tmp_path):
        assert re.fullmatch(r"m-[a-z2-7]{13}", row["author"])
