"""Takes one export into the warehouse's folder: identity, canonical rows as Parquet, and its manifest row."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from commops.collector import no_collector
from commops.logs.canonical import Batch, Settings, Skipped
from commops.logs.coverage import numbers_rise
from commops.logs.description import Description
from commops.logs.engine import literal
from commops.logs.links import Span, write_links
from commops.logs.probe import Probe
from commops.logs.registry import Adapter
from commops.logs.row_groups import rows_file, texts_file
from commops.logs.sieve import said_since
from commops.logs.state import LINKS_END, ROWS_END, TEXTS_END, WEEK, ChatRange, Export
from commops.texts import Text

if TYPE_CHECKING:
    import duckdb

READER = 8
"""Raise it when any adapter reads the same bytes differently: files are then read again on their next import."""

_DAMAGE = frozenset(
    {"broken", "cut-off", "no-id", "no-time", "bad-time", "columns", "unclosed-quote", "too-long", "missing-part"}
)

Progress: TypeAlias = Callable[[Path, int, int], None]
"""Called with the file, bytes read, and bytes in all."""


@dataclass(slots=True)
class Tally:
    """The running account of one export while it is read."""

    parsed: int = 0
    rows: int = 0
    skipped: dict[str, Skipped] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)
    """Chat key -> name."""
    seen_until: int = 0
    names: dict[str, set[str]] = field(default_factory=dict)
    renames: set[tuple[str, str]] = field(default_factory=set)
    zone: str = ""
    notes: list[Text] = field(default_factory=list)
    described: Description = field(default_factory=Description)

    def add(self, batch: Batch) -> None:
        """Count a batch in."""
        self.parsed += batch.parsed
        self.rows += batch.rows.num_rows
        self.described.add(batch.rows)
        for reason, more in batch.skipped.items():
            entry = self.skipped.setdefault(reason, Skipped(0, more.first))
            entry.count += more.count
        self.chats.update(batch.chats)
        self.seen_until = max(self.seen_until, batch.seen_until)
        for name, people in batch.names.items():
            self.names.setdefault(name, set()).update(people)
        self.renames |= batch.renames
        self.zone = self.zone or batch.zone
        self.notes += [note for note in batch.notes if note not in self.notes]

    @property
    def records(self) -> int:
        """Records read."""
        return self.parsed + sum(skip.count for skip in self.skipped.values())


@dataclass(frozen=True, slots=True)
class Taken:
    """A file's manifest row, and the account of reading it (None when it was in the warehouse already)."""

    export: Export
    tally: Tally | None


# Who bears which name is a set for every name: to look among them for cycles again and again takes seconds.
@no_collector()
def take(
    probe: Probe,
    adapter: Adapter,
    settings: Settings,
    known: dict[str, Export],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    on_progress: Progress | None = None,
    *,
    named: bool = True,
) -> Taken:
    """Read one export into ``folder``/exports. Raises InputError when the file cannot be used at all.

    ``named``: the user asked for this very file; then texts that were purged or left out earlier come back.
    """
    reading = _reading(probe, adapter, settings)
    tally, draft, texts = Tally(), folder / "tmp" / f"draft{ROWS_END}", folder / "tmp" / f"draft{TEXTS_END}"
    # For what cannot be known yet, the digest is worked out while the file is read: for gigabytes it takes seconds.
    maybe_known = any(export.size == probe.size for export in known.values())
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(_digest, probe)
        old = known.get(_id(probe, adapter, digest.result())) if maybe_known else None
        texts_from = _texts_from(settings, old, named)
        if old and old.stands_for(reading, settings.zone.key) and texts_from in (old.texts_from, None):
            return Taken(replace(old, texts_from=texts_from), None)
        _store(_counted(adapter.read(probe, settings), tally, probe, on_progress), draft, texts, texts_from)
        sha256 = digest.result()
    chats, unique = _described(tally, connection, draft)
    export = Export(
        id=_id(probe, adapter, sha256),
        sha256=sha256,
        reading=reading,
        format=adapter.format.name,
        tool=f"{adapter.format.name}/{READER}",
        source=adapter.format.source,
        zone=tally.zone or settings.zone.key,
        given_zone=settings.zone.key,
        zone_assumed=bool(tally.zone),
        has_id=adapter.format.has_id and unique is not None,
        unique=bool(unique),
        exported_at=max([tally.seen_until, *(chat.last for chat in chats)]),
        records=tally.records,
        rows=tally.rows,
        skipped={reason: skip.count for reason, skip in sorted(tally.skipped.items())},
        complete=not _DAMAGE & set(tally.skipped),
        chats=chats,
        notes=tally.notes,
        texts_from=texts_from,
        size=probe.size,
    )
    spans = _spans(connection, draft, [name for name, ids in tally.names.items() if "" in ids])
    write_links(folder / "exports" / f"{export.file}{LINKS_END}", tally.names, tally.renames, spans)
    if texts_from is not None:
        texts.replace(folder / "exports" / f"{export.file}{TEXTS_END}")
    draft.replace(folder / "exports" / f"{export.file}{ROWS_END}")
    return Taken(export, tally)


