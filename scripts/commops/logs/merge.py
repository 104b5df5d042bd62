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
from typing import TYPE_CHECKING, Any, NamedTuple

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
_FEW = 50
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
    """The tables that the query of a part names; to make one known takes as long as to merge a thousand rows."""
    import pyarrow as pa

    shared = {channel for channel in part.channels if part.channels.count(channel) > 1}
    # Ids are unique per chat only, so two chats in one channel need telling apart; replies stay within a chat.
    prefixes = [f"{key}:" if channel in shared else "" for key, channel in zip(part.chats, part.channels, strict=True)]
    yield "chats", pa.table({"chat": part.chats, "channel": part.channels, "prefix": prefixes})
    # Rows that an earlier version stored lack the columns that came later: an empty table of today's columns has them.
    # And all parts have one schema: of a table of which nothing is known, any column may hold nulls.
    yield "blank", schema().empty_table()
    if len(part.exports) > 1:
        files, ranks = [str(_file(folder, export)) for export in part.exports], range(len(part.exports))
        yield "files", pa.table({"filename": files, "rank": pa.array(ranks, pa.int32())})
    if part.links:
        authors, people = [link.author for link in part.links], [link.person for link in part.links]
        yield "links", pa.table({"author": authors, "person": people})
    if part.named is not None:
        yield "names", pa.table({"author": part.names})
    if part.bots:
        yield "bots", pa.table({"author": part.bots})
    if len(hidden := _hidden(part)) > _FEW:
        yield "hidden", pa.Table.from_pylist([stretch._asdict() for stretch in hidden])


class _Stretch(NamedTuple):
    """A time in which an export's rows of a chat do not count."""

    chat: str
    rank: int
    low: int
    high: int


def _hidden(part: Part) -> list[_Stretch]:
    """Stretches in which an export's rows do not count, because a newer undamaged export covers them whole.

    The ends do not count as covered: other messages of the same second may lie just outside.
    """
    found: list[_Stretch] = []
    wanted = set(part.chats)
    newer: dict[str, list[tuple[int, int]]] = {}
    for rank in reversed(range(len(part.exports))):
        export = part.exports[rank]
        for chat in export.chats:
            if chat.key not in wanted:
                continue
            found += [_Stretch(chat.key, rank, low, high) for low, high in newer.get(chat.key, ())]
            if export.complete and (export.id, chat.key) not in part.partial:
                newer[chat.key] = _join([*newer.get(chat.key, ()), (chat.first, chat.last)])
    return found


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
    wanted = _SAID_UNDER if part.named else ""
    newest = _NOT_REPLACED if all(export.unique for export in part.exports) else _NEWEST
    rows = f"SELECT raw.* FROM raw {wanted} WHERE {_counts(_hidden(part))}"  # noqa: S608 - see there
    return f"shown AS NOT MATERIALIZED ({rows}), told AS ({newest})"


def _counts(hidden: list[_Stretch]) -> str:
    """The condition that a row lies in none of some stretches. Few are written out: the rows are then not even read."""
    if len(hidden) > _FEW:
        return _SHOWN
    listed = (
        f"raw.chat = {literal(one.chat)} AND raw.rank = {one.rank} AND raw.ts_s > {one.low} AND raw.ts_s < {one.high}"
        for one in hidden
    )
    return " AND ".join(f"NOT ({one})" for one in listed) or "true"


_BELONGS = {None: "true", True: stands_under("names"), False: f"NOT {stands_under('names')}"}

_SAID_UNDER = f"""SEMI JOIN (
        SELECT chat, msg_id FROM raw WHERE {stands_under("names")}) AS named USING (chat, msg_id)"""  # noqa: S608

_SHOWN = """NOT EXISTS (
        SELECT 1 FROM hidden WHERE hidden.chat = raw.chat AND hidden.rank = raw.rank
        AND raw.ts_s > hidden.low AND raw.ts_s < hidden.high)"""

_NEWEST = """FROM shown
      QUALIFY row_number() OVER (PARTITION BY chat, msg_id ORDER BY rank DESC, file_row_number DESC) = 1"""

_NOT_REPLACED = """FROM shown AS old WHERE NOT EXISTS (
        SELECT 1 FROM (SELECT chat, msg_id, rank FROM shown WHERE rank > 0) AS new
        WHERE new.chat = old.chat AND new.msg_id = old.msg_id AND new.rank > old.rank)"""
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
