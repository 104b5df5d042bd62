"""Merges overlapping exports: the merged table is a function of the set of exports, never of their order.

With message ids the newest export that holds a message wins, and a message that a newer, undamaged export of the same
stretch of the chat no longer holds was deleted: it is dropped, unless that export holds only some of what was said
(``coverage.partial``). Without ids equal lines cannot be told apart, so per (chat, time, author, kind, text) the
largest number that any single export holds is kept, and nothing counts as deleted.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from commops.logs.canonical import EARLIEST, LATEST, schema
from commops.logs.coverage import joined, numbers_rise, partials
from commops.logs.engine import literal
from commops.logs.links import Link
from commops.logs.state import ROWS_END, WEEK, ChatRange, Export
from commops.logs.zones import offsets

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

VERSION = 3
"""Raise it when the merged table changes shape or meaning: every part is then made again."""

ROW_GROUP = 122_880
CUT_ROWS = 300_000
"""Chats whose exports hold more rows are merged in stretches of about so many, so that an append writes few of them."""
_WEEKS = (16, 4, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """Chats of one source that the same exports tell of; merged together, into one file."""

    source: str
    exports: tuple[Export, ...]
    """Oldest first."""
    chats: tuple[str, ...]
    channels: tuple[str, ...]
    """The channel of each chat."""
    links: tuple[Link, ...]
    """Pseudonyms of this source that another one stands for, as far as rows of this part can stand under them."""
    zone: ZoneInfo
    partial: tuple[tuple[str, str], ...] = ()
    """(export id, chat) where an export holds only some of what was said: what it lacks was not deleted."""
    low: int = EARLIEST
    high: int = LATEST
    """Only messages from ``low`` to before ``high`` (UTC seconds) belong to it."""
    names: tuple[str, ...] = ()
    named: bool | None = None
    """Whether only rows belong to it that stand under one of ``names``, or only the others; None for all."""
    bots: tuple[str, ...] = ()
    """Pseudonyms of this source that the operator says are bots."""

    @property
    def name(self) -> str:
        """File name: a digest of everything the content depends on, so that an equal part is never made twice."""
        content = [
            VERSION,
            self.source,
            [export.file for export in self.exports],
            self.chats,
            self.channels,
            [(link.author, link.person) for link in self.links],
            self.offsets,
            self.partial,
            self.low,
            self.high,
            self.named,
            self.names,
            *([self.bots] if self.bots else []),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:24] + ".parquet"

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """UTC offsets of the community's zone over the time of this part."""
        ranges = _ranges(self.exports, self.chats)
        first, last = min(chat.first for chat in ranges), max(chat.last for chat in ranges)
        return offsets(self.zone, max(first, self.low), min(last, self.high - 1))

    def stretches(self) -> Iterator[Part]:
        """The part cut into stretches of weeks, or the part itself when it is small or cannot be cut.

        Rows under display names get parts of their own: a later export may tell whose a name is, and there are few.

        It can be cut when a message stands in the same week in whatever export: without ids its time is part of what
        makes it the same message; with ids, when the numbers of no two weeks overlap.
        """
        ranges = _ranges(self.exports, self.chats)
        rows = sum(chat.rows for chat in ranges)
        if rows <= CUT_ROWS or (self.has_id and not self._apart()):
            yield replace(self, links=tuple(link for link in self.links if link.author != link.person))
            return
        first, last = min(chat.first for chat in ranges), max(chat.last for chat in ranges)
        whole = last // WEEK - first // WEEK + 1
        length = WEEK * next((weeks for weeks in _WEEKS if rows * weeks <= CUT_ROWS * whole), _WEEKS[-1])
        links = self._links_by_stretch(first, last, length)
        for low in range(first // length * length, last + 1, length):
            inside = tuple(
                export
                for export in self.exports
                if any(chat.first < low + length and chat.last >= low for chat in _ranges([export], self.chats))
            )
            if inside:
                here = replace(self, exports=inside, low=low, high=low + length)
                yield from here._by_name(links.get(low // length, ()))

    def _by_name(self, links: Sequence[Link]) -> Iterator[Part]:
        """The part with those of some links that change anything; in two when rows stand under display names.

        Without ids the order of equal lines hangs on all rows of a part: it stays whole.
        """
        names = tuple(link.author for link in links if link.named)
        known = tuple(link for link in links if link.author != link.person)
        if names and self.has_id:
            yield replace(self, links=tuple(link for link in known if not link.named), names=names, named=False)
            yield replace(self, links=known, names=names, named=True)
        else:
            yield replace(self, links=known)

    def _links_by_stretch(self, first: int, last: int, length: int) -> dict[int, list[Link]]:
        """The links that each stretch of ``length`` seconds needs, so that a new member does not change old ones."""
        found: dict[int, list[Link]] = {}
        for link in self.links:
            spans = [(max(since, first) // length, min(until, last) // length) for since, until in link.spans]
            for number in {number for since, until in spans for number in range(since, until + 1)}:
                found.setdefault(number, []).append(link)
        return found

    def _apart(self) -> bool:
        """Whether the message numbers of every week lie above those of the week before, over all exports."""
        return all(numbers_rise(joined(_ranges(self.exports, [key]))) for key in self.chats)

    @property
    def has_id(self) -> bool:
        """Whether messages are recognised by id."""
        return all(export.has_id for export in self.exports)


def plan(
    exports: Sequence[Export],
    channels: Mapping[tuple[str, str], str],
    links: Mapping[str, Sequence[Link]],
    zone: ZoneInfo,
    bots: Mapping[str, Iterable[str]],
) -> list[Part]:
    """The parts of a set of exports, oldest first. ``channels`` by (source, chat key), the others by source."""
    holders: dict[tuple[str, str], list[Export]] = {}
    for export in exports:
        for chat in export.chats:
            holders.setdefault((export.source, chat.key), []).append(export)
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for chat_id, held_by in holders.items():
        groups.setdefault((chat_id[0], tuple(export.id for export in held_by)), []).append(chat_id)
    doubtful = partials(exports)
    whole = [
        Part(
            source,
            tuple(holders[chats[0]]),
            tuple(key for _source, key in sorted(chats)),
            tuple(channels[chat] for chat in sorted(chats)),
            tuple(sorted(links.get(source, ()))),
            zone,
            tuple(sorted(doubtful & {(export.id, key) for export in holders[chats[0]] for _source, key in chats})),
            bots=tuple(sorted(bots.get(source, ()))),
        )
        for (source, _ids), chats in sorted(groups.items())
    ]
    return [part for group in whole for part in group.stretches()]


def _ranges(exports: Iterable[Export], chats: Iterable[str]) -> list[ChatRange]:
    wanted = set(chats)
    return [chat for export in exports for chat in export.chats if chat.key in wanted]


def write(connection: duckdb.DuckDBPyConnection, part: Part, folder: Path, target: Path) -> None:
    """Merge one part into the Parquet file ``target``, from the exports' files below ``folder``."""
    for name, table in _inputs(part, folder):
        connection.register(name, table)
    connection.execute(
        f"COPY ({_query(part, folder)}) TO {literal(str(target.resolve()))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )


def describe(connection: duckdb.DuckDBPyConnection, path: Path) -> list[dict[str, Any]]:
    """Per channel of a merged part: ``channel``, ``rows``, ``first`` and ``last`` (UTC seconds)."""
    query = f"""SELECT channel, count(*) AS rows, min(ts_s) AS first, max(ts_s) AS last
      FROM read_parquet({literal(str(path.resolve()))}) GROUP BY channel ORDER BY channel"""  # noqa: S608
    found = connection.execute(query).fetchall()
    return [dict(zip(("channel", "rows", "first", "last"), row, strict=True)) for row in found]


def total(parts: Iterable[Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The same over several parts."""
    channels: dict[str, dict[str, Any]] = {}
    for row in itertools.chain.from_iterable(parts):
        whole = channels.setdefault(row["channel"], {**row, "rows": 0})
        whole["rows"] += row["rows"]
        whole["first"], whole["last"] = min(whole["first"], row["first"]), max(whole["last"], row["last"])
    return [channels[name] for name in sorted(channels)]


def _inputs(part: Part, folder: Path) -> Iterator[tuple[str, pa.Table]]:
    import pyarrow as pa

    yield (
        "files",
        pa.table(
            {
                "filename": [str(_file(folder, export)) for export in part.exports],
                "rank": pa.array(range(len(part.exports)), pa.int32()),
            }
        ),
    )
    shared = {channel for channel in part.channels if part.channels.count(channel) > 1}
    # Ids are unique per chat only, so two chats in one channel need telling apart; replies stay within a chat.
    prefixes = [f"{key}:" if channel in shared else "" for key, channel in zip(part.chats, part.channels, strict=True)]
    yield "chats", pa.table({"chat": part.chats, "channel": part.channels, "prefix": prefixes}, _chat_schema())
    yield (
        "links",
        pa.table(
            {"author": [link.author for link in part.links], "person": [link.person for link in part.links]},
            pa.schema([("author", pa.string()), ("person", pa.string())]),
        ),
    )
    yield "names", pa.table({"author": part.names}, pa.schema([("author", pa.string())]))
    yield "bots", pa.table({"author": part.bots}, pa.schema([("author", pa.string())]))
    # Rows that an earlier version stored lack the columns that came later: an empty table of today's columns has them.
    yield "blank", schema().empty_table()
    yield "hidden", pa.table(_hidden(part), _hidden_schema())


def _chat_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("chat", pa.string()), ("channel", pa.string()), ("prefix", pa.string())])


def _hidden_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("chat", pa.string()), ("rank", pa.int32()), ("low", pa.int64()), ("high", pa.int64())])


def _hidden(part: Part) -> dict[str, list[object]]:
    """Stretches in which an export's rows do not count, because a newer undamaged export covers them whole.

    The ends do not count as covered: other messages of the same second may lie just outside.
    """
    columns: dict[str, list[object]] = {"chat": [], "rank": [], "low": [], "high": []}
    wanted = set(part.chats)
    newer: dict[str, list[tuple[int, int]]] = {}
    for rank in reversed(range(len(part.exports))):
        export = part.exports[rank]
        for chat in export.chats:
            if chat.key not in wanted:
                continue
            for low, high in newer.get(chat.key, ()):
                for column, value in zip(columns.values(), (chat.key, rank, low, high), strict=True):
                    column.append(value)
            if export.complete and (export.id, chat.key) not in part.partial:
                newer[chat.key] = _join([*newer.get(chat.key, ()), (chat.first, chat.last)])
    return columns


def _join(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same open intervals, those inside another one left out."""
    result: list[tuple[int, int]] = []
    for low, high in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        if not result or high > result[-1][1]:
            result.append((low, high))
    return result


def _file(folder: Path, export: Export) -> Path:
    return (folder / "exports" / f"{export.file}{ROWS_END}").resolve()


def _query(part: Part, folder: Path) -> str:
    listed = ", ".join(literal(str(_file(folder, export))) for export in part.exports)
    # Exports without ids often give the minute only; which line came first then stands nowhere but in their order.
    tie = "0" if part.has_id else "row_number() OVER (PARTITION BY chat, ts_s ORDER BY rank, file_row_number)"
    alone = len(part.exports) == 1
    if not part.has_id:
        kept = "raw" if alone else _MULTIPLICITY
    elif alone and part.exports[0].unique:
        kept = "raw"
    else:
        kept = _NEWEST
    return f"""
    WITH raw AS (
      SELECT * FROM blank UNION ALL BY NAME
      SELECT r.*, files.rank
      FROM read_parquet([{listed}], filename = true, file_row_number = true, union_by_name = true) AS r
      JOIN files ON files.filename = r.filename
      WHERE r.ts_s >= {part.low} AND r.ts_s < {part.high}
    ), kept AS (SELECT *, CAST({tie} AS INTEGER) AS tie_n FROM {kept} WHERE {_BELONGS[part.named]}),
    placed AS (
      SELECT chats.channel, chats.prefix || kept.msg_id AS msg_id, kept.ts_s,
        coalesce(links.person, kept.author) AS author, kept.kind, kept.media, kept.length, kept.is_question,
        chats.prefix || kept.reply_to AS reply_to, kept.n_reactions,
        kept.is_bot OR coalesce(kept.author IN (FROM bots), false) AS is_bot, kept.text_hash,
        coalesce(spoken_to.person, kept.addressee) AS addressee, kept.tie_n,
        kept.ts_s + {_offset(part.offsets)} AS local_s
      FROM kept JOIN chats ON chats.chat = kept.chat LEFT JOIN links ON links.author = kept.author
      LEFT JOIN links AS spoken_to ON spoken_to.author = kept.addressee
      ORDER BY chats.channel, kept.ts_s, kept.rank, kept.file_row_number
    ), dated AS (SELECT *, CAST(local_s // 86400 AS INTEGER) AS day_n FROM placed)
    SELECT channel, msg_id, ts_s, author, kind, media, length, is_question, reply_to, n_reactions, is_bot, text_hash,
      addressee, tie_n, {literal(part.source)} AS source, day_n,
      CAST((day_n + 3) // 7 AS INTEGER) AS week_n,
      CAST(year(DATE '1970-01-01' + day_n) * 12 + month(DATE '1970-01-01' + day_n) - 1 AS INTEGER) AS month_n,
      CAST((day_n + 3) % 7 AS INTEGER) AS dow,
      CAST((local_s % 86400) // 3600 AS INTEGER) AS hour
    FROM dated
    """  # noqa: S608 - every value is a number or went through literal()


_UNDER_NAME = "(coalesce(author IN (FROM names), false) OR coalesce(addressee IN (FROM names), false))"
_BELONGS = {None: "true", True: _UNDER_NAME, False: f"NOT {_UNDER_NAME}"}

_NEWEST = """(
      SELECT raw.* FROM raw WHERE NOT EXISTS (
        SELECT 1 FROM hidden WHERE hidden.chat = raw.chat AND hidden.rank = raw.rank
        AND raw.ts_s > hidden.low AND raw.ts_s < hidden.high)
      QUALIFY row_number() OVER (PARTITION BY raw.chat, raw.msg_id ORDER BY raw.rank DESC, raw.file_row_number DESC) = 1
    )"""

_MULTIPLICITY = """(
      SELECT * EXCLUDE (n) FROM (
        SELECT *, row_number() OVER (
          PARTITION BY rank, chat, ts_s, author, kind, text_hash ORDER BY file_row_number) AS n FROM raw)
      QUALIFY row_number() OVER (PARTITION BY chat, ts_s, author, kind, text_hash, n
        ORDER BY addressee IS NULL, rank DESC) = 1
    )"""


def _offset(changes: list[tuple[int, int]]) -> str:
    """The zone's offset at ``kept.ts_s`` as an SQL expression."""
    if len(changes) == 1:
        return str(changes[0][1])
    cases = " ".join(f"WHEN kept.ts_s >= {since} THEN {seconds}" for since, seconds in reversed(changes[1:]))
    return f"(CASE {cases} ELSE {changes[0][1]} END)"
