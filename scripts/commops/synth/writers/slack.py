"""A Slack export: one zip with users.json, channels.json and, per channel, an array of messages per UTC day.

Shape as in a real archive: four spaces, ``\\/`` and ``\\uXXXX`` escapes, ``ts`` a string that is time and id in
one, ``&amp;`` entities and ``<...>`` links, ``channel_join`` and ``bot_message`` subtypes, threads by ``thread_ts``.
A parent carries ``reply_count`` only for replies of its own UTC day; days of a thread lie in different files.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import ClassVar

from commops.synth.people import FIRST_SPAMMER, STAFF, People
from commops.synth.recipe import Recipe
from commops.synth.records import DAY_S, Chat, Message
from commops.synth.writers._clock import Recent

_NAMES = {"👍": "+1", "❤": "heart", "🔥": "fire", "😁": "grin", "🎉": "tada", "👏": "clap"}
_TYPES = {"image": ("image/png", "png"), "voice": ("audio/ogg", "ogg"), "file": ("application/pdf", "pdf")}
_TEAM = "T0FIREFLY"


def quoted(text: str) -> str:
    """A JSON string as PHP writes it."""
    return encode_basestring_ascii(text).replace("/", "\\/")


def escaped(text: str) -> str:
    """Slack's own escapes, inside of texts."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def user(person: int) -> str:
    """An id like U000000000A."""
    return f"U{person:010X}"


