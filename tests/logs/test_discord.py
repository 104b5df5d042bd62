"""DiscordChatExporter's JSON, with every quirk that is known of it, and Discord's own data package."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from chatkit import CHANNEL, PARENT, discord, discord_author, discord_message, reading, zipped
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, as_json, merged, put, run

from commops.cli.main import cli

LAYOUTS = [2, 1, None]
"""The exporter's own indent, another one, and everything on one line."""


@pytest.mark.parametrize("indent", LAYOUTS)
def test_a_channel(tmp_path: Path, indent: int | None) -> None:
    data = discord(discord_message(1), discord_message(2, T0 + 60, 2, "why?"))
    report = put(tmp_path, as_json(data, indent), "x.json")
    assert (report.format, report.records, report.parsed, report.rows) == ("discord", 2, 2, 2)
    assert [(c.key, c.name, c.channel) for c in report.chats] == [(CHANNEL, "general", "general")]
    assert not report.zone_assumed
    first, second = merged(tmp_path)
    assert (first["msg_id"], first["ts_s"], first["kind"], first["media"]) == (
        "920000000000000001",
        T0,
        "message",
        "text",
    )
    assert (first["source"], first["length"], second["length"], second["is_question"]) == ("discord", 5, 4, True)
    assert first["author"] != second["author"]


def test_windows_line_ends(tmp_path: Path) -> None:
    found = reading(tmp_path, as_json(discord(*map(discord_message, range(4))), 2).replace(b"\n", b"\r\n"), "x.json")
    assert (found.parsed, found.skipped) == (4, {})


def test_offsets_are_the_exporters_and_times_absolute(tmp_path: Path) -> None:
    stamps = ["2026-05-29T04:26:40.123+08:00", "2026-05-28T20:26:40+00:00", "2026-05-28T13:26:40.1234567-07:00"]
    messages = [discord_message(number, timestamp=stamp) for number, stamp in enumerate(stamps)]
    report = put(tmp_path, as_json(discord(*messages), 2), "x.json", zone=ZoneInfo("Europe/Berlin"))
    assert {row["ts_s"] for row in merged(tmp_path)} == {T0}
    assert not report.zone_assumed
    bare = discord(discord_message(9, timestamp="2026-05-28T22:26:40"), channel={"id": "7"})
    assert put(tmp_path, as_json(bare, 2), "y.json", zone=ZoneInfo("Europe/Berlin")).zone_assumed


def test_parts_of_one_channel_are_one_channel(tmp_path: Path) -> None:
    for number in (1, 2):
        messages = [discord_message(10 * number + step, T0 + 100 * number + step) for step in range(3)]
        name = f"Paper Boat - Talk - general [{CHANNEL}]{' [part 2]' * (number == 2)}.json"
        put(tmp_path, as_json(discord(*messages), 2), name)
    assert [row["ts_s"] - T0 for row in merged(tmp_path)] == [100, 101, 102, 200, 201, 202]
    assert {row["channel"] for row in merged(tmp_path)} == {"general"}


def test_a_later_export_tells_what_was_edited_and_deleted(tmp_path: Path) -> None:
    messages = [discord_message(number, T0 + number) for number in range(5)]
    put(tmp_path, as_json(discord(*messages), 2), "1.json")
    edited = {**messages[1], "content": "hello again", "timestampEdited": "2026-05-29T05:00:00+08:00"}
    later = discord(messages[0], edited, *messages[3:], exportedAt="2026-06-02T00:00:00+08:00")
    put(tmp_path, as_json(later, 2), "2.json")
    assert [(row["ts_s"] - T0, row["length"]) for row in merged(tmp_path)] == [(0, 5), (1, 11), (3, 5), (4, 5)]


def test_old_versions_lack_keys(tmp_path: Path) -> None:
    author = {"id": "5", "name": "ann", "discriminator": "1234", "isBot": False, "avatarUrl": None}
    old = {
        "id": "77", "type": "Default", "timestamp": "2020-05-28T20:26:40.5+00:00", "timestampEdited": None,
        "isPinned": False, "content": "hi", "author": author, "attachments": [], "embeds": [],
        "reactions": [{"emoji": {"id": "", "name": "x"}, "count": 2}], "mentions": [],
    }  # fmt: skip
    found = reading(tmp_path, as_json(discord(old), 2), "x.json")
    [row] = found.rows
    assert (found.parsed, row["n_reactions"], row["length"]) == (1, 2, 2)


KINDS = [
    ("Default", "message"), ("Reply", "message"), ("GuildMemberJoin", "join"), ("7", "join"), ("19", "message"),
    ("20", "message"), ("ChannelPinnedMessage", "system"), ("ThreadCreated", "system"), ("RecipientAdd", "system"),
    ("Call", "system"), ("8", "system"), ("46", "system"), (None, "system"),
]  # fmt: skip


