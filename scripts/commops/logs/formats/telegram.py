"""Telegram Desktop's JSON export: one chat, or the whole account.

Shapes from Telegram Desktop's ``export_output_json.cpp``; the damage repaired here is described in its issues
#24961 (unquoted document_id, 4.1.1) and in its string writer (control characters as ``\\xNN``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import mmap
import multiprocessing
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from commops.logs.canonical import EARLIEST, LATEST, Batch, Chat, Format, Kind, Media, Rows, Settings, has_link
from commops.logs.json_arrays import Array, arrays, find, items, pieces, release
from commops.logs.probe import Probe
from commops.texts import Text

PIECE_BYTES = 4 << 20
_PARALLEL_BYTES = 24 << 20
_WAITING = 6
"""Pieces handed to the workers ahead of the one being stored; bounds the memory."""

_GROUPS = r"private_group|private_supergroup|public_supergroup|private_channel|public_channel"
_PRIVATE_TYPES = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes"})
_ONE_CHAT = re.compile(rf'"type"\s*:\s*"(?:{_GROUPS}|{"|".join(sorted(_PRIVATE_TYPES))})"')
_ACCOUNT = re.compile(
    r'\s*\{\s*"about"\s*:[^\0]*?"(?:personal_information|profile_pictures|stories|contacts|frequent_contacts|sessions'
    r'|web_sessions|other_data|chats|left_chats)"\s*:'
)
_HEX_ESCAPE = re.compile(rb"((?<!\\)(?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_BARE_DOCUMENT = re.compile(
    rb'("document_id":[ \t]*)(?![ \t"]|-?[0-9]+[ \t]*[,}\r\n]|null\b)([^\r\n]*?)([ \t]*,?\r?\n)'
)
_MIGRATED = b'"action": "migrate_from_group"'

_KINDS: dict[str, Kind] = {
    "invite_members": "join",
    "join_group_by_link": "join",
    "join_group_by_request": "join",
    "remove_members": "leave",
}
_MEDIA_TYPES: dict[str, Media] = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_message": "video",
    "video_file": "video",
    "animation": "image",
    "audio_file": "file",
}
_MIME: dict[str, Media] = {"image": "image", "video": "video"}
_MEDIA_KEYS = frozenset({"photo", "media_type", "file"})
_OTHER_MEDIA = frozenset(
    {"poll", "location_information", "contact_information", "game_title", "invoice_information", "dice"}
)


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    if not head.lstrip().startswith("{"):
        return False
    return bool(_ONE_CHAT.search(head) and '"messages"' in head) or bool(_ACCOUNT.match(head))


FORMAT = Format(
    name="telegram",
    label=Text("Telegram Desktop JSON", "Telegram Desktop JSON"),
    source="telegram",
    has_id=True,
    zone="in-file",
    private=("from", "from_id", "actor", "actor_id", "members", "text", "text_entities", "forwarded_from", "reactions"),
    sniff=_sniff,
)


class _Piece(NamedTuple):
    """A part of one chat's messages, as a worker needs it."""

    path: str
    start: int
    end: int
    chat: Chat
    private: bool
    child: bytes | None
    last: bool
    """Whether a broken final item means that the file ends there."""
    prefix: str
    """Put before ids of a group from before it became a supergroup, because the supergroup's ids start again."""


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; two worker processes for files over 24 MiB when ``settings.jobs`` allows."""
    with probe.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        parts = _cut(str(probe.path), data)
        if settings.jobs > 1 and probe.size > _PARALLEL_BYTES:
            yield from _parallel(parts, settings)
        else:
            rows = Rows(settings.key, FORMAT.source)
            for part in parts:
                yield _convert(part, data[part.start : part.end], rows, settings.zone)


def _cut(path: str, data: mmap.mmap) -> Iterator[_Piece]:
    for array in arrays(data, "messages"):
        chat, private = _chat(array)
        migrated = find(data, _MIGRATED, array.start, array.end)
        for start, end in pieces(data, array, PIECE_BYTES):
            for cut_start, cut_end in _around(start, end, migrated, data):
                prefix = "g" if cut_start < migrated and cut_end <= migrated else ""
                last = not array.closed and cut_end == array.end
                yield _Piece(path, cut_start, cut_end, chat, private, array.child, last, prefix)
            release(data, start, end)


def _around(start: int, end: int, migrated: int, data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Cut a piece before the message that says the group became a supergroup."""
    if start < migrated < end:
        middle = data.rfind(b'"id":', start, migrated)
        middle = data.rfind(b"{", start, middle if middle >= 0 else migrated)
        if middle > start:
            yield start, middle
            start = middle
    yield start, end