def _id(probe: Probe, adapter: Adapter, sha256: str) -> str:
    content = [sha256, adapter.format.name, adapter.format.hint(probe)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _texts_from(settings: Settings, old: Export | None, named: bool) -> int | None:
    """From when on the texts of an export are kept. What was purged stays so unless the file is asked for by name."""
    if settings.texts_from is None or old is None:
        return settings.texts_from
    return 0 if named else old.texts_from


def _digest(probe: Probe) -> str:
    """SHA-256 of a file, or of the names and bytes of an export folder's files."""
    if not probe.path.is_dir():
        with probe.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for name in probe.members:
        with (probe.path / name).open("rb") as file:
            whole.update(name.encode("utf-8", "surrogateescape") + b"\0")
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def _reading(probe: Probe, adapter: Adapter, settings: Settings) -> str:
    mapping = hashlib.sha256(probe.mapping.read_bytes()).hexdigest() if probe.mapping else ""
    how = [READER, adapter.format.name, mapping, settings.key.mark]
    return hashlib.sha256(json.dumps(how).encode()).hexdigest()[:16]


def _counted(batches: Iterator[Batch], tally: Tally, probe: Probe, on_progress: Progress | None) -> Iterator[Batch]:
    for batch in batches:
        tally.add(batch)
        if on_progress:
            on_progress(probe.path, batch.position, probe.size)
        yield batch


def _store(batches: Iterator[Batch], rows: Path, texts: Path, since: int | None) -> None:
    """Write the rows, and the texts of messages from ``since`` on (None: no texts)."""
    import pyarrow as pa

    with contextlib.ExitStack() as stack:
        files = stack.enter_context(rows_file(rows))
        beside = None
        if since is not None:
            beside = stack.enter_context(texts_file(texts))
        for batch in batches:
            files.add(batch.rows)
            if beside and batch.texts is not None and since is not None:
                beside.add(said_since(batch.texts, batch.rows, since))
    # What reading took is of no use to what follows, which sorts.
    pa.default_memory_pool().release_unused()


def _spans(connection: duckdb.DuckDBPyConnection, path: Path, names: list[str]) -> dict[str, Span]:
    """When the rows by each of some names, or that speak to them, stand."""
    import pyarrow as pa

    if not names:
        return {}
    connection.register("named", pa.table({"name": names}))
    found = connection.execute(
        f"""WITH rows AS (FROM read_parquet({literal(str(path.resolve()))})),
          said AS (SELECT author AS name, ts_s FROM rows UNION ALL SELECT addressee, ts_s FROM rows)
        SELECT name, min(ts_s), max(ts_s) FROM said SEMI JOIN named USING (name) GROUP BY name"""  # noqa: S608 - literal()
    ).fetchall()
    return {name: (first, last) for name, first, last in found}


def _described(tally: Tally, connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[list[ChatRange], bool | None]:
    """Ranges per chat; and whether ids are unique (None when rows lack ids)."""
    ranges = tally.described.ranges(tally.chats)
    return _describe(connection, path, tally.chats) if ranges is None else (ranges, True)


def _describe(
    connection: duckdb.DuckDBPyConnection, path: Path, names: dict[str, str]
) -> tuple[list[ChatRange], bool | None]:
    """The same, asked of the finished file."""
    table = f"read_parquet({literal(str(path.resolve()))})"
    found = connection.execute(
        f"""SELECT chat, ts_s // {WEEK} AS week, count(*), min(ts_s), max(ts_s),
          count(msg_id), count(DISTINCT msg_id), min(number), max(number), count(number)
        FROM (SELECT *, TRY_CAST(split_part(msg_id, '.', 1) AS BIGINT) AS number FROM {table})
        GROUP BY chat, week ORDER BY chat, week"""  # noqa: S608 - a path that went through literal()
    ).fetchall()
    written = dict(
        connection.execute(
            f"SELECT chat, count(DISTINCT author) FROM {table} WHERE kind = 'message' GROUP BY chat"  # noqa: S608
        ).fetchall()
    )
    chats, apart = [], True
    for chat, group in itertools.groupby(found, key=lambda row: row[0]):
        rows = list(group)
        weeks = [(row[1], row[2], *(row[7:9] if row[9] == row[2] else (None, None))) for row in rows]
        apart = apart and numbers_rise(weeks)
        first, last = min(row[3] for row in rows), max(row[4] for row in rows)
        total = sum(row[2] for row in rows)
        chats.append(ChatRange(chat, names.get(chat, chat), total, first, last, written.get(chat, 0), weeks))
    if any(row[5] < row[2] for row in found):
        unique = None
    elif apart:
        unique = all(row[6] == row[2] for row in found)
    else:
        query = f"SELECT count(*) = count(DISTINCT (chat, msg_id)) FROM {table}"  # noqa: S608
        unique = bool(connection.execute(query).fetchall()[0][0])
    return chats, unique
