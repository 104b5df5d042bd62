"""Small made-up exports and short ways to import them, shared by the tests of the log room."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from commops.errors import InputError
from commops.logs.canonical import Settings, texts_schema
from commops.logs.file_reports import FileReport
from commops.logs.inputs import find_inputs
from commops.logs.intake import Tally
from commops.logs.keys import Key
from commops.logs.warehouse import Warehouse, open_warehouse

T0 = 1_780_000_000
"""2026-05-28T20:26:40Z, a moment far from any change of clocks."""

Row = dict[str, Any]


def message(number: int, ts_s: int = T0, author: str = "user1", text: Any = "hello", **more: Any) -> Row:
    """A message as Telegram Desktop writes it. ``None`` removes a key."""
    base = {
        "id": number, "type": "message", "date": "2026-01-01T00:00:00", "date_unixtime": str(ts_s),
        "from": f"name of {author}", "from_id": author, "text": text, "text_entities": [],
    }  # fmt: skip
    return {key: value for key, value in {**base, **more}.items() if value is not None or key in ("from",)}


def service(number: int, ts_s: int = T0, actor: str = "user1", action: str = "join_group_by_link", **more: Any) -> Row:
    """A service message as Telegram Desktop writes it."""
    base = {
        "id": number, "type": "service", "date_unixtime": str(ts_s),
        "actor": f"name of {actor}", "actor_id": actor, "action": action, "text": "", "text_entities": [],
    }  # fmt: skip
    return {**base, **more}


def chat(*messages: Any, name: str = "Reading club", number: int = 7, kind: str = "private_supergroup") -> Row:
    """One chat of an export, or a whole single-chat export."""
    return {"name": name, "type": kind, "id": number, "messages": list(messages)}


def account(*chats: Row, left: Sequence[Row] = ()) -> Row:
    """A full-account export."""
    return {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "Nobody"},
        "chats": {"about": "This page lists all chats.", "list": list(chats)},
        "left_chats": {"about": "Left.", "list": list(left)},
    }


def as_json(data: Any, indent: int | None = 1) -> bytes:
    """Bytes in the exporter's layout (indent 1), or any other."""
    return json.dumps(data, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")


def slack(files: Mapping[str, Any], *, users: Iterable[Row] = (), channels: Iterable[Row] = ()) -> bytes:
    """A Slack export zip. ``files`` maps names to JSON values (or bytes)."""
    out = io.BytesIO()
    everything = {"users.json": list(users), "channels.json": list(channels), **files}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(info, content if isinstance(content, bytes) else json.dumps(content).replace("/", "\\/"))
    return out.getvalue()


def run(root: Path, *paths: Path, **options: Any) -> list[FileReport]:
    """Import files into the warehouse of ``root``."""
    options.setdefault("jobs", 1)
    return open_warehouse(root).import_paths(list(paths), **options)


def put(root: Path, content: bytes | str, name: str = "result.json", **options: Any) -> FileReport:
    """Write one file below ``root`` and import it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    [report] = run(root, path, **options)
    return report


def merged(root: Path | Warehouse) -> list[Row]:
    """All rows of the merged table, in file order."""
    warehouse = root if isinstance(root, Warehouse) else open_warehouse(root)
    return [row for path in warehouse.parquet_files() for row in pq.read_table(path).to_pylist()]


def texts(root: Path | Warehouse) -> dict[int, str]:
    """Every text that is kept, by its mark."""
    warehouse = root if isinstance(root, Warehouse) else open_warehouse(root)
    tables = [pq.read_table(path) for path in warehouse.text_files()]
    assert all(table.schema.equals(texts_schema()) for table in tables)
    return {row["text_hash"]: row["text"] for table in tables for row in table.to_pylist()}


def skipped(report: FileReport) -> dict[str, int]:
    """Reasons and counts of a report."""
    return {reason: skip.count for reason, skip in report.skipped.items()}


def conserved(report: FileReport) -> bool:
    """Whether parsed and skipped add up to the records read."""
    return report.parsed + sum(skipped(report).values()) == report.records


KEY = Key(b"a key for tests only, 32 bytes ok")
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Reading(NamedTuple):
    """What an adapter alone makes of one file, without a warehouse; ``problem`` when it refuses."""

    format: str
    rows: list[Row]
    tally: Tally
    problem: InputError | None = None

    @property
    def parsed(self) -> int:
        return self.tally.parsed

    @property
    def records(self) -> int:
        return self.tally.records

    @property
    def skipped(self) -> dict[str, int]:
        return {reason: skip.count for reason, skip in self.tally.skipped.items()}


def read(root: Path, content: bytes | str | Path, name: str = "export.json", zone: ZoneInfo = SHANGHAI) -> Reading:
    """Write one file below ``root`` (or take a folder as it is) and read it. Much faster than an import."""
    path = content if isinstance(content, Path) else root / name
    if not isinstance(content, Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    [source] = find_inputs([path])
    tally, rows = Tally(), []
    if source.adapter is None:
        return Reading("", rows, tally, source.problem)
    try:
        for batch in source.adapter.read(source.probe, Settings(KEY, zone)):
            tally.add(batch)
            rows += batch.rows.to_pylist()
    except InputError as error:
        return Reading(source.adapter.format.name, rows, tally, error)
    assert tally.records == tally.parsed + sum(skip.count for skip in tally.skipped.values())
    return Reading(source.adapter.format.name, rows, tally)
