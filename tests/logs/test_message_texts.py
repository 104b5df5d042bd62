"""What people wrote: kept once per export in the private cache, found by its mark, and left out when asked."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, account, as_json, chat, merged, message, put, run, service, texts

from commops.cli.main import cli
from commops.logs.canonical import BATCH_ROWS
from commops.logs.keys import load_key
from commops.logs.rows import Rows
from commops.logs.warehouse import open_warehouse
from property_tests import costly


def said(root: Path) -> list[str | None]:
    """The text of every merged row, in order."""
    found = texts(root)
    return [found.get(row["text_hash"]) for row in merged(root)]


def logs(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["logs", *map(str, arguments), "-C", str(root)])


def numbered(*said_by: str, first: int = 1, **more: Any) -> bytes:
    messages = [message(n, T0 + n, f"user{n}", text) for n, text in enumerate(said_by, first)]
    return as_json(chat(*messages, **more))


@costly
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=1, max_size=12))
def test_every_message_with_a_text_finds_it_again(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        put(root, numbered(*wanted))
        assert said(root) == [text or None for text in wanted]


def test_texts_stand_once_per_export_and_events_have_none(tmp_path: Path) -> None:
    records = [message(n, T0 + n, text="good morning") for n in range(1, 9)]
    put(tmp_path, as_json(chat(*records, service(9, T0 + 9), message(10, T0 + 10, text=""))))
    [file] = open_warehouse(tmp_path).text_files()
    assert pq.read_table(file)["text"].to_pylist() == ["good morning"]
    assert file.name.endswith("-texts.parquet")
    assert stat.S_IMODE((tmp_path / ".commops").stat().st_mode) == 0o700


def test_private_conversations_leave_no_text(tmp_path: Path) -> None:
    secret = chat(message(1, text="only for you"), number=8, kind="personal_chat")
    put(tmp_path, as_json(account(chat(message(1, text="for all")), secret)))
    assert list(texts(tmp_path).values()) == ["for all"]


def test_half_a_surrogate_pair_does_not_stop_an_import() -> None:
    rows = Rows(load_key(Path("unused")), "irc")
    rows.add("c", None, T0, "a", "x\ud800y")
    batch = rows.take()
    assert batch.texts is not None
    assert batch.texts["text"].to_pylist() == ["x?y"]
    assert batch.texts["text_hash"].to_pylist() == batch.rows["text_hash"].to_pylist()


def test_long_texts_fill_a_batch_sooner() -> None:
    rows = Rows(load_key(Path("unused")), "irc")
    rows.add("c", None, T0, "a", "x" * (BATCH_ROWS * 1000))
    assert len(rows) >= BATCH_ROWS
    rows.take()
    assert len(rows) == 0


def test_an_import_without_texts_drops_them_and_one_with_texts_brings_them_back(tmp_path: Path) -> None:
    path = tmp_path / "exports/1.json"
    put(tmp_path, numbered("one", "two"), "exports/1.json")
    rows = merged(tmp_path)
    assert logs(tmp_path, "import", path, "--no-texts").exit_code == 0
    assert open_warehouse(tmp_path).text_files() == []
    assert not list((tmp_path / ".commops").rglob("*-texts.parquet"))
    assert merged(tmp_path) == rows
    assert "not kept" in logs(tmp_path, "import", path.parent, "--lang", "en").output, "a folder does not undo it"
    assert texts(tmp_path) == {}
    assert "not kept" not in logs(tmp_path, "import", path, "--lang", "en").output
    assert said(tmp_path) == ["one", "two"]
    assert merged(tmp_path) == rows


def test_texts_of_other_files_stay_as_they_are(tmp_path: Path) -> None:
    put(tmp_path, numbered("one"), "1.json", texts=False)
    put(tmp_path, numbered("two", number=8), "2.json")
    assert list(texts(tmp_path).values()) == ["two"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_texts_do_not_depend_on_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", 0)
    path = tmp_path / "result.json"
    path.write_bytes(numbered("one", "two"))
    run(tmp_path, path, jobs=jobs)
    assert said(tmp_path) == ["one", "two"]


def days(*numbers: int) -> bytes:
    return as_json(chat(*(message(n, T0 + n * 86_400, text=f"day {n}") for n in numbers)))


def test_purging_all_leaves_rows_and_is_not_undone_by_other_files(tmp_path: Path) -> None:
    put(tmp_path, days(1, 2, 3), "exports/1.json")
    rows = merged(tmp_path)
    result = logs(tmp_path, "purge", "--texts", "--lang", "en")
    assert "3 texts of 1 exports removed" in result.output
    assert "exports/" in result.output
    assert texts(tmp_path) == {}
    assert not list((tmp_path / ".commops").rglob("*-texts.parquet"))
    assert merged(tmp_path) == rows
    report = put(tmp_path, days(1, 2, 3, 4), "exports/2.json")
    assert list(texts(tmp_path).values()) == ["day 4"], "a later export of the same time brings nothing back"
    assert report.texts_from == T0 + 3 * 86_400 + 1
    run(tmp_path, tmp_path / "exports")
    assert list(texts(tmp_path).values()) == ["day 4"]
    run(tmp_path, tmp_path / "exports/1.json")
    assert sorted(texts(tmp_path).values()) == ["day 1", "day 2", "day 3", "day 4"]
    assert "0 texts" not in logs(tmp_path, "purge", "--texts", "--lang", "en").output
    assert "0 texts of 0 exports" in logs(tmp_path, "purge", "--texts", "--lang", "en").output


def test_purging_before_a_day_keeps_what_is_said_later_too(tmp_path: Path) -> None:
    put(tmp_path, days(1, 2, 3), "1.json", zone=ZoneInfo("Asia/Shanghai"))
    other = chat(message(1, T0, text="old"), message(9, T0 + 9 * 86_400, text="old"), number=8)
    put(tmp_path, as_json(other), "2.json")
    rows = merged(tmp_path)
    # T0 is 04:26 of 29 May in Shanghai, so day 2 begins the 31st.
    result = logs(tmp_path, "purge", "--texts", "--before", "2026-05-31", "--lang", "zh")
    assert "已清除 1 条原文" in result.output, result.output
    assert sorted(texts(tmp_path).values()) == ["day 2", "day 3", "old"]
    assert merged(tmp_path) == rows
    assert "2026-05-31" in logs(tmp_path, "import", tmp_path, "--lang", "zh", "--zone", "Asia/Shanghai").output
    put(tmp_path, days(0, 1, 5), "3.json")
    assert sorted(texts(tmp_path).values()) == ["day 2", "day 3", "day 5", "old"]
    before = {path: path.read_bytes() for path in (tmp_path / ".commops").rglob("*") if path.is_file()}
    logs(tmp_path, "purge", "--texts", "--before", "2026-05-30")
    assert {path: path.read_bytes() for path in (tmp_path / ".commops").rglob("*") if path.is_file()} == before


def test_purge_says_what_it_needs(tmp_path: Path) -> None:
    assert logs(tmp_path, "purge").exit_code == 2
    assert logs(tmp_path, "purge", "--texts", "--before", "yesterday").exit_code == 2
    assert "0 texts" in logs(tmp_path, "purge", "--texts", "--lang", "en").output
