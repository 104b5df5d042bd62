"""An export goes in, the merged table comes out."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commops.logs.warehouse import open_warehouse


def chat(*messages: dict[str, object], name: str = "Reading club", number: int = 7) -> dict[str, object]:
    return {"name": name, "type": "private_supergroup", "id": number, "messages": list(messages)}


def message(number: int, ts_s: int, author: str = "user1", text: str = "hello", **more: object) -> dict[str, object]:
    base = {"id": number, "type": "message", "date_unixtime": str(ts_s), "from": author, "from_id": author}
    return {**base, "text": text, "text_entities": [], **more}


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMOPS_KEY", "a key for tests only")


def test_a_telegram_chat_becomes_rows(tmp_path: Path) -> None:
    export = tmp_path / "result.json"
    export.write_text(json.dumps(chat(message(1, 1_780_000_000), message(2, 1_780_000_060, "user2", "why?")), indent=1))
    warehouse = open_warehouse(tmp_path)
    [report] = warehouse.import_paths([export])
    assert (report.status, report.records, report.parsed, report.rows) == ("imported", 2, 2, 2)
    [file] = warehouse.parquet_files()
    rows = pq.read_table(file).to_pylist()
    assert [(row["channel"], row["msg_id"], row["ts_s"]) for row in rows] == [
        ("reading-club", "1", 1_780_000_000),
        ("reading-club", "2", 1_780_000_060),
    ]
    assert [row["is_question"] for row in rows] == [False, True]
    assert rows[0]["author"] != rows[1]["author"]


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    export = tmp_path / "result.json"
    export.write_text(json.dumps(chat(message(1, 1_780_000_000)), indent=1))
    open_warehouse(tmp_path).import_paths([export])
    before = (tmp_path / ".commops/warehouse/state.json").read_bytes()
    [report] = open_warehouse(tmp_path).import_paths([export])
    assert report.status == "unchanged"
    assert (tmp_path / ".commops/warehouse/state.json").read_bytes() == before