def _chat(array: Array) -> tuple[Chat, bool]:
    beside: dict[str, Any] = {}
    for name, raw in array.beside.items():
        with contextlib.suppress(orjson.JSONDecodeError):
            beside[name] = orjson.loads(_HEX_ESCAPE.sub(rb"\1\\u00\2", raw))
    name = str(beside.get("name") or "")
    key = str(beside.get("id") or name or "chat")
    return Chat(key, name or key), beside.get("type") in _PRIVATE_TYPES


def _parallel(parts: Iterator[_Piece], settings: Settings) -> Iterator[Batch]:
    # Started afresh, not forked: the caller may hold threads of DuckDB or Arrow, which do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(settings.jobs, context, _start_worker, (settings,)) as pool:
        waiting: deque[Future[Batch]] = deque()
        for part in parts:
            waiting.append(pool.submit(_work, part))
            if len(waiting) >= _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_worker: list[tuple[Rows, ZoneInfo]] = []


def _start_worker(settings: Settings) -> None:
    # Parsed JSON holds no cycles; looking for some in every piece would cost a fifth of the time.
    gc.disable()
    _worker.append((Rows(settings.key, FORMAT.source), settings.zone))


def _work(part: _Piece) -> Batch:
    rows, zone = _worker[0]
    with open(part.path, "rb") as file:  # noqa: PTH123 - a plain string crosses the process border cheaply
        file.seek(part.start)
        data = file.read(part.end - part.start)
    return _convert(part, data, rows, zone)


def _convert(part: _Piece, data: bytes, rows: Rows, zone: ZoneInfo) -> Batch:
    messages = list(_messages(part, data, rows))
    if part.private:
        # Its name is a person's name, so not even the chat is mentioned.
        if messages:
            rows.skip("private", f"byte {part.start}", len(messages))
    else:
        rows.chats.append(part.chat)
        _Reader(part, rows, zone).read(messages)
    return rows.take(part.end)


def _messages(part: _Piece, data: bytes, rows: Rows) -> Iterator[Any]:
    """The items of a piece. Damaged pieces are repaired, then taken item by item, and what stays broken is skipped."""
    body = data.strip(b", \t\r\n")
    for attempt in (_plain, _repaired):
        try:
            yield from orjson.loads(attempt(body))
        except orjson.JSONDecodeError:
            continue
        return
    parts = items(data, part.child)
    for number, item in enumerate(parts, 1):
        try:
            yield orjson.loads(_repair(item.decode("utf-8", "replace").encode()))
        except orjson.JSONDecodeError:
            cut = part.last and number == len(parts)
            rows.skip("cut-off" if cut else "broken", f"byte {part.start + max(data.find(item), 0)}")


def _plain(body: bytes) -> bytes:
    return b"[" + body + b"]"


def _repaired(body: bytes) -> bytes:
    return b"[" + _repair(body) + b"]"


def _repair(data: bytes) -> bytes:
    """Undo the two known ways in which the exporter writes invalid JSON."""
    data = _HEX_ESCAPE.sub(rb"\1\\u00\2", data)
    return _BARE_DOCUMENT.sub(lambda m: m[1] + orjson.dumps(m[2].decode("utf-8", "replace")) + m[3], data)


