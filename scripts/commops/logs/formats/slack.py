"""Slack's workspace export: the zip as downloaded, or the folder it was unpacked into.

Shapes from Slack's help page on exports and from a real export: ``<channel>/<YYYY-MM-DD>.json`` are arrays of
messages; ``channels.json``, ``groups.json``, ``dms.json``, ``mpims.json`` and ``users.json`` say what the ids mean.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import orjson

from commops.logs.bundle import Member, names_in, open_bundle
from commops.logs.canonical import EARLIEST, LATEST, Batch, Chat, Format, Kind, Media, Settings, has_link
from commops.logs.json_arrays import load_items
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.patterns import lazy
from commops.texts import Text

_DAY_FILE = lazy(r"\d{4}-\d{2}-\d{2}\.json")
_LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_USERS = ("users.json", "org_users.json")
"""An export of a whole organisation has the second, with or without the first."""
_PRIVATE_LISTS = ("dms.json", "mpims.json")
_DIRECT = lazy(r"D[A-Z0-9]{8,}$|mpdm-")
"""Folders of direct messages, by Slack's own names for them."""
_MARKUP = lazy(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))

_MESSAGE_SUBTYPES = frozenset(
    {
        "",
        "bot_message",
        "me_message",
        "file_share",
        "file_comment",
        "thread_broadcast",
        "huddle_thread",
        "reply_broadcast",
    }
)
_KINDS: dict[str, Kind] = {
    "channel_join": "join",
    "group_join": "join",
    "channel_leave": "leave",
    "group_leave": "leave",
}
_MIME: dict[str, Media] = {"image": "image", "video": "video", "audio": "voice"}


def _sniff(probe: Probe) -> bool:
    names = names_in(probe)
    if not names and probe.head.startswith(b"PK"):
        return b"channels.json" in probe.head or bool(re.search(rb"/\d{4}-\d{2}-\d{2}\.json", probe.head))
    tops = {name.rpartition("/")[2] for name in names if name.count("/") <= 1}
    return bool(tops & set(_USERS)) and bool(tops & set(_LISTS))


FORMAT = Format(
    name="slack",
    label=Text("Slack 导出包（zip）", "Slack export (zip)"),
    source="slack",
    has_id=True,
    zone="in-file",
    private=("user", "user_profile", "username", "text", "attachments", "files", "reactions", "users.json"),
    sniff=_sniff,
)


@dataclass(slots=True)
class _Directory:
    """What the lists say about ids and folders."""

    bots: set[str] = field(default_factory=set)
    chats: dict[str, Chat] = field(default_factory=dict)
    """Folder -> chat."""
    private: set[str] = field(default_factory=set)
    """Folders of direct messages."""


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """A batch per day file, in order of channel and day."""
    rows = Rows(settings.key, FORMAT.source)
    with contextlib.ExitStack() as stack:
        members, newest = open_bundle(probe, stack)
        base = _base(members)
        directory = _directory(members, base)
        position = 0
        for name in sorted(members):
            member = members[name]
            position += member.size
            inside = PurePosixPath(name.removeprefix(base)).parts
            if name.startswith(base) and len(inside) == 2 and _DAY_FILE.fullmatch(inside[1]):
                _read_day(member, inside[0], directory, rows)
                rows.seen_until = max(rows.seen_until, newest)
                yield rows.take(position)


def _base(members: dict[str, Member]) -> str:
    """The folder that holds the lists of users: the top, or one folder when the export was packed again."""
    found = [name for name in members if PurePosixPath(name).name in _USERS and name.count("/") <= 1]
    top = min(found, key=lambda name: (name.count("/"), name), default="")
    return top[: top.rfind("/") + 1]


def _directory(members: dict[str, Member], base: str) -> _Directory:
    directory = _Directory()
    for name in _USERS:
        for user in _entries(members, base + name):
            if user.get("is_bot"):
                directory.bots.add(str(user.get("id")))
    former: list[tuple[str, Chat]] = []
    for name in _LISTS:
        for entry in _entries(members, base + name):
            key = str(entry.get("id") or entry.get("name") or "")
            chat = Chat(key, str(entry.get("name") or key))
            for folder in (chat.name, key):
                directory.chats.setdefault(folder, chat)
                if name in _PRIVATE_LISTS:
                    directory.private.add(folder)
            names = entry.get("previous_names")
            former += [(old, chat) for old in names if isinstance(old, str)] if isinstance(names, list) else []
    for old, chat in former:
        # What was said before a channel was renamed may lie under its old name, unless another one has that name now.
        directory.chats.setdefault(old, chat)
    return directory


