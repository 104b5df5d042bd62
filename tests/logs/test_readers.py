"""The processes that read large files: copies where that is safe, once for all files, and new ones after one died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from logkit import T0, as_json, chat, message, run

from commops.errors import InputError
from commops.logs import telegram_table
from commops.logs.canonical import Batch
from commops.logs.keys import Key
from commops.logs.readers import Readers, Reading
from commops.logs.rows import Rows


class Lines(NamedTuple):
    """A piece of a file of text."""

    start: int
    end: int
    child: bytes | None = None
    last: bool = False


def convert(part: Lines, data: bytes, rows: Rows, zone: ZoneInfo) -> Batch:
    """A row for each line."""
    for number, line in enumerate(data.decode().splitlines()):
        rows.add("chat", f"{part.start}.{number}", T0, "user", f"{line} {zone.key} {os.getpid()}")
        rows.parsed += 1
    return rows.take(part.end)


def pieces(path: Path) -> Iterator[Lines]:
    yield from (Lines(start, start + 10) for start in range(0, path.stat().st_size, 10))


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    path = tmp_path / "lines.txt"
    path.write_text("".join(f"line {n:04}\n" for n in range(40)))
    return Reading(str(path), "irc", Key(b"k" * 32), ZoneInfo("UTC"), convert)


@pytest.mark.slow
def test_order_is_that_of_the_file_and_the_same_workers_read_the_next_one(reading: Reading) -> None:
    with Readers(2) as readers:
        first, second = (list(readers.batches(reading, pieces(Path(reading.path)))) for _ in range(2))
    assert [batch.position for batch in first] == list(range(10, 401, 10))
    assert sum(batch.parsed for batch in first) == 40
    workers = [
        {text.rpartition(" ")[2] for batch in batches if batch.texts for text in batch.texts["text"].to_pylist()}
        for batches in (first, second)
    ]
    assert 1 <= len(workers[0] | workers[1]) <= 2
    assert str(os.getpid()) not in workers[0]


@pytest.mark.slow
def test_after_a_worker_was_killed_the_next_file_is_read(reading: Reading) -> None:
    with Readers(2, early=True) as readers:
        assert readers._pool is not None
        for process in list(readers._pool._processes):
            os.kill(process, signal.SIGKILL)
        with pytest.raises(InputError, match="memory"):
            list(readers.batches(reading, pieces(Path(reading.path))))
        assert sum(batch.parsed for batch in readers.batches(reading, pieces(Path(reading.path)))) == 40


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of processes here")
@pytest.mark.parametrize(("before", "how"), [("", "fork"), ("import pyarrow", "spawn"), ("import duckdb", "spawn")])
def test_workers_are_copies_only_before_a_library_with_threads_is_loaded(before: str, how: str) -> None:
    script = f"""
import multiprocessing
from commops.logs.readers import Readers
asked = []
found = multiprocessing.get_context
multiprocessing.get_context = lambda how: asked.append(how) or found(how)
{before}
if __name__ == "__main__":
    with Readers(1, early=True):
        print(asked[0])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, f"{how}\n"), done.stderr


def test_small_files_need_no_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports/a.json").write_bytes(as_json(chat(message(1))))
    monkeypatch.setattr("commops.logs.readers.ProcessPoolExecutor", None)
    assert [report.rows for report in run(tmp_path, tmp_path / "exports", jobs=2)] == [1]


@pytest.mark.parametrize(("tables", "least", "early"), [(False, 10, True), (False, 1 << 20, False), (True, 10, False)])
def test_workers_start_early_for_the_files_that_they_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: bool, least: int, early: bool
) -> None:
    asked = []

    class Noted(Readers):
        def __init__(self, jobs: int, *, early: bool) -> None:
            asked.append(early)
            super().__init__(jobs)

    if tables and not telegram_table.usable():
        pytest.skip("this system has no files in memory")
    monkeypatch.setattr("commops.logs.telegram_table.usable", lambda: tables)
    monkeypatch.setattr("commops.logs.readers.PARALLEL_BYTES", least)
    monkeypatch.setattr("commops.logs.warehouse.Readers", Noted)
    (tmp_path / "a.json").write_bytes(as_json(chat(message(1))))
    assert [report.rows for report in run(tmp_path, tmp_path / "a.json", jobs=2)] == [1]
    assert asked == [early]
