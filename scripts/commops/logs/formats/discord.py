"""DiscordChatExporter's JSON: a file (or several parts) per channel or thread, also of its older versions.

Shapes from its ``JsonMessageWriter.cs``. Ids are Discord's own, so parts and repeated exports fit together. For a
thread ``category`` is the channel it belongs to.
"""

from __future__ import annotations

import datetime as dt
import mmap
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from commops.errors import InputError
from commops.logs.canonical import EARLIEST, LATEST, Batch, Chat, Format, Kind, Media, Settings, has_link
from commops.logs.json_arrays import arrays, pieces, release
from commops.logs.media_names import media_of
from commops.logs.piecework import PIECE_BYTES, convert_pieces, load_piece
from commops.logs.probe import HEAD_BYTES, Probe
from commops.logs.rows import Rows
from commops.logs.zones import utc_seconds
from commops.patterns import lazy
from commops.texts import Text

_START = lazy(r'\s*\{\s*"guild"\s*:\s*\{')
_CHANNEL = lazy(r'"channel"\s*:\s*\{')
_MESSAGES = lazy(r'"messages"\s*:\s*\[')

# Kinds without a name of their own are written as Discord's numbers: 20 and 23 are answers of apps to commands.
_REPLIES = frozenset({"Reply", "19"})
_SAID = _REPLIES | {"Default", "0", "20", "23"}
_JOINS = frozenset({"GuildMemberJoin", "7"})


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    return bool(_START.match(head) and _CHANNEL.search(head) and _MESSAGES.search(head))


FORMAT = Format(
    name="discord",
    label=Text("DiscordChatExporter JSON", "DiscordChatExporter JSON"),
    source="discord",
    has_id=True,
    zone="in-file",
    private=("author", "content", "attachments", "embeds", "stickers", "reactions", "mentions", "interaction"),
    in_processes=lambda: True,
    sniff=_sniff,
)


class _Piece(NamedTuple):
    """A part of the messages, as a worker needs it."""

    start: int
    end: int
    child: bytes | None
    last: bool
    chat: Chat
    private: bool
    exported: str
    """When the export was made, as the file says."""


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; worker processes for large files. Raises InputError when the head is damaged."""

    def cut(data: mmap.mmap) -> Iterator[_Piece]:
        array = next(arrays(data, "messages"), None)
        head = _head(data[: min(array.start, HEAD_BYTES)]) if array else None
        if array is None or head is None:
            raise InputError(
                str(probe.path),
                Text(
                    "文件开头已损坏，看不出是哪个频道", "the head of the file is damaged: it does not say which channel"
                ),
                Text("用 DiscordChatExporter 重新导出这个频道", "export the channel again with DiscordChatExporter"),
            )
        chat, private, exported = head
        for start, end in pieces(data, array, PIECE_BYTES):
            last = not array.closed and end == array.end
            yield _Piece(start, end, array.child, last, chat, private, exported)
            release(data, start, end)

    yield from convert_pieces(probe, settings, FORMAT.source, cut, _convert)


def _head(raw: bytes) -> tuple[Chat, bool, str] | None:
    """The channel, whether it is a private conversation, and when it was exported; None for a damaged head.

    A thread's key begins with its channel's, and it bears the channel's name: numbers are about channels.
    """
    try:
        head = orjson.loads(raw.decode("utf-8-sig", "replace") + "]}")
    except orjson.JSONDecodeError:
        return None
    channel = head.get("channel") if isinstance(head, dict) else None
    if not isinstance(channel, dict) or not isinstance(channel.get("id"), str):
        return None
    kind, key, name = (str(channel.get(field) or "") for field in ("type", "id", "name"))
    above, parent = channel.get("categoryId"), channel.get("category")
    if kind.endswith("Thread") and isinstance(above, str) and above:
        key, name = f"{above}/{key}", str(parent or name)
    return Chat(key, name or key), kind.startswith("Direct"), str(head.get("exportedAt") or "")


def _convert(part: _Piece, data: bytes, rows: Rows, zone: ZoneInfo) -> Batch:
    messages = load_piece(part, data, rows)
    if part.private:
        # Its name is made of people's names, so not even the chat is mentioned.
        if messages:
            rows.skip("private", f"byte {part.start}", len(messages))
        return rows.take(part.end)
    rows.chats.append(part.chat)
    rows.seen_until = _seconds(part.exported, zone, rows) or 0
    for message in messages:
        _read_message(message, part.chat.key, rows, zone)
    return rows.take(part.end)


def _read_message(message: Any, chat: str, rows: Rows, zone: ZoneInfo) -> None:
    if not isinstance(message, dict):
        rows.skip("broken", chat)
        return
    number, stamp = message.get("id"), message.get("timestamp")
    if not isinstance(number, str) or not number:
        rows.skip("no-id", chat)
        return
    ts_s = _seconds(stamp, zone, rows)
    if ts_s is None:
        rows.skip("no-time" if stamp is None else "bad-time", f"{chat}/{number}")
        return
    rows.parsed += 1
    edited = message.get("timestampEdited")
    rows.seen_until = max(rows.seen_until, ts_s, (_seconds(edited, zone, rows) or 0) if edited else 0)
    form = str(message.get("type"))
    kind: Kind = "join" if form in _JOINS else "message" if form in _SAID else "system"
    author, is_bot = _author(message.get("author"))
    text, media = _content(message) if kind == "message" else ("", "other")
    rows.add(
        chat,
        number,
        ts_s,
        author,
        text,
        kind=kind,
        media=media,
        reply_to=_replied(message.get("reference")) if form in _REPLIES else None,
        n_reactions=_reactions(message.get("reactions")),
        is_bot=is_bot,
    )


def _seconds(stamp: object, zone: ZoneInfo, rows: Rows) -> int | None:
    """UTC seconds; the exporter writes its own offset with every time."""
    try:
        local = dt.datetime.fromisoformat(stamp if isinstance(stamp, str) else "")
        ts_s = utc_seconds(local, zone)
    except (ValueError, OverflowError):
        return None
    if local.tzinfo is None:
        rows.zone = zone.key
    return ts_s if EARLIEST <= ts_s < LATEST else None


def _author(author: object) -> tuple[str | None, bool]:
    if not isinstance(author, dict):
        return None, False
    number = author.get("id")
    return (number if isinstance(number, str) and number else None), author.get("isBot") is True


def _content(message: dict[str, Any]) -> tuple[str, Media]:
    """What was said and what came with it; of a message passed on, what it quotes."""
    passed_on = message.get("forwardedMessage")
    for source in (message, passed_on if isinstance(passed_on, dict) else {}):
        text = source.get("content")
        text = text if isinstance(text, str) else ""
        attached = _first(source.get("attachments"))
        if attached is not None:
            return text, media_of(str(attached.get("fileName")))
        if _first(source.get("stickers")) is not None:
            return text, "sticker"
        if text:
            return text, "link" if has_link(text) else "text"
    return "", "other" if _first(message.get("embeds")) is not None else "text"


def _first(items: object) -> dict[str, Any] | None:
    return items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else None


def _replied(reference: object) -> str | None:
    number = reference.get("messageId") if isinstance(reference, dict) else None
    return number if isinstance(number, str) and number else None


def _reactions(reactions: object) -> int:
    if not isinstance(reactions, list):
        return 0
    counts = (reaction.get("count") for reaction in reactions if isinstance(reaction, dict))
    return min(sum(count for count in counts if type(count) is int and count > 0), 2**31 - 1)