def test_kinds_of_messages(tmp_path: Path) -> None:
    """Notices carry the exporter's own words, which nobody said."""
    messages = [discord_message(n, T0 + n, type=form, text="Joined the server.") for n, (form, _) in enumerate(KINDS)]
    found = reading(tmp_path, as_json(discord(*messages), 2), "x.json")
    rows = found.rows
    assert [row["kind"] for row in rows] == [kind for _, kind in KINDS]
    assert all((row["length"] > 0) == (row["kind"] == "message") for row in rows)


def test_replies_forwards_and_reactions(tmp_path: Path) -> None:
    reference = {"type": "Default", "messageId": "920000000000000001", "channelId": CHANNEL, "guildId": "1"}
    passed_on = {"timestamp": "2026-01-01T00:00:00+08:00", "content": "see https://example.org", "attachments": []}
    reactions = [
        {"emoji": {"name": "👍"}, "count": 3, "users": [discord_author(8)]}, {"emoji": {"name": "x"}}, "odd",
        {"count": -1},
    ]  # fmt: skip
    messages = [
        discord_message(1, reactions=reactions),
        discord_message(2, T0 + 1, type="Reply", reference=reference),
        discord_message(3, T0 + 2, type="Reply", reference=None),
        discord_message(4, T0 + 3, text="", reference={**reference, "type": "Forward"}, forwardedMessage=passed_on),
        discord_message(5, T0 + 4, type="ChannelPinnedMessage", reference=reference),
    ]  # fmt: skip
    found = reading(tmp_path, as_json(discord(*messages), 2), "x.json")
    rows = found.rows
    assert [row["reply_to"] for row in rows] == [None, "920000000000000001", None, None, None]
    assert rows[0]["n_reactions"] == 3
    assert (rows[3]["media"], rows[3]["length"]) == ("link", 23)


MEDIA = [
    ({"attachments": [{"fileName": "a.PNG"}]}, "image"),
    ({"attachments": [{"fileName": "voice-message.ogg"}]}, "voice"),
    ({"attachments": [{"fileName": "a.mp4"}, {"fileName": "b.png"}]}, "video"),
    ({"attachments": [{"fileName": "notes.pdf"}]}, "file"),
    ({"attachments": [{}]}, "file"),
    ({"stickers": [{"id": "1", "name": "boat"}]}, "sticker"),
    ({"embeds": [{"title": "a card"}], "content": ""}, "other"),
    ({"content": "https://example.org", "embeds": [{"title": "a card"}]}, "link"),
    ({"attachments": "odd", "stickers": None}, "text"),
]


def test_media(tmp_path: Path) -> None:
    messages = [discord_message(number, T0 + number, **more) for number, (more, _) in enumerate(MEDIA)]
    found = reading(tmp_path, as_json(discord(*messages), 2), "x.json")
    assert [row["media"] for row in found.rows] == [media for _, media in MEDIA]


def test_bots(tmp_path: Path) -> None:
    messages = [discord_message(1, author=1), discord_message(2, T0 + 1)]
    messages[1]["author"] = discord_author(2, isBot=True)
    found = reading(tmp_path, as_json(discord(*messages), 2), "x.json")
    assert [row["is_bot"] for row in found.rows] == [False, True]


def test_threads_belong_to_their_channel(tmp_path: Path) -> None:
    """A thread's "category" is its channel; its name is nobody's channel and may quote people."""
    put(tmp_path, as_json(discord(discord_message(1), channel={"id": PARENT, "name": "help"}), 2), "1.json")
    for number in (2, 3):
        about = {"id": str(number) * 18, "type": "GuildPublicThread", "category": "help", "name": f"Ann asks {number}"}
        report = put(
            tmp_path, as_json(discord(discord_message(number, T0 + number), channel=about), 2), f"{number}.json"
        )
        assert [(chat.name, chat.channel) for chat in report.chats] == [("help", "help")]
    assert [row["channel"] for row in merged(tmp_path)] == ["help"] * 3


def test_private_conversations_are_left_out(tmp_path: Path) -> None:
    for kind in ("DirectTextChat", "DirectGroupTextChat"):
        about = {"type": kind, "name": "Ann", "categoryId": "0", "category": "Private"}
        found = reading(
            tmp_path, as_json(discord(discord_message(1), discord_message(2), channel=about), 2), f"{kind}.json"
        )
        assert (found.rows, found.skipped, found.chats) == ([], {"private": 2}, set())


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    records = [
        discord_message(1), discord_message(2, timestamp="soon"), discord_message(3, timestamp=None),
        discord_message(4, id=None), discord_message(5, id=5), "odd", None, 7,
        discord_message(7, timestamp="0001-01-01T00:00:00+14:00"), {**discord_message(8), "author": "odd"},
    ]  # fmt: skip
    found = reading(tmp_path, as_json(discord(*records), 2), "x.json")
    assert found.skipped == {"bad-time": 2, "no-time": 1, "no-id": 2, "broken": 3}
    assert found.parsed == 2


