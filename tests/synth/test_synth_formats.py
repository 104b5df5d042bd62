"""Each writer against the shape of the real exporter, read back with only json, zipfile and regular expressions."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

import pytest

from commops.synth.calendar import day_factors
from commops.synth.chatter import Chatter
from commops.synth.people import People
from commops.synth.recipe import Recipe, chats, recipe_for
from commops.synth.records import OFFSET_S, Message
from commops.synth.run import make
from commops.synth.writers import formats, writer

FIRST, LAST = dt.date(2026, 10, 9), dt.date(2026, 10, 27)  # an event, joins, leaves and a burst of spam


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return recipe_for(FIRST, LAST, seed=5)


@pytest.fixture(scope="module")
def log(recipe: Recipe) -> dict[str, list[Message]]:
    """The messages that every format must hold, by chat."""
    people, factors = People(recipe), day_factors(recipe)
    return {
        chat.id: [message for day in Chatter(recipe, chat, people, factors).days() for message in day]
        for chat in recipe.chats
    }


def write(folder: Path, recipe: Recipe, name: str, variant: str = "") -> Path:
    make(folder / name, recipe, name, variant)
    return folder / name


@pytest.fixture(scope="module")
def telegram_export(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = write(tmp_path_factory.mktemp("out"), recipe, "telegram")
    return (folder / "result.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def discord_export(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = write(tmp_path_factory.mktemp("out"), recipe, "discord")
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}


@pytest.fixture(scope="module")
def slack_export(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = write(tmp_path_factory.mktemp("out"), recipe, "slack")
    with zipfile.ZipFile(folder / "export.zip") as found:
        return {name: found.read(name).decode("ascii") for name in found.namelist()}


def test_every_kind_of_message_is_in_the_sample(log: dict[str, list[Message]]) -> None:
    everything = [message for messages in log.values() for message in messages]
    assert {message.kind for message in everything} == {"message", "join", "leave"}
    assert {message.media for message in everything} == {"text", "image", "link", "sticker", "voice", "file"}
    assert any(message.kind == "join" and message.by for message in everything)
    assert any(message.kind == "leave" and message.by for message in everything)
    assert any("\n" in message.text for message in everything)
    assert any('"' in message.text for message in everything)
    assert any("\\" in message.text for message in everything)
    assert any(ord(char) > 0xFFFF for message in everything for char in message.text)


def test_the_formats_are_the_modules() -> None:
    assert formats() == ["discord", "irc", "qq", "slack", "telegram", "whatsapp"]
    with pytest.raises(KeyError):
        writer("msn")


class TestTelegram:
    def test_indent_is_one_space_and_no_line_feed_at_the_end(self, telegram_export: str) -> None:
        # The exporter's layout is what json.dumps(indent=1) writes, but for the empty list, which it breaks.
        assert telegram_export == json.dumps(json.loads(telegram_export), ensure_ascii=False, indent=1)

    def test_every_chat_with_every_message(
        self, telegram_export: str, recipe: Recipe, log: dict[str, list[Message]]
    ) -> None:
        listed = json.loads(telegram_export)["chats"]["list"]
        assert [chat["name"] for chat in listed] == [chat.name for chat in recipe.chats]
        for chat, found in zip(recipe.chats, listed, strict=True):
            assert found["type"] == "private_supergroup"
            assert found["id"] == chat.number
            rows, wanted = found["messages"], log[chat.id]
            assert [row["id"] for row in rows] == [message.id for message in wanted]
            assert [row["date_unixtime"] for row in rows] == [str(message.at) for message in wanted]
            assert [row["type"] for row in rows] == [
                "message" if message.kind == "message" else "service" for message in wanted
            ]
            assert [row.get("reply_to_message_id", 0) for row in rows] == [message.reply_to for message in wanted]

    def test_dates_are_local(self, telegram_export: str) -> None:
        for chat in json.loads(telegram_export)["chats"]["list"]:
            for row in chat["messages"]:
                local = dt.datetime.fromisoformat(row["date"]).replace(tzinfo=dt.UTC)
                assert int(local.timestamp()) - OFFSET_S == int(row["date_unixtime"])

    def test_texts(self, telegram_export: str, log: dict[str, list[Message]], recipe: Recipe) -> None:
        kinds: Counter[str] = Counter()
        for chat, found in zip(recipe.chats, json.loads(telegram_export)["chats"]["list"], strict=True):
            for row, message in zip(found["messages"], log[chat.id], strict=True):
                if message.kind != "message":
                    continue
                assert row["from_id"] == f"user{message.author}"
                assert "".join(part["text"] for part in row["text_entities"]) == message.text
                parts = row["text"] if isinstance(row["text"], list) else [row["text"]]
                assert "".join(part if isinstance(part, str) else part["text"] for part in parts) == message.text
                kinds.update(part["type"] for part in row["text_entities"])
                kinds["array" if isinstance(row["text"], list) else "string"] += 1
        assert {"plain", "link", "hashtag", "array", "string"} <= kinds.keys()

    def test_services(self, telegram_export: str) -> None:
        rows = [row for chat in json.loads(telegram_export)["chats"]["list"] for row in chat["messages"]]
        services = [row for row in rows if row["type"] == "service"]
        assert {row["action"] for row in services} == {"join_group_by_link", "invite_members", "remove_members"}
        for row in services:
            assert "from" not in row
            assert row["actor_id"].startswith("user")
            assert ("members" in row) == (row["action"] != "join_group_by_link")
        own = [row for row in services if row["action"] == "remove_members" and row["members"] == [row["actor"]]]
        others = [row for row in services if row["action"] == "remove_members" and row["members"] != [row["actor"]]]
        assert own
        assert others

    def test_media_and_reactions(self, telegram_export: str) -> None:
        rows = [row for chat in json.loads(telegram_export)["chats"]["list"] for row in chat["messages"]]
        assert {row["media_type"] for row in rows if "media_type" in row} == {"sticker", "voice_message"}
        assert any("photo" in row for row in rows)
        assert any(row.get("mime_type") == "application/pdf" for row in rows)
        reactions = [one for row in rows for one in row.get("reactions", [])]
        assert all(len(one["recent"]) == min(one["count"], 3) for one in reactions)
        assert max(one["count"] for one in reactions) > 1

    def test_one_chat_alone(self, tmp_path: Path) -> None:
        folder = write(tmp_path, recipe_for(FIRST, LAST, seed=5, chats=chats(1)), "telegram")
        text = (folder / "result.json").read_text(encoding="utf-8")
        alone = json.loads(text)
        assert list(alone) == ["name", "type", "id", "messages"]
        assert text == json.dumps(alone, ensure_ascii=False, indent=1)


class TestDiscord:
    def test_names_and_layout(self, discord_export: dict[str, str], recipe: Recipe) -> None:
        assert len(discord_export) == len(recipe.chats)
        for name, text in discord_export.items():
            assert re.fullmatch(r"Firefly Page - Community - [\w-]+ \[\d{19}\]\.json", name)
            # .NET escapes what lies beyond the basic plane; otherwise its layout is json's with two spaces.
            assert text.isprintable() or max(map(ord, text)) <= 0xFFFF
            plain = re.sub(r"(?:\\u[0-9A-F]{4})+", lambda found: json.loads(f'"{found[0]}"'), text)
            assert plain == json.dumps(json.loads(text), ensure_ascii=False, indent=2)

    def test_messages(self, discord_export: dict[str, str], log: dict[str, list[Message]], recipe: Recipe) -> None:
        people = People(recipe)
        for text in discord_export.values():
            export = json.loads(text)
            wanted = [message for message in log[export["channel"]["name"]] if message.kind != "leave"]
            rows = export["messages"]
            assert export["messageCount"] == len(rows) == len(wanted)
            assert len({row["id"] for row in rows}) == len(rows)
            by_id = {}
            for row, message in zip(rows, wanted, strict=True):
                by_id[row["id"]] = message.id
                stamp = dt.datetime.fromisoformat(row["timestamp"])
                assert int(stamp.timestamp()) == message.at
                assert stamp.utcoffset() == dt.timedelta(hours=8)
                assert (int(row["id"]) >> 22) + 1_420_070_400_000 == int(stamp.timestamp() * 1000 + 0.5)
                assert row["author"]["isBot"] == people.is_bot(message.author)
                if message.kind == "join":
                    assert (row["type"], row["content"]) == ("GuildMemberJoin", "Joined the server.")
                    continue
                assert row["content"] == message.text
                assert row["type"] == ("Reply" if message.reply_to else "Default")
                if message.reply_to:
                    assert by_id[row["reference"]["messageId"]] == message.reply_to
                assert [one["count"] for one in row["reactions"]] == [len(who) for _emoji, who in message.reactions]


class TestSlack:
    def test_layout(self, slack_export: dict[str, str], recipe: Recipe) -> None:
        assert {"channels.json", "users.json", "integration_logs.json"} < slack_export.keys()
        for text in slack_export.values():
            plain = json.dumps(json.loads(text), indent=4).replace("/", "\\/")
            assert text == plain
        assert [channel["name"] for channel in json.loads(slack_export["channels.json"])] == [
            chat.id for chat in recipe.chats
        ]

    def test_messages(self, slack_export: dict[str, str], log: dict[str, list[Message]]) -> None:
        users = {user["id"]: user for user in json.loads(slack_export["users.json"])}
        days = [name for name in slack_export if "/" in name]
        for channel, wanted in log.items():
            rows = []
            for name in sorted(name for name in days if name.startswith(f"{channel}/")):
                for row in json.loads(slack_export[name]):
                    moment = dt.datetime.fromtimestamp(int(row["ts"].partition(".")[0]), dt.UTC)
                    assert f"{channel}/{moment:%Y-%m-%d}.json" == name
                    rows.append(row)
            assert len({row["ts"] for row in rows}) == len(rows) == len(wanted)
            by_ts = {}
            for row, message in zip(rows, wanted, strict=True):
                by_ts[row["ts"]] = message.id
                assert row.get("user", "U000000000A") in users or row["subtype"] == "bot_message"
                if message.kind != "message":
                    assert row["subtype"] == f"channel_{message.kind}"
                elif message.reply_to:
                    assert by_ts[row["thread_ts"]] == message.reply_to
                else:
                    assert row.get("thread_ts", row["ts"]) == row["ts"]

    def test_quirks(self, slack_export: dict[str, str]) -> None:
        rows = [row for name in slack_export if "/" in name for row in json.loads(slack_export[name])]
        assert {row["subtype"] for row in rows if "subtype" in row} == {"channel_join", "channel_leave", "bot_message"}
        assert any("&amp;" in row["text"] for row in rows)
        assert any(re.search(r"<https://[^>]+>", row["text"]) for row in rows)
        parents = [row for row in rows if "reply_count" in row]
        assert all(row["reply_count"] == len(row["replies"]) for row in parents)
        assert parents


class TestWhatsApp:
    LINES: ClassVar = {
        "android": re.compile(r"(\d{4}/\d{1,2}/\d{1,2} \d\d:\d\d) - (.*)"),
        "us": re.compile("(\\d{1,2}/\\d{1,2}/\\d\\d, \\d{1,2}:\\d\\d\u202f[AP]M) - (.*)"),
        "ios": re.compile(r"\[(\d{4}/\d{1,2}/\d{1,2} \d\d:\d\d:\d\d)\] (.*)"),
    }
    TIMES: ClassVar = {"android": "%Y/%m/%d %H:%M", "us": "%m/%d/%y, %I:%M\u202f%p", "ios": "%Y/%m/%d %H:%M:%S"}

    @pytest.mark.parametrize("variant", ["android", "us", "ios"])
    def test_lines(self, variant: str, recipe: Recipe, log: dict[str, list[Message]], tmp_path: Path) -> None:
        folder, people = write(tmp_path, recipe, "whatsapp", variant), People(recipe)
        for chat in recipe.chats:
            (path,) = (path for path in folder.iterdir() if chat.name in path.name)
            if variant == "ios":
                with zipfile.ZipFile(path) as found:
                    text = found.read("_chat.txt").decode()
            else:
                text = path.read_text(encoding="utf-8")
            starts = [found for line in text.splitlines() if (found := self.LINES[variant].fullmatch(line))]
            assert "WhatsApp" in starts[0][2] or "encrypted" in starts[0][2]
            for found, message in zip(starts[1:], log[chat.id], strict=True):
                stamp = dt.datetime.strptime(found[1], self.TIMES[variant]).replace(tzinfo=dt.UTC)
                assert 0 <= message.at + OFFSET_S - stamp.timestamp() < (1 if variant == "ios" else 60)
                name = people.name(message.author)
                assert name in found[2]
                if message.kind == "message":
                    assert found[2].startswith(f"{name}: ")
                    if message.media in ("text", "link"):
                        assert found[2] == f"{name}: {message.text.partition(chr(10))[0]}"
                    else:
                        assert re.search("<省略影音内容>|<Media omitted>|\u200e.+已忽略", found[2])
                elif variant != "ios":
                    assert ": " not in found[2]


class TestQQ:
    HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d) (?:【管理员】)?(.+?)(?:\((\d+)\)|<(.+)>)")

    @pytest.mark.parametrize("variant", ["new", "old"])
    def test_blocks(self, variant: str, recipe: Recipe, log: dict[str, list[Message]], tmp_path: Path) -> None:
        folder = write(tmp_path, recipe, "qq", variant)
        seen: Counter[str] = Counter()
        for chat in recipe.chats:
            raw = (folder / f"{chat.name}.txt").read_bytes()
            assert raw.startswith("\ufeff消息记录（此消息记录为文本格式".encode())
            assert raw.count(b"\n") == raw.count(b"\r\n")
            lines = raw.decode("utf-8-sig").split("\r\n")
            assert f"消息对象:{chat.name}" in lines[:8]
            heads = [(number, found) for number, line in enumerate(lines) if (found := self.HEAD.fullmatch(line))]
            for (number, found), message in zip(heads, log[chat.id], strict=True):
                stamp = dt.datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC)
                assert stamp.timestamp() == message.at + OFFSET_S
                seen["padded"] += found[1][11:13].isdigit()
                seen["bare"] += found[1][12] == ":"
                seen["mail"] += bool(found[4])
                seen["number"] += found[2] == found[3]
                seen["title"] += "【管理员】" in found[0]
                if message.kind == "message":
                    if message.media in ("text", "link"):
                        assert lines[number + 1] == message.text.partition("\n")[0]
                else:
                    assert (found[2], found[3]) == ("系统消息", "10000")
        assert seen["mail"]
        assert seen["number"]
        assert seen["title"]
        assert bool(seen["bare"]) == (variant == "old")


def test_irc(recipe: Recipe, log: dict[str, list[Message]], tmp_path: Path) -> None:
    folder = write(tmp_path, recipe, "irc")
    said_at = re.compile(r"\[(\d\d):(\d\d)\] (?:<(\S+)> (.+)|\* (\S+) laughs)")
    moved = re.compile(r"=== (\S+) (?:\[~\S+@example\.org\]  has (joined|left) #([\w-]+) \[\]|was kicked off #.+)")
    for channel, wanted in log.items():
        lines = []
        for path in sorted((folder / channel).iterdir()):
            date = dt.date.fromisoformat(path.stem)
            lines += [(date, line) for line in path.read_text(encoding="utf-8").splitlines()]
        for (date, line), message in zip(lines, wanted, strict=True):
            local = dt.datetime.fromtimestamp(message.at + OFFSET_S, dt.UTC)
            assert local.date() == date
            if message.kind != "message":
                assert moved.fullmatch(line)
                continue
            found = said_at.fullmatch(line)
            assert found
            assert (int(found[1]), int(found[2])) == (local.hour, local.minute)
            if message.media == "text":
                text = message.text.replace("\n", " ")
                assert found[4] == text or (message.reply_to and re.fullmatch(rf"\S+: {re.escape(text)}", found[4]))
