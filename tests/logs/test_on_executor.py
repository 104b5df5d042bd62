"""One file read the way an executor reads it: the same files for exports/, and an account without foreign names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from logkit import as_json, chat, message, put

from commops.logs.canonical import Settings
from commops.logs.keys import load_key
from commops.logs.on_executor import Executor
from commops.logs.state import TEXTS_END
from commops.logs.warehouse import open_warehouse


def read(folder: Path, name: str, content: bytes | None, **more: Any) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The account of a file, and the files for exports/ by name."""
    executor = Executor(Settings(load_key(folder), ZoneInfo("UTC")), more.pop("known", {}), **more)
    batch = pa.RecordBatch.from_pylist([{"name": name, "content": content}])
    rows = [row for found in executor([batch]) for row in found.to_pylist()]
    assert {row["name"] for row in rows} == {name}
    assert rows[-1]["file"] == ""
    return json.loads(rows[-1]["data"]), {row["file"]: row["data"] for row in rows[:-1]}


def test_it_leaves_what_an_import_here_leaves(tmp_path: Path) -> None:
    content = as_json(chat(*(message(n, author=f"user{n % 3}") for n in range(1, 30)), message(30, date_unixtime="x")))
    report = put(tmp_path, content)
    exports = {path.name: path.read_bytes() for path in (tmp_path / ".commops/warehouse/exports").iterdir()}
    for name, given in ((str(tmp_path / "result.json"), None), ("s3a://bucket/logs/result.json", content)):
        account, files = read(tmp_path, name, given)
        assert files == exports
        assert account["files"] == sorted(exports)
        assert account["skipped"] == {why: [skip.count, skip.first] for why, skip in report.skipped.items()}
    known = open_warehouse(tmp_path).state.exports
    account, files = read(tmp_path, "s3a://bucket/logs/result.json", content, known=known)
    assert (account["skipped"], files) == (None, {})


def test_purged_texts_come_back_only_when_the_file_is_named(tmp_path: Path) -> None:
    content = as_json(chat(*(message(n) for n in range(1, 9))))
    put(tmp_path, content)
    open_warehouse(tmp_path).purge_texts()
    known = open_warehouse(tmp_path).state.exports
    name = "s3a://bucket/logs/result.json"
    account, files = read(tmp_path, name, content, known=known)
    assert (account["skipped"], files) == (None, {})
    account, files = read(tmp_path, name, content, known=known, named=frozenset({name}))
    assert (account["skipped"], account["export"]["texts_from"]) == ({}, 0)
    assert any(file.endswith(TEXTS_END) for file in files)


def test_the_folders_of_a_uri_still_tell_date_and_chat(tmp_path: Path) -> None:
    lines = b"[10:00] <nick1> hello\n[10:01] <nick2> hello\n" * 9
    put(tmp_path, lines, "lobby/2019/01/05.txt")
    [export] = open_warehouse(tmp_path).state.exports
    for place in ("gs://bucket/lobby/2019/01/05.txt", "file:/srv/lobby/../2019/01/05.txt"):
        assert read(tmp_path, place, lines)[0]["export"]["id"] == export


def test_what_is_wrong_is_told_of_the_file_itself(tmp_path: Path) -> None:
    name = "s3a://bucket/notes.md"
    account, _ = read(tmp_path, name, b"# nothing\n")
    assert (account["stranger"], account["problem"][0]) == (True, name)
    account, _ = read(tmp_path, str(tmp_path / "gone.json"), None)
    assert (account["stranger"], account["problem"][0]) == (False, str(tmp_path / "gone.json"))
    mapping = ("club.mapping.yml", b"columns: {time: when}\n")
    account, _ = read(tmp_path, "s3a://bucket/table.csv", b"a,b\n1,2\n", mapping=mapping)
    assert account["problem"][0].startswith("club.mapping.yml")
