"""Reads a stretch of a Telegram export as a table, in half of the time that it takes message by message.

DuckDB parses the JSON and works out the columns of what is usual. What is not (an invitation of several people, a
message of an old exporter, a value of another type) goes through ``telegram_messages``, which says what everything
means; a test holds both equal. A stretch that is not all sound JSON objects is not read here.
"""

from __future__ import annotations

import contextlib
import os
import queue
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

import orjson

from commops.logs.canonical import Batch, Chat, schema, texts_schema
from commops.logs.engine import literal
from commops.logs.rows import Rows
from commops.logs.telegram_fields import Message
from commops.logs.telegram_messages import MessageReader
from commops.logs.telegram_query import FACTS, MOST_MESSAGES, TYPED, query

if TYPE_CHECKING:
    import mmap

    import pyarrow as pa

_MEMORY = "300MB"
_OPEN_FILES = Path("/proc/self/fd")
_TYPED = [Message.__struct_fields__.index(name) for name in TYPED]
_JSON = [*_TYPED, *map(Message.__struct_fields__.index, ("members", "reactions", "poll"))]
"""The places of the fields of which more than the text matters."""


def usable() -> bool:
    """Whether this system has files that exist in memory only: raw texts are never written to a disk to be parsed."""
    try:
        os.close(os.memfd_create("try"))
    except (AttributeError, OSError):
        return False
    return _OPEN_FILES.is_dir()


class Stretch(Protocol):
    """A part of a file that holds whole items of an array."""

    @property
    def start(self) -> int:
        """First byte."""

    @property
    def end(self) -> int:
        """Byte after the last one."""

    @property
    def prefix(self) -> str:
        """What stands before the ids of its messages."""


S = TypeVar("S", bound=Stretch)


class Parsed(NamedTuple):
    """What was parsed of a stretch."""

    table: pa.Table
    """A row per item; see ``telegram_query``."""
    texts: pa.Table
    """Each text once, with its mark."""


class Tables:
    """Parses stretches of messages in ``jobs`` threads; use it in a ``with`` block.

    ``salt`` is what texts are marked with (see ``Key.salt``).
    """

    def __init__(self, salt: str, jobs: int) -> None:
        self._salt = salt
        self._jobs = jobs
        self._stack = contextlib.ExitStack()
        self._parsers: queue.SimpleQueue[_Parser] = queue.SimpleQueue()

    def __enter__(self) -> Tables:
        for _ in range(self._jobs):
            self._parsers.put(self._stack.enter_context(_Parser(self._salt)))
        self._threads = self._stack.enter_context(ThreadPoolExecutor(self._jobs))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def of(self, data: mmap.mmap, parts: Iterable[S]) -> Iterator[tuple[S, Parsed | None]]:
        """Each part of a file with what was parsed of it, in order; None for one that is not all sound objects."""
        waiting: deque[tuple[S, Future[Parsed | None]]] = deque()
        for part in parts:
            waiting.append((part, self._threads.submit(self._parse, data, part)))
            if len(waiting) > self._jobs:
                yield _done(waiting)
        while waiting:
            yield _done(waiting)

    def _parse(self, data: mmap.mmap, part: Stretch) -> Parsed | None:
        parser = self._parsers.get()
        try:
            with memoryview(data) as whole, whole[part.start : part.end] as items:
                return parser.parse(items, part.prefix)
        finally:
            self._parsers.put(parser)


def _done(waiting: deque[tuple[S, Future[Parsed | None]]]) -> tuple[S, Parsed | None]:
    part, parsed = waiting.popleft()
    return part, parsed.result()