class Writer:
    """Writes ``export.zip``. The set of people seen is kept in memory, for users.json."""

    VARIANTS: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, folder: Path, recipe: Recipe, people: People, variant: str = "") -> None:
        del variant
        self._zip = zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._people, self._start = people, recipe.first_day * DAY_S
        self._channels: list[str] = []
        self._seen: set[int] = set()

    def begin(self, chat: Chat) -> None:
        """Start a channel."""
        self._chat, self._members, self._recent = chat, set[int](), Recent()
        self._waiting: list[Message] = []

    def day(self, messages: list[Message]) -> None:
        """Sort a local day's messages into UTC days and write those that are over."""
        self._recent.add(messages)
        for message in messages:
            if self._waiting and message.at // DAY_S != self._waiting[0].at // DAY_S:
                self._flush()
            self._waiting.append(message)
            if message.kind == "leave":
                self._members.discard(message.author)
            else:
                self._members.add(message.author)

    def end(self) -> None:
        """Write the last day and note the channel."""
        self._flush()
        self._seen |= self._members
        members = sorted(person for person in self._members if not self._people.is_bot(person))
        self._channels.append(
            f'    {{\n        "id": "C{self._chat.number:010X}",\n        "name": "{self._chat.id}",\n'
            f'        "created": {self._start},\n        "creator": "{user(1)}",\n        "is_archived": false,\n'
            f'        "is_general": {"false" if self._chat.index else "true"},\n        "members": '
            f"{_array((quoted(user(person)) for person in members), 8)},\n"
            f'        "topic": {_note(self._chat.name)},\n        "purpose": {_note("")}\n    }}'
        )

    def close(self) -> None:
        """Write the lists of channels and people."""
        self._add("channels.json", "[\n" + ",\n".join(self._channels) + "\n]")
        with self._zip.open(_entry("users.json"), "w", force_zip64=True) as file:
            for number, person in enumerate(sorted(self._seen)):
                file.write(f"{',' if number else '['}\n{self._user(person)}".encode())
            file.write(b"\n]" if self._seen else b"[]")
        self._add("integration_logs.json", "[]")
        self._zip.close()

    def _add(self, name: str, text: str) -> None:
        self._zip.writestr(_entry(name), text)

    def _flush(self) -> None:
        if not self._waiting:
            return
        self._seen.update(message.author for message in self._waiting)
        replies: dict[int, list[Message]] = {}
        for message in self._waiting:
            if message.reply_to:
                replies.setdefault(message.reply_to, []).append(message)
        date = dt.date.fromordinal(self._waiting[0].at // DAY_S + 719_163)
        items = [self._message(message, replies.get(message.id, [])) for message in self._waiting]
        self._add(f"{self._chat.id}/{date}.json", "[\n" + ",\n".join(items) + "\n]")
        self._waiting = []

    def _message(self, message: Message, replies: list[Message]) -> str:
        """One message as pairs of key and JSON value."""
        who = user(message.author)
        if message.kind != "message":
            verb = "joined" if message.kind == "join" else "left"
            pairs = [("user", quoted(who)), ("type", '"message"'), ("subtype", f'"channel_{message.kind}"')]
            if message.by and message.kind == "join":
                pairs.insert(1, ("inviter", quoted(user(message.by))))
            pairs += [("text", quoted(f"<@{who}> has {verb} the channel")), ("ts", f'"{_ts(message)}"')]
            return _object(pairs, 4)
        pairs = [("type", '"message"')]
        if self._people.is_bot(message.author):
            name = quoted(self._people.name(message.author))
            pairs += [("subtype", '"bot_message"'), ("username", name), ("bot_id", f'"B{message.author:010X}"')]
        else:
            pairs.append(("user", quoted(who)))
        pairs += [("text", quoted(_text(message))), ("ts", f'"{_ts(message)}"')]
        if message.media in _TYPES:
            pairs.append(("files", _array([_object(_file(message), 12)], 8)))
        if replied := self._recent.get(message.reply_to):
            pairs += [("thread_ts", f'"{_ts(replied)}"'), ("parent_user_id", quoted(user(replied.author)))]
        elif replies:
            pairs += _thread(message, replies)
        if message.reactions:
            pairs.append(("reactions", _array((_reaction(*one) for one in message.reactions), 8)))
        return _object(pairs, 4)

    def _user(self, person: int) -> str:
        name, handle = quoted(self._people.name(person)), self._people.handle(person)
        bot = "true" if self._people.is_bot(person) else "false"
        profile = _object(
            [("real_name", name), ("display_name", name), ("status_text", '""'), ("team", f'"{_TEAM}"')], 8
        )
        pairs = [
            ("id", quoted(user(person))),
            ("team_id", f'"{_TEAM}"'),
            ("name", f'"{handle}"'),
            ("deleted", "true" if person >= FIRST_SPAMMER else "false"),
            ("real_name", name),
            ("tz", quoted("Asia/Shanghai")),
            ("tz_label", '"China Standard Time"'),
            ("tz_offset", "28800"),
            ("profile", profile),
            ("is_admin", "true" if person <= len(STAFF) else "false"),
            ("is_bot", bot),
        ]
        return _object(pairs, 4)


def _entry(name: str) -> zipfile.ZipInfo:
    """A member of the zip with a fixed time stamp, so that the same recipe gives the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _ts(message: Message) -> str:
    return f"{message.at}.{message.id % 1_000_000:06}"


def _text(message: Message) -> str:
    if message.media == "sticker":
        return ":joy:"
    if not message.parts:
        return escaped(message.text)
    return "".join(f"<{escaped(piece)}>" if kind == "link" else escaped(piece) for kind, piece in message.parts)


def _thread(message: Message, replies: list[Message]) -> list[tuple[str, str]]:
    """What a parent says about its thread."""
    people = list(dict.fromkeys(reply.author for reply in replies))
    listed = (_object([("user", quoted(user(one.author))), ("ts", f'"{_ts(one)}"')], 12) for one in replies)
    return [
        ("thread_ts", f'"{_ts(message)}"'),
        ("reply_count", str(len(replies))),
        ("reply_users_count", str(len(people))),
        ("latest_reply", f'"{_ts(replies[-1])}"'),
        ("reply_users", _array((quoted(user(person)) for person in people), 8)),
        ("replies", _array(listed, 8)),
    ]


def _file(message: Message) -> list[tuple[str, str]]:
    mime, suffix = _TYPES[message.media]
    return [
        ("id", f'"F{message.at:010X}{message.id % 4096:03X}"'),
        ("name", f'"upload.{suffix}"'),
        ("mimetype", quoted(mime)),
        ("filetype", f'"{suffix}"'),
        ("user", quoted(user(message.author))),
    ]


def _reaction(emoji: str, people: tuple[int, ...]) -> str:
    users = _array((quoted(user(person)) for person in people), 16)
    return _object([("name", f'"{_NAMES[emoji]}"'), ("users", users), ("count", str(len(people)))], 12)


def _note(value: str) -> str:
    return _object([("value", quoted(value)), ("creator", '""'), ("last_set", "0")], 8).lstrip()


def _object(pairs: Iterable[tuple[str, str]], indent: int) -> str:
    """An object whose braces stand at ``indent``; nested ones come without their leading spaces."""
    pad = " " * indent
    inner = ",\n".join(f'{pad}    "{key}": {value.lstrip()}' for key, value in pairs)
    return f"{pad}{{\n{inner}\n{pad}}}"


def _array(items: Iterable[str], indent: int) -> str:
    pad = " " * indent
    inner = ",\n".join(f"{pad}    {item.lstrip()}" for item in items)
    return f"[\n{inner}\n{pad}]" if inner else "[]"
