"""Rows under display names are merged from a small file of their own, and what comes out is the same without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from logkit import T0, Row, as_json, chat, merged, message, put, run, service

from commops.logs.canonical import schema
from commops.logs.keys import load_key
from commops.logs.under_names import Kept
from commops.logs.warehouse import open_warehouse

DAY = 86_400
INVITED = service(1, T0, action="invite_members", members=["name of user3"])
SAID = [message(number, T0 + number * DAY, "user1") for number in range(2, 40)]
SPEAKS = message(50, T0 + 50 * DAY, "user3")


@pytest.fixture(autouse=True)
def _stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.parts.CUT_ROWS", 3)


def kept(root: Path) -> list[Path]:
    return sorted((root / ".commops/warehouse/exports").glob("*-named.parquet"))


def change_rows(root: Path, change: Callable[[Row], Row]) -> None:
    """Store the rows of all exports in another way, and merge them again."""
    warehouse = open_warehouse(root)
    for export in warehouse.state.ranked:
        path = warehouse.folder / "exports" / f"{export.file}.parquet"
        rows = [change(row) for row in pq.read_table(path, partitioning=None).to_pylist()]
        fields = [field for field in schema() if field.name in rows[0]]
        pq.write_table(pa.Table.from_pylist(rows, pa.schema(fields)), path)
    for path in (*kept(root), *warehouse.parquet_files()):
        path.unlink()
    run(root, root / "1.json")


def without_kept(root: Path, monkeypatch: pytest.MonkeyPatch, *files: Path) -> list[Row]:
    """The merged table when every row is looked at."""
    with monkeypatch.context() as patch:
        patch.setattr(Kept, "rows_of", lambda *_: None)
        run(root, *files)
    assert kept(root) == []
    return merged(root)


def test_only_the_rows_under_names_are_kept_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, as_json(chat(INVITED, *SAID)), "1.json")
    (file,) = kept(tmp_path)
    assert [row["msg_id"] for row in pq.read_table(file).to_pylist()] == ["1"]
    made = file.stat().st_mtime_ns
    put(tmp_path, as_json(chat(*SAID[30:], SPEAKS)), "2.json")
    assert (kept(tmp_path), file.stat().st_mtime_ns) == ([file], made)
    assert len({str(pq.read_schema(path)) for path in open_warehouse(tmp_path).parquet_files()}) == 1
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    assert merged(tmp_path) == without_kept(tmp_path / "other", monkeypatch, *files)


def test_an_id_that_is_written_like_a_name_of_another_export(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(INVITED, *SAID, number=1, name="One")), "1.json")
    put(tmp_path, as_json(chat(message(60, T0 + 5, "user9"), *SAID[:10], number=2, name="Two")), "2.json")
    key = load_key(tmp_path / ".commops")
    strange, usual = key.author("telegram", "name:name of user3"), key.author("telegram", "user9")
    change_rows(tmp_path, lambda row: {**row, "author": strange if row["author"] == usual else row["author"]})
    assert sorted(row["msg_id"] for row in merged(tmp_path) if row["author"] == strange) == ["1", "60"]
    assert len(merged(tmp_path)) == len(SAID) + 12


def test_rows_that_an_earlier_version_stored_lack_columns(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(INVITED, *SAID)), "1.json")
    before = merged(tmp_path)
    change_rows(tmp_path, lambda row: {name: value for name, value in row.items() if name != "addressee"})
    assert merged(tmp_path) == before
    assert len(kept(tmp_path)) == 1


def test_who_is_forgotten_is_not_kept_there(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(INVITED, *SAID, SPEAKS)), "1.json")
    gone = load_key(tmp_path / ".commops").author("telegram", "name:name of user3")
    assert [row["author"] for path in kept(tmp_path) for row in pq.read_table(path).to_pylist()] == [gone]
    open_warehouse(tmp_path).forget("user3", "telegram")
    assert not any(row["author"] == gone for path in kept(tmp_path) for row in pq.read_table(path).to_pylist())
    assert {row["msg_id"] for row in merged(tmp_path)} == {str(number) for number in range(2, 40)}


def test_parts_made_one_after_another_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    put(tmp_path, as_json(chat(INVITED, *SAID)), "1.json")
    put(tmp_path, as_json(chat(*SAID[30:], SPEAKS)), "2.json")
    monkeypatch.setattr("commops.logs.merge._SMALL", 0)
    run(tmp_path / "other", *files)
    assert merged(tmp_path / "other") == merged(tmp_path)
    assert list(open_warehouse(tmp_path / "other").state.parts) == list(open_warehouse(tmp_path).state.parts)