class _Parser:
    """A database that sees one file and nothing else: the stretch that is to be parsed, which lies in memory."""

    def __init__(self, salt: str) -> None:
        self._salt = salt
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> _Parser:
        import duckdb

        self._file = os.memfd_create("stretch")
        self._stack.callback(os.close, self._file)
        self._path = str(_OPEN_FILES / str(self._file))
        self._connection = self._stack.enter_context(duckdb.connect())
        for statement in (
            "SET temp_directory = ''",  # what does not fit is read the other way, not written to a disk
            f"SET allowed_paths = [{literal(self._path)}]",
            "SET enable_external_access = false",
            f"SET memory_limit = '{_MEMORY}'",
            "SET threads = 1",
            "SET TimeZone = 'UTC'",
            "SET lock_configuration = true",
        ):
            self._connection.execute(statement)
        # Planning takes as long as parsing two megabytes.
        self._connection.execute(f"PREPARE parse AS {query(self._path)}")
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def parse(self, items: memoryview, prefix: str) -> Parsed | None:
        """The items of an array (what stands between its brackets), a row each; None when not all are sound objects."""
        import duckdb

        # Overwritten, not emptied first: the memory of the stretch before is used again.
        os.lseek(self._file, 0, os.SEEK_SET)
        for part in (b"[", items, b"]"):
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        os.ftruncate(self._file, os.lseek(self._file, 0, os.SEEK_CUR))
        try:
            table = self._connection.sql(f"EXECUTE parse(prefix := {literal(prefix)})").to_arrow_table()
            # A message has some hundred bytes. Millions of empty ones would fill the memory.
            return self._with_facts(table) if len(table) <= MOST_MESSAGES else None
        except duckdb.Error:
            # It may quote the export, so it goes nowhere; the other way of reading finds what is wrong.
            return None

    def _with_facts(self, table: pa.Table) -> Parsed:
        """Add what the texts tell, worked out once for each that differs."""
        import pyarrow as pa
        import pyarrow.compute as pc

        coded = table["text"].combine_chunks().dictionary_encode()
        said = pa.table({"text": coded.dictionary})
        self._connection.register("texts", said)
        facts = self._connection.sql(FACTS, params={"salt": self._salt}).to_arrow_table().combine_chunks()
        # The database cuts digests into numbers without a sign.
        marks = facts["text_hash"].combine_chunks().view(pa.int64())
        facts = facts.set_column(facts.schema.get_field_index("text_hash"), "text_hash", marks)
        own = facts.take(coded.indices)
        linked = pc.and_(own["has_link"], pc.equal(table["media"], "text"))
        media = pc.if_else(linked, "link", table["media"])
        for name, column in zip(own.column_names, own.columns, strict=True):
            table = table.append_column(name, column)
        table = table.set_column(table.schema.get_field_index("media"), "media", media)
        texts = pa.table([marks, coded.dictionary], texts_schema())
        return Parsed(table, texts.filter(pc.not_equal(coded.dictionary, "")))


def batch(parsed: Parsed, chat: Chat, prefix: str, rows: Rows, zone: ZoneInfo, position: int) -> Batch | None:
    """The rows of a parsed stretch; None when an item was null. ``rows`` must be empty: it collects what is unusual."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table, texts = parsed
    odd = table["odd"].combine_chunks()
    values = odd.drop_null().to_pylist()
    if any(set(one) == {None} for one in values):
        return None
    reader, odd_at = MessageReader(chat.key, prefix, rows, zone), list[int]()
    for place, one in zip(pc.indices_nonzero(odd.is_valid()).to_pylist(), values, strict=True):
        before = rows.count
        reader.read_one(_message(one))
        odd_at += [place] * (rows.count - before)
    rows.called(reader.names)
    authors = _authors(table["bearer"].combine_chunks(), rows)
    rows.chats.append(chat)
    rows.parsed += odd.null_count
    rows.seen_until = max(rows.seen_until, pc.max(table["seen_s"]).as_py() or 0)
    taken = rows.take(position)
    usual_at = pc.indices_nonzero(odd.is_null())
    taken.rows = _in_order(_canonical(table, chat.key, authors), usual_at, taken.rows, odd_at)
    taken.texts = _whole(pa.concat_tables([texts, pa.table(taken.texts)]))
    return taken


def _message(values: list[Any]) -> Message | None:
    """A message of the text of its fields; None when the JSON of one of them is none."""
    for place in _JSON:
        if values[place] is not None:
            try:
                values[place] = orjson.loads(values[place])
            except orjson.JSONDecodeError:
                if place in _TYPED:
                    return None
    return Message(*values)


def _authors(bearers: pa.Array, rows: Rows) -> pa.Array:
    """The pseudonyms of raw ids with display names; each pair is looked at once."""
    import pyarrow as pa

    coded = bearers.dictionary_encode()
    pairs = [tuple(pair.split(" ", 1)) for pair in coded.dictionary.to_pylist()]
    rows.called(set(pairs))
    return pa.array([rows.author(raw) for raw, _name in pairs], pa.string()).take(coded.indices)


def _canonical(table: pa.Table, chat: str, authors: pa.Array) -> pa.Table:
    import pyarrow as pa

    count, no = len(table), pa.scalar(value=False)
    columns = {name: table[name] for name in table.column_names} | {
        "chat": pa.repeat(chat, count),
        "author": authors,
        "is_bot": pa.repeat(no, count),
        "more": pa.repeat(no, count),
        "addressee": pa.nulls(count, pa.string()),
    }
    return pa.table([columns[field.name].cast(field.type) for field in schema()], schema())


def _in_order(table: pa.Table, usual_at: pa.Array, odd: pa.RecordBatch, odd_at: list[int]) -> pa.RecordBatch:
    """The rows of ``table`` at some places and those that stand for the others, in the order of the file."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(usual_at) == len(table):
        return _whole(table)
    places = pa.concat_arrays([usual_at.cast(pa.int64()), pa.array(odd_at, pa.int64())])
    found_at = pa.concat_arrays(
        [usual_at.cast(pa.int64()), pa.array(range(len(table), len(table) + len(odd)), pa.int64())]
    )
    return _whole(pa.concat_tables([table, pa.table(odd)]).take(found_at.take(pc.array_sort_indices(places))))


def _whole(table: pa.Table) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], schema=table.schema)
