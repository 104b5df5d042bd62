"""Merges overlapping exports: the merged table is a function of the set of exports, never of their order.

With message ids the newest export that holds a message wins, and a message that a newer, undamaged export of the same
stretch of the chat no longer holds was deleted: it is dropped, unless that export holds only some of what was said
(``coverage.partial``). Without ids equal lines cannot be told apart, so per (chat, time, author, kind, text) the
largest number that any single export holds is kept, and nothing counts as deleted.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commops.files import largest_first
from commops.logs.canonical import schema
from commops.logs.engine import literal
from commops.logs.parts import CUT_ROWS, Part
from commops.logs.state import ROWS_END, Export
from commops.logs.under_names import Kept, stands_under

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROW_GROUP = 122_880
_AT_ONCE = 2
_SMALL = CUT_ROWS
"""Parts of no more rows are merged beside each other: each alone keeps hardly more than one core busy."""


def write_all(
    connection: duckdb.DuckDBPyConnection, parts: Mapping[str, Part], folder: Path
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Merge parts, by file name, into ``folder``/merged, and describe each; ``folder`` is the warehouse."""
    kept = Kept(connection, folder)
    wanted = [(name, part, kept.rows_of(part)) for name, part in parts.items()]
    small = [one for one in wanted if one[1].rows <= _SMALL]
    make = partial(_make, connection, folder)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(make, small)
    yield from map(make, (one for one in wanted if one not in small))


def _make(
    connection: duckdb.DuckDBPyConnection, folder: Path, wanted: tuple[str, Part, Path | None]
) -> tuple[str, list[dict[str, Any]]]:
    name, part, rows = wanted
    draft, target = (folder / place / name for place in ("tmp", "merged"))
    with connection.cursor() as own:
        write(own, part, folder, draft, rows)
        draft.replace(target)
        return name, describe(own, target)


def write(
    connection: duckdb.DuckDBPyConnection, part: Part, folder: Path, target: Path, rows: Path | None = None
) -> None:
    """Merge one part into the Parquet file ``target``, from the exports' files below ``folder``.

    ``rows``: a file that holds all rows of its only export that belong to it, where there is one.
    """
    for name, table in _inputs(part, folder):
        connection.register(name, table)
    connection.execute(
        f"COPY ({_query(part, folder, rows)}) TO {literal(str(target.resolve()))} "
        f"(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {ROW_GROUP})"
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


def _query(part: Part, folder: Path, rows: Path | None) -> str:
    # Exports without ids often give the minute only; which line came first then stands nowhere but in their order.
    tie = "0" if part.has_id else "row_number() OVER (PARTITION BY chat, ts_s ORDER BY rank, file_row_number)"
    person, addressee, links = "kept.author", "kept.addressee", ""
    if part.links:
        person, addressee = f"coalesce(links.person, {person})", f"coalesce(spoken_to.person, {addressee})"
        links = """LEFT JOIN links ON links.author = kept.author
      LEFT JOIN links AS spoken_to ON spoken_to.author = kept.addressee"""
    marked = " OR coalesce(kept.author IN (FROM bots), false)" if part.bots else ""
    return f"""
    WITH raw AS NOT MATERIALIZED ({_raw(part, folder, rows)}), {_kept(part)},
    tied AS (SELECT *, CAST({tie} AS INTEGER) AS tie_n FROM told WHERE {_BELONGS[part.named]}),
    placed AS (
      SELECT chats.channel, chats.prefix || kept.msg_id AS msg_id, kept.ts_s,
        {person} AS author, kept.kind, kept.media, kept.length, kept.is_question,
        chats.prefix || kept.reply_to AS reply_to, kept.n_reactions, kept.is_bot{marked} AS is_bot, kept.text_hash,
        {addressee} AS addressee, kept.tie_n, kept.ts_s + {_offset(part.offsets)} AS local_s
      FROM tied AS kept JOIN chats ON chats.chat = kept.chat {links}
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


def _raw(part: Part, folder: Path, rows: Path | None) -> str:
    """The rows of the exports in the time of the part, with ``rank`` (0 for the oldest) and ``file_row_number``."""
    files = largest_first(_file(folder, export) for export in part.exports)
    listed = ", ".join(literal(str(file)) for file in files)
    source = f"read_parquet([{listed}], filename = true, file_row_number = true, union_by_name = true)"
    rank, join = "CAST(0 AS INTEGER) AS rank", ""
    if rows is not None:
        source = f"read_parquet({literal(str(rows.resolve()))})"
    elif len(files) > 1:
        rank, join = "files.rank", "JOIN files ON files.filename = r.filename"
    return f"""SELECT * FROM blank UNION ALL BY NAME
      SELECT r.*, {rank} FROM {source} AS r {join} WHERE r.ts_s >= {part.low} AND r.ts_s < {part.high}"""  # noqa: S608


def _kept(part: Part) -> str:
    """The table ``told`` (and what it needs): of equal rows of ``raw`` the one that counts."""
    alone = len(part.exports) == 1
    if alone and (not part.has_id or part.exports[0].unique):
        return "told AS (FROM raw)"
    if not part.has_id:
        return f"told AS {_MULTIPLICITY}"
    # Whether a row stands under a name, too, the newest export says: of messages that any says it of, all rows count.
    wanted = f"{_SAID_UNDER} " if part.named else ""
    newest = _NOT_REPLACED if all(export.unique for export in part.exports) else _NEWEST
    return f"shown AS NOT MATERIALIZED (SELECT raw.* FROM raw {wanted}{_SHOWN}), told AS ({newest})"  # noqa: S608


_BELONGS = {None: "true", True: stands_under("names"), False: f"NOT {stands_under('names')}"}

_SAID_UNDER = f"""SEMI JOIN (
        SELECT chat, msg_id FROM raw WHERE {stands_under("names")}) AS named USING (chat, msg_id)"""  # noqa: S608

_SHOWN = """WHERE NOT EXISTS (
        SELECT 1 FROM hidden WHERE hidden.chat = raw.chat AND hidden.rank = raw.rank
        AND raw.ts_s > hidden.low AND raw.ts_s < hidden.high)"""

_NEWEST = """FROM shown
      QUALIFY row_number() OVER (PARTITION BY chat, msg_id ORDER BY rank DESC, file_row_number DESC) = 1"""

_NOT_REPLACED = """FROM shown AS old WHERE NOT EXISTS (
        SELECT 1 FROM shown AS new WHERE new.chat = old.chat AND new.msg_id = old.msg_id AND new.rank > old.rank)"""
"""The same where no export holds a message twice: much quicker, for whole rows need not be held together."""

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