class _Reader:
    """Turns the messages of one chat into rows."""

    def __init__(self, part: _Piece, rows: Rows, zone: ZoneInfo) -> None:
        self.chat = part.chat.key
        self.prefix = part.prefix
        self.rows = rows
        self.zone = zone
        self.names: dict[str, str] = {}

    def read(self, messages: list[Any]) -> None:
        rows = self.rows
        latest = 0
        for message in messages:
            if not isinstance(message, dict):
                rows.skip("broken", "")
                continue
            number = message.get("id")
            if type(number) is not int and type(number) is not str:
                rows.skip("no-id", f"{self.chat}")
                continue
            ts_s = self._time(message)
            if ts_s is None:
                unsupported = message.get("type") == "unsupported"
                known = "date" in message or "date_unixtime" in message
                reason = "unsupported" if unsupported else "bad-time" if known else "no-time"
                rows.skip(reason, f"{self.chat}/{number}")
                continue
            rows.parsed += 1
            latest = ts_s if ts_s > latest else latest
            msg_id = self._id(number)
            if "action" in message or message.get("type") == "service":
                self._service(message, msg_id, ts_s)
            else:
                self._message(message, msg_id, ts_s)
        rows.seen_until = max(rows.seen_until, latest)
        for raw, name in self.names.items():
            rows.names.setdefault(rows.author("name:" + name), set()).add(rows.author(raw))

    def _id(self, number: int | str) -> str:
        # Newer exports already shift the old group's ids below zero, so that they stay unique.
        text = str(number)
        return self.prefix + text if self.prefix and not text.startswith("-") else text

    def _time(self, message: dict[str, Any]) -> int | None:
        """UTC seconds; ``date_unixtime`` is the truth, ``date`` is local to the exporter's zone (old exports)."""
        try:
            ts_s = int(message["date_unixtime"])
        except (KeyError, TypeError, ValueError):
            try:
                local = dt.datetime.fromisoformat(message["date"])
                ts_s = int((local if local.tzinfo else local.replace(tzinfo=self.zone)).timestamp())
            except (KeyError, TypeError, ValueError, OverflowError):
                return None
        return ts_s if EARLIEST <= ts_s < LATEST else None

    def _message(self, message: dict[str, Any], msg_id: str, ts_s: int) -> None:
        author = _person(message.get("from_id"))
        name = message.get("from")
        if author is None:
            if isinstance(name, str):
                author = f"name:{name}"
                self.rows.names.setdefault(self.rows.author(author), set())
        elif isinstance(name, str):
            self.names[author] = name
        text, linked = _text(message)
        reply = message.get("reply_to_message_id")
        reactions = message.get("reactions")
        if "edited_unixtime" in message or reactions:
            self.rows.seen_until = max(self.rows.seen_until, _latest(message))
        self.rows.add(
            self.chat,
            msg_id,
            ts_s,
            author,
            text,
            media=_media(message) or ("link" if linked or has_link(text) else "text"),
            reply_to=self._id(reply) if type(reply) is int and "reply_to_peer_id" not in message else None,
            n_reactions=_reactions(reactions) if reactions else 0,
        )

    def _service(self, message: dict[str, Any], msg_id: str, ts_s: int) -> None:
        kind = _KINDS.get(str(message.get("action")), "system")
        actor = _person(message.get("actor_id"))
        name = message.get("actor")
        if actor is not None and isinstance(name, str):
            self.names[actor] = name
        members = message.get("members")
        if kind == "system" or "members" not in message or not isinstance(members, list) or not members:
            self.rows.add(self.chat, msg_id, ts_s, actor, kind=kind, media="other")
            return
        for number, member in enumerate(members):
            # The export gives invited people by display name only; the name is matched to an id when merging.
            author = actor if member == name else f"name:{member}" if isinstance(member, str) else None
            if author is not None and author != actor:
                self.rows.names.setdefault(self.rows.author(author), set())
            own_id = msg_id if number == 0 else f"{msg_id}.{number}"
            self.rows.add(self.chat, own_id, ts_s, author, kind=kind, media="other")


def _person(raw: object) -> str | None:
    """One spelling for a peer: ``user123``. Old exports gave a number, with the kind of peer above bit 32."""
    if isinstance(raw, str):
        return raw or None
    if type(raw) is not int:
        return None
    return {1: "chat", 2: "channel"}.get(raw >> 32, "user") + str(raw & 0xFFFFFFFF if raw >> 32 in (1, 2) else raw)


def _text(message: dict[str, Any]) -> tuple[str, bool]:
    """The plain text of a message and whether one of its parts is a link."""
    text = message.get("text")
    if type(text) is str:
        if not text and isinstance(poll := message.get("poll"), dict):
            return str(poll.get("question") or ""), False
        return text, False
    if not isinstance(text, list):
        return "", False
    parts, linked = [], False
    for part in text:
        if isinstance(part, dict):
            linked = linked or part.get("type") in ("link", "text_link")
            part = part.get("text")
        if isinstance(part, str):
            parts.append(part)
    return "".join(parts), linked


def _media(message: dict[str, Any]) -> Media | None:
    """What a message carries besides text; None for nothing."""
    if _MEDIA_KEYS.isdisjoint(message):
        return None if _OTHER_MEDIA.isdisjoint(message) else "other"
    if "photo" in message:
        return "image"
    if "media_type" in message:
        return _MEDIA_TYPES.get(str(message["media_type"]), "file")
    return _MIME.get(str(message.get("mime_type")).partition("/")[0], "file")


def _reactions(reactions: object) -> int:
    if not isinstance(reactions, list):
        return 0
    counts = (reaction.get("count") for reaction in reactions if isinstance(reaction, dict))
    return min(sum(count for count in counts if type(count) is int and count > 0), 2**31 - 1)


def _latest(message: dict[str, Any]) -> int:
    """The latest moment an edit of the message tells of."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        edited = int(message["edited_unixtime"])
        return edited if EARLIEST <= edited < LATEST else 0
    return 0
