"""Takes one export into the warehouse's folder: identity, canonical rows as Parquet, and its manifest row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from commops.logs.canonical import Batch, Settings, Skipped, schema
from commops.logs.engine import literal
from commops.logs.links import write_links
from commops.logs.probe import Probe
from commops.logs.registry import Adapter
from commops.logs.state import LINKS_END, ROWS_END, ChatRange, Export

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

READER = 3
"""Raise it when any adapter reads the same bytes differently: files are then read again on their next import."""

_GROUP_ROWS = 64_000
_DAMAGE = frozenset({"broken", "cut-off", "no-id", "no-time", "bad-time", "columns", "unclosed-quote", "too-long"})

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

    def add(self, batch: Batch) -> None:
        """Count a batch in."""
        self.parsed += batch.parsed
        self.rows += batch.rows.num_rows
        for reason, more in batch.skipped.items():
            entry = self.skipped.setdefault(reason, Skipped(0, more.first))
            entry.count += more.count
        self.chats.update(batch.chats)
        self.seen_until = max(self.seen_until, batch.seen_until)
        for name, people in batch.names.items():
            self.names.setdefault(name, set()).update(people)
        self.renames |= batch.renames
        self.zone = self.zone or batch.zone

    @property
    def records(self) -> int:
        """Records read."""
        return self.parsed + sum(skip.count for skip in self.skipped.values())


@dataclass(frozen=True, slots=True)
class Taken:
    """A file's manifest row, and the account of reading it (None when it was in the warehouse already)."""

    export: Export
    tally: Tally | None


def take(
    probe: Probe,
    adapter: Adapter,
    settings: Settings,
    known: dict[str, Export],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    on_progress: Progress | None = None,
) -> Taken:
    """Read one export into ``folder``/exports. Raises InputError when the file cannot be used at all."""
    sha256 = _digest(probe)
    hint = adapter.format.hint(probe)
    export_id = hashlib.sha256(json.dumps([sha256, adapter.format.name, hint]).encode()).hexdigest()
    reading = _reading(probe, adapter, settings)
    if (old := known.get(export_id)) and old.stands_for(reading, settings.zone.key):
        return Taken(old, None)
    tally, draft = Tally(), folder / "tmp" / f"{export_id}.parquet"
    _store(_counted(adapter.read(probe, settings), tally, probe, on_progress), draft)
    chats, unique, last = _describe(connection, draft, tally.chats)
    export = Export(
        id=export_id,
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
        exported_at=max(tally.seen_until, last),
        records=tally.records,
        rows=tally.rows,
        skipped={reason: skip.count for reason, skip in sorted(tally.skipped.items())},
        complete=not _DAMAGE & set(tally.skipped),
        chats=chats,
    )
    write_links(folder / "exports" / f"{export.file}{LINKS_END}", tally.names, tally.renames)
    draft.replace(folder / "exports" / f"{export.file}{ROWS_END}")
    return Taken(export, tally)


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


def _counted(
    batches: Iterator[Batch], tally: Tally, probe: Probe, on_progress: Progress | None
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        tally.add(batch)
        if on_progress:
            on_progress(probe.path, batch.position, probe.size)
        yield batch.rows


def _store(batches: Iterator[pa.RecordBatch], path: Path) -> None:
    """Write rows as Parquet, gathered into row groups of a useful size."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(path, schema(), compression="zstd") as writer:
        for batch in batches:
            waiting.append(batch)
            if sum(part.num_rows for part in waiting) >= _GROUP_ROWS:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting = []
        writer.write_table(pa.Table.from_batches(waiting, schema()))


def _describe(
    connection: duckdb.DuckDBPyConnection, path: Path, names: dict[str, str]
) -> tuple[list[ChatRange], bool | None, int]:
    """Ranges per chat; whether ids are unique (None when rows lack ids); and the last time of all."""
    table = literal(str(path.resolve()))
    found = connection.execute(
        "SELECT chat, count(*), min(ts_s), max(ts_s), count(msg_id), count(DISTINCT msg_id) "  # noqa: S608
        f"FROM read_parquet({table}) GROUP BY chat ORDER BY chat"
    ).fetchall()
    chats = [ChatRange(chat, names.get(chat, chat), rows, first, last) for chat, rows, first, last, _, _ in found]
    unique = None if any(row[4] < row[1] for row in found) else all(row[5] == row[1] for row in found)
    return chats, unique, max((chat.last for chat in chats), default=0)
