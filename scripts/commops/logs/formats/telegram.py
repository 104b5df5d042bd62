"""Telegram Desktop's JSON export: one chat, or the whole account.

Shapes from Telegram Desktop's ``export_output_json.cpp``; the damage repaired here is described in its issues
#24961 (unquoted document_id, 4.1.1) and in its string writer (control characters as ``\\xNN``).
"""

from __future__ import annotations

import contextlib
import gc
import mmap
import multiprocessing
import re
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from commops.errors import InputError
from commops.logs.canonical import Batch, Chat, Format, Rows, Settings
from commops.logs.json_arrays import Array, arrays, find, load_items, pieces, release
from commops.logs.probe import Probe
from commops.logs.telegram_messages import MessageReader
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
            yield from _parallel(probe.path, parts, settings)
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


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in words that a worker was killed; the system does that when memory runs out."""
    try:
        yield
    except BrokenProcessPool:
        raise InputError(
            str(path),
            Text("读取进程被系统中止，可能是内存不足", "the system ended a reading process; memory may have run out"),
            Text("关闭其他程序后再试一次", "close other programs and try again"),
        ) from None


def _parallel(path: Path, parts: Iterator[_Piece], settings: Settings) -> Iterator[Batch]:
    # Started afresh, not forked: the caller may hold threads of DuckDB or Arrow, which do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with _explained(path), ProcessPoolExecutor(settings.jobs, context, _start_worker, (settings,)) as pool:
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
    # Ctrl-C reaches every process of the terminal; the one that started the workers ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.append((Rows(settings.key, FORMAT.source), settings.zone))


def _work(part: _Piece) -> Batch:
    rows, zone = _worker[0]
    with open(part.path, "rb") as file:  # noqa: PTH123 - a plain string crosses the process border cheaply
        file.seek(part.start)
        data = file.read(part.end - part.start)
    return _convert(part, data, rows, zone)


def _convert(part: _Piece, data: bytes, rows: Rows, zone: ZoneInfo) -> Batch:
    messages, damaged = load_items(data, part.child, _repair)
    for item in damaged:
        rows.skip("cut-off" if part.last and item.last else "broken", f"byte {part.start + item.offset}")
    if part.private:
        # Its name is a person's name, so not even the chat is mentioned.
        if messages:
            rows.skip("private", f"byte {part.start}", len(messages))
    else:
        rows.chats.append(part.chat)
        MessageReader(part.chat.key, part.prefix, rows, zone).read(messages)
    return rows.take(part.end)


def _repair(data: bytes) -> bytes:
    """Undo the two known ways in which the exporter writes invalid JSON."""
    data = _HEX_ESCAPE.sub(rb"\1\\u00\2", data)
    return _BARE_DOCUMENT.sub(lambda m: m[1] + orjson.dumps(m[2].decode("utf-8", "replace")) + m[3], data)