def test_one_broken_message_costs_one_message(tmp_path: Path) -> None:
    raw = as_json(discord(*(discord_message(n, T0 + n, text=f"text {n}") for n in range(1, 6))), 2)
    for broken in (b'"text 3', b'"te"xt" 3"', b"NaN, }", b"[[[["):
        found = reading(tmp_path, raw.replace(b'"text 3"', broken), "x.json")
        assert (found.records, found.parsed, found.skipped) == (5, 4, {"broken": 1})


def test_a_damaged_head_is_a_message(tmp_path: Path) -> None:
    raw = as_json(discord(discord_message(1)), 2).replace(b'"Paper Boat"', b'"Paper Boat')
    report = put(tmp_path, raw, "x.json")
    assert report.problem
    assert "which channel" in report.problem.what.en
    assert "Paper" not in str(report.problem)


@pytest.mark.slow
def test_two_workers_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)
    monkeypatch.setattr("commops.logs.formats.discord.PIECE_BYTES", 20_000)
    data = as_json(discord(*(discord_message(number, T0 + number, number % 7) for number in range(150))), 2)
    one, two = (reading(tmp_path, data, "x.json", jobs=jobs) for jobs in (1, 2))
    assert one == two
    assert len(one.rows) == 150


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
MESSAGES = st.lists(
    st.tuples(st.integers(T0, T0 + 10**6), st.integers(1, 4), TEXTS, st.booleans(), st.integers(0, 9)), max_size=12
)


@given(drawn=MESSAGES, indent=st.sampled_from(LAYOUTS))
def test_random_messages_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, int, str, bool, int]], indent: int | None
) -> None:
    root = tmp_path_factory.mktemp("random")
    messages, wanted = [], []
    for number, (ts_s, author, text, is_bot, count) in enumerate(drawn):
        message = discord_message(number, ts_s, author, text, reactions=[{"count": count}])
        message["author"]["isBot"] = is_bot
        messages.append(message)
        wanted.append((ts_s, message["id"], len(text), is_bot, count))
    found = reading(root, as_json(discord(*messages), indent), "x.json")
    assert (found.parsed, found.skipped) == (len(drawn), {})
    keys = ("ts_s", "msg_id", "length", "is_bot", "n_reactions")
    assert [tuple(row[key] for key in keys) for row in found.rows] == wanted
    assert len({row["author"] for row in found.rows}) == len({author for _, author, *_ in drawn})


PACKAGES = [
    {"messages/index.json": "{}", f"messages/c{CHANNEL}/channel.json": "{}", f"messages/c{CHANNEL}/messages.csv": ""},
    {
        "Messages/index.json": "{}",
        f"Messages/c{CHANNEL}/channel.json": "{}",
        f"Messages/c{CHANNEL}/messages.json": "[]",
    },
    {"package/messages/index.json": "{}", f"package/messages/{CHANNEL}/channel.json": "{}"},
    {"account/user.json": "{}", "messages/index.json": "{}"},
]


@pytest.mark.parametrize("files", PACKAGES)
def test_a_data_package_is_refused_with_the_reason(tmp_path: Path, files: dict[str, str]) -> None:
    report = put(tmp_path, zipped(files), "package.zip")
    assert report.problem
    assert "only the messages of the person who requested it" in report.problem.what.en
    assert "只有申请人自己发的消息" in report.problem.what.zh
    assert "DiscordChatExporter" in report.problem.fix.zh


def test_a_data_package_is_known_unpacked_and_in_pieces(tmp_path: Path) -> None:
    for name, content in PACKAGES[0].items():
        (tmp_path / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / name).write_text(content)
    [report] = run(tmp_path, tmp_path / "package")
    assert report.problem
    assert "data package" in report.problem.what.en
    for name, content in {
        "messages.csv": "ID,Timestamp,Contents,Attachments\r\n1,2020-01-01 00:00:00,hi,\r\n",
        "messages.json": json.dumps([{"ID": 1, "Timestamp": "2020-01-01 00:00:00", "Contents": "hi"}]),
    }.items():
        report = put(tmp_path, content, name)
        assert report.problem
        assert "data package" in report.problem.what.en


def test_what_is_refused_is_not_offered_as_a_format(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("plain words")
    shown = (
        CliRunner().invoke(cli, ["logs", "import", str(tmp_path / "x.txt"), "-C", str(tmp_path), "--lang", "en"]).output
    )
    assert "DiscordChatExporter JSON" in shown
    assert "data package" not in shown
