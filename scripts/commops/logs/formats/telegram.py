"""Telegram Desktop's JSON export: one chat, or the whole account.

Shapes from Telegram Desktop's ``export_output_json.cpp``; the damage repaired here is described in its issues
#24961 (unquoted document_id, 4.1.1) and in its string writer (control characters as ``\\xNN``).
"""

from __future__ import annotations

import contextlib
import mmap
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from commops.logs import telegram_table
from commops.logs.canonical import Batch, Chat, Format, Settings
from commops.logs.json_arrays import STRING, Array, arrays, find, pieces, release
from commops.logs.json_cuts import cuts
from commops.logs.piecework import PIECE_BYTES, convert_pieces, load_piece
from commops.logs.probe import Probe
from commops.logs.readers import is_large
from commops.logs.rows import Rows
from commops.logs.telegram_fields import Message, decode, message
from commops.logs.telegram_messages import MessageReader
from commops.patterns import lazy
from commops.texts import Text

_STRETCH_BYTES = 16 << 20
"""About how much of a large file is parsed as one table."""

_GROUPS = r"private_group|private_supergroup|public_supergroup|private_channel|public_channel"
_PRIVATE_TYPES = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes"})
_ONE_CHAT = lazy(rf'"type"\s*:\s*"(?:{_GROUPS}|{"|".join(sorted(_PRIVATE_TYPES))})"')
_ACCOUNT = lazy(
    r'\s*\{\s*"about"\s*:[^\0]*?"(?:personal_information|profile_pictures|stories|contacts|frequent_contacts|sessions'
    r'|web_sessions|other_data|chats|left_chats)"\s*:'
)
_HEX_ESCAPE = lazy(rb"((?<!\\)(?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_BARE_DOCUMENT = lazy(rb'("document_id":[ \t]*)(?![ \t"]|-?[0-9]+[ \t]*[,}\r\n]|null\b)([^\r\n]*?)([ \t]*,?\r?\n)')
_STRING = lazy(STRING, re.S)
_RAW_CONTROL = lazy(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_MIGRATED = b'"action": "migrate_from_group"'


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
    in_processes=lambda: not telegram_table.usable(),
)


class _Piece(NamedTuple):
    """A part of one chat's messages, as a worker needs it."""

    start: int
    end: int
    child: bytes | None
    last: bool
    chat: Chat
    private: bool
    prefix: str
    """Put before ids of a group from before it became a supergroup, because the supergroup's ids start again."""


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; large files as tables, or where that cannot be in worker processes."""
    if is_large(probe.size) and telegram_table.usable():
        yield from _as_tables(probe, settings)
    else:
        yield from convert_pieces(probe, settings, FORMAT.source, _cut, _convert)


def _as_tables(probe: Probe, settings: Settings) -> Iterator[Batch]:
    rows = Rows(settings.key, FORMAT.source)
    with (
        probe.path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        telegram_table.Tables(settings.key.salt, settings.jobs) as tables,
    ):
        for part, parsed in tables.of(data, _cut(data, _STRETCH_BYTES)):
            if found := _from_table(part, parsed, rows, settings.zone):
                yield found
            else:
                for piece, items in tables.of(data, _smaller(data, part)):
                    yield _from_table(piece, items, rows, settings.zone) or _convert(
                        piece, data[piece.start : piece.end], rows, settings.zone
                    )
            release(data, part.start, part.end)


def _from_table(part: _Piece, parsed: telegram_table.Parsed | None, rows: Rows, zone: ZoneInfo) -> Batch | None:
    """The rows of a part that could be parsed at once; None when it has to be read item by item."""
    if parsed is None:
        return None
    if part.private:
        return _private(part, len(parsed.table), rows)
    return telegram_table.batch(parsed, part.chat, part.prefix, rows, zone, part.end)


def _cut(data: mmap.mmap, size: int = PIECE_BYTES) -> Iterator[_Piece]:
    # Whether a group moved has to be known before its first message is read.
    if find(data, _MIGRATED, 0, len(data)) >= 0:
        yield from _cut_around(data, size)
        return
    for cut in cuts(data, "messages", size):
        yield _Piece(cut.start, cut.end, cut.child, cut.last, *_chat(cut.beside), "")
        release(data, cut.start, cut.end)


def _cut_around(data: mmap.mmap, size: int) -> Iterator[_Piece]:
    """The same for a file with groups that became supergroups."""
    for array in arrays(data, "messages"):
        chat, private = _chat(array.beside)
        migrated = find(data, _MIGRATED, array.start, array.end)
        for start, end in pieces(data, array, size):
            for cut_start, cut_end in _around(start, end, migrated, data):
                prefix = "g" if cut_start < migrated and cut_end <= migrated else ""
                last = not array.closed and cut_end == array.end
                yield _Piece(cut_start, cut_end, array.child, last, chat, private, prefix)
            release(data, start, end)


def _smaller(data: mmap.mmap, part: _Piece) -> Iterator[_Piece]:
    """The same items in smaller pieces, so that damage costs the time of one of them."""
    array = Array(part.start, part.end, not part.last, {}, part.child)
    for start, end in pieces(data, array, PIECE_BYTES):
        yield part._replace(start=start, end=end, last=part.last and end == part.end)


def _around(start: int, end: int, migrated: int, data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Cut a piece before the message that says the group became a supergroup."""
    if start < migrated < end:
        middle = data.rfind(b'"id":', start, migrated)
        middle = data.rfind(b"{", start, middle if middle >= 0 else migrated)
        if middle > start:
            yield start, middle
            start = middle
    yield start, end


def _chat(beside: Mapping[str, bytes]) -> tuple[Chat, bool]:
    """The chat that the values beside its messages describe, and whether it is a private one."""
    found: dict[str, Any] = {}
    for name, raw in beside.items():
        with contextlib.suppress(orjson.JSONDecodeError):
            found[name] = orjson.loads(_HEX_ESCAPE.sub(rb"\1\\u00\2", raw))
    name = str(found.get("name") or "")
    key = str(found.get("id") or name or "chat")
    return Chat(key, name or key), found.get("type") in _PRIVATE_TYPES


def _convert(part: _Piece, data: bytes, rows: Rows, zone: ZoneInfo) -> Batch:
    messages: Sequence[Message | None] | None = decode(data)
    if messages is None:
        messages = [message(item) for item in load_piece(part, data, rows, _repair)]
    if part.private:
        return _private(part, len(messages), rows)
    rows.chats.append(part.chat)
    MessageReader(part.chat.key, part.prefix, rows, zone).read(messages)
    return rows.take(part.end)


def _private(part: _Piece, count: int, rows: Rows) -> Batch:
    """Its name is a person's name, so not even the chat is mentioned."""
    if count:
        rows.skip("private", f"byte {part.start}", count)
    return rows.take(part.end)


def _repair(data: bytes) -> bytes:
    """Undo the two known ways in which the exporter writes invalid JSON, and control characters that stand in texts."""
    data = _HEX_ESCAPE.sub(rb"\1\\u00\2", data)
    if _RAW_CONTROL.search(data):
        data = _STRING.sub(lambda m: _RAW_CONTROL.sub(lambda c: b"\\u%04x" % c[0][0], m[0]), data)
    return _BARE_DOCUMENT.sub(lambda m: m[1] + orjson.dumps(m[2].decode("utf-8", "replace")) + m[3], data)