def _entries(members: dict[str, Member], name: str) -> list[dict[str, Any]]:
    try:
        found = orjson.loads(members[name].read()) if name in members else []
    except orjson.JSONDecodeError:
        return []
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _read_day(member: Member, folder: str, directory: _Directory, rows: Rows) -> None:
    data = member.read()
    # Conversations of two or a few people are nobody's business, whatever the lists say about them.
    private = folder in directory.private or _DIRECT.match(folder) is not None
    place = "" if private else f"{folder}/{member.name[-15:]}"
    try:
        found = orjson.loads(data)
        messages = found if isinstance(found, list) else [found]
    except orjson.JSONDecodeError:
        messages = _salvage(data, rows, place)
    if private:
        if messages:
            rows.skip("private", "", len(messages))
        return
    chat = directory.chats.get(folder, Chat(folder, folder))
    rows.chats.append(chat)
    for number, message in enumerate(messages, 1):
        _read_message(message, f"{place}#{number}", chat.key, directory.bots, rows)


def _salvage(data: bytes, rows: Rows, place: str) -> list[Any]:
    """The messages of a damaged day file, one by one."""
    body = data.lstrip(b"\xef\xbb\xbf \t\r\n").removeprefix(b"[")
    messages, damaged = load_items(body, None)
    for item in damaged:
        rows.skip("cut-off" if item.last else "broken", place and f"{place} byte {item.offset}")
    if not messages and not damaged and body.strip(b"[] \t\r\n"):
        rows.skip("broken", place)
    return messages


def _read_message(message: Any, place: str, chat: str, bots: set[str], rows: Rows) -> None:
    if not isinstance(message, dict):
        rows.skip("broken", place)
        return
    stamp = message.get("ts")
    ts_s = _seconds(stamp)
    if ts_s is None:
        rows.skip("no-time" if stamp is None else "bad-time", place)
        return
    rows.parsed += 1
    edited = message.get("edited")
    rows.seen_until = max(rows.seen_until, ts_s, (_seconds(edited.get("ts")) or 0) if isinstance(edited, dict) else 0)
    subtype = str(message.get("subtype") or "")
    kind: Kind = _KINDS.get(subtype) or ("message" if subtype in _MESSAGE_SUBTYPES else "system")
    author, is_bot = _author(message, bots)
    thread = message.get("thread_ts")
    text = _text(message)
    rows.add(
        chat,
        str(stamp),
        ts_s,
        author,
        text if kind == "message" else "",
        kind=kind,
        media=_media(message, text) if kind == "message" else "other",
        reply_to=str(thread) if thread and thread != stamp else None,
        n_reactions=_reactions(message.get("reactions")),
        is_bot=is_bot,
    )


def _seconds(stamp: object) -> int | None:
    """Seconds of Slack's ``"1452812345.000012"``; the part after the dot only makes it unique."""
    try:
        ts_s = int(str(stamp).partition(".")[0])
    except ValueError:
        return None
    return ts_s if EARLIEST <= ts_s < LATEST else None


def _author(message: dict[str, Any], bots: set[str]) -> tuple[str | None, bool]:
    user, bot = message.get("user"), message.get("bot_id")
    comment = message.get("comment")
    if not user and isinstance(comment, dict):
        # A comment on a file, as exports before 2018 have it: the person stands inside.
        user = comment.get("user")
    found = user or bot or message.get("username")
    subtype = message.get("subtype")
    # Adding a bot names the bot, but a person did it.
    own = bool(bot) and subtype not in ("bot_add", "bot_remove", "bot_enable", "bot_disable")
    is_bot = own or subtype == "bot_message" or user == "USLACKBOT" or user in bots
    return (str(found) if found else None), is_bot


def _text(message: dict[str, Any]) -> str:
    """The text as people saw it: ids, channels and addresses shown, entities undone."""
    comment = message.get("comment")
    text = message.get("text") or (comment.get("comment") if isinstance(comment, dict) else "")
    if not text and isinstance(attached := message.get("attachments"), list):
        text = next((a.get("fallback") for a in attached if isinstance(a, dict) and a.get("fallback")), "")
    if not isinstance(text, str):
        return ""
    text = _MARKUP.sub(lambda found: (found[1].replace("!", "@") if found[1] else "") + (found[3] or found[2]), text)
    for entity, char in _ENTITIES:
        text = text.replace(entity, char)
    return text


def _media(message: dict[str, Any], text: str) -> Media:
    files = message.get("files") or ([message["file"]] if isinstance(message.get("file"), dict) else [])
    if isinstance(files, list) and files:
        first = files[0] if isinstance(files[0], dict) else {}
        return _MIME.get(str(first.get("mimetype")).partition("/")[0], "file")
    return "link" if has_link(text) else "text"


def _reactions(reactions: object) -> int:
    if not isinstance(reactions, list):
        return 0
    total = 0
    for reaction in reactions:
        if isinstance(reaction, dict):
            count, users = reaction.get("count"), reaction.get("users")
            total += count if type(count) is int and count > 0 else len(users) if isinstance(users, list) else 0
    return min(total, 2**31 - 1)
