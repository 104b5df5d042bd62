"""An import whose files are read by Spark's executors leaves the very warehouse that one machine makes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from logkit import as_json, chat, message, slack

from commops.cli._logs_report import as_json as report_json
from commops.cli.main import cli
from commops.logs.fan_out import SparkReader
from commops.logs.file_reports import FileReport
from commops.logs.state import TEXTS_END
from commops.logs.warehouse import open_warehouse

pytestmark = pytest.mark.spark

MAPPING = "columns: {time: when, author: who, text: said}\n"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with exports of several formats, some of them broken, equal, or of no format at all."""
    folder = tmp_path_factory.mktemp("exports") / "群 [1] 100%"
    for number in range(4):
        day = folder / "irc" / "2019" / f"{number + 1:02}"
        day.mkdir(parents=True)
        lines = "".join(f"[10:{n:02}] <nick{n % 5}> are you there {n}?\n" for n in range(30))
        (day / "05-lobby.txt").write_text(lines, "utf-8")
    talk = [message(n, 1_780_000_000 + 60 * n, f"user{n % 7}") for n in range(1, 400)]
    (folder / "telegram.json").write_bytes(as_json(chat(*talk)))
    (folder / "later.json").write_bytes(as_json(chat(*talk[50:])))
    (folder / "again.json").write_bytes(as_json(chat(*talk)))
    (folder / "cut.json").write_bytes(as_json(chat(*talk, number=8))[:-700])
    (folder / "notes.md").write_text("# nothing\n", "utf-8")
    day = [{"type": "message", "user": "U1", "ts": f"{1_780_000_000 + n}.000100", "text": "hi"} for n in range(5)]
    users = [{"id": "U1", "name": "ann", "profile": {}}]
    archive = slack({"general/2026-05-28.json": day}, users=users, channels=[{"id": "C1", "name": "general"}])
    (folder / "slack.zip").write_bytes(archive)
    table = "when,who,said\n" + "".join(f"2026-06-01T10:{n:02}:00Z,p{n % 3},ok\n" for n in range(20))
    (folder / "table.csv").write_text(table + "2026-06-01,,\n", "utf-8")
    (folder / "table.csv.mapping.yml").write_text(MAPPING, "utf-8")
    return folder


def files(root: Path) -> dict[str, bytes]:
    """Everything that an import leaves in the warehouse."""
    folder = root / ".commops" / "warehouse"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(reports: list[FileReport], exports: Path) -> Any:
    """The reports as JSON, sorted, with each file called by its place below the exports."""
    text = report_json(sorted((replace(report, path=str(report.path)) for report in reports), key=lambda r: r.path))
    return json.loads(text.replace(f"file:{exports}", str(exports)))


def test_files_that_executors_can_open(spark: Any, exports: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    expected = open_warehouse(here).import_paths([exports], jobs=1)
    found = open_warehouse(there).import_paths([], fan_out=SparkReader(spark, [exports], []))
    assert len({r.format for r in expected}) >= 4
    assert report_json(found) == report_json(expected)
    assert files(there) == files(here)
    assert any(name.endswith(TEXTS_END) for name in files(here))
    again = CliRunner().invoke(
        cli, ["logs", "import", "-C", str(there), "--engine", "spark", "--format", "json", str(exports)]
    )
    assert again.exit_code == 0, again.output
    assert {file["status"] for file in json.loads(again.stdout)["files"]} == {"unchanged"}
    assert files(there) == files(here)


def test_purged_texts_come_back_only_of_files_that_are_named(spark: Any, exports: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    chosen = [tmp_path / "exports" / name for name in ("telegram.json", "irc")]
    shutil.copytree(exports, tmp_path / "exports")
    for root in (here, there):
        open_warehouse(root).import_paths(chosen, jobs=1)
        open_warehouse(root).purge_texts()
    purged = files(here)
    shutil.copytree(here / ".commops" / "warehouse", tmp_path / "before")
    open_warehouse(here).import_paths(chosen, jobs=1)
    for paths, uris in ((chosen, []), ([], [f"file://{path}" for path in chosen])):
        shutil.rmtree(there / ".commops" / "warehouse")
        shutil.copytree(tmp_path / "before", there / ".commops" / "warehouse")
        open_warehouse(there).import_paths([], fan_out=SparkReader(spark, paths, uris))
        assert files(there) == files(here) != purged
    open_warehouse(here).import_paths(chosen, jobs=1, texts=False)
    open_warehouse(there).import_paths([], texts=False, fan_out=SparkReader(spark, chosen, []))
    assert files(there) == files(here)
    assert not any(name.endswith(TEXTS_END) for name in files(there))


def test_files_of_an_object_store(spark: Any, exports: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    copy = tmp_path / "数据 50%" / "exports"
    shutil.copytree(exports, copy)
    (copy / "table.csv.mapping.yml").rename(tmp_path / "mapping.yml")
    mapping = tmp_path / "mapping.yml"
    expected = open_warehouse(here).import_paths([copy], mapping=mapping, jobs=1)
    uris = [f"file://{copy}"]
    found = open_warehouse(there).import_paths([], fan_out=SparkReader(spark, [], uris, mapping))
    assert files(there) == files(here)
    assert told(found, copy) == told(expected, copy)


def test_what_cannot_be_used_is_named(spark: Any, exports: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.md").write_text("a", "utf-8")
    (empty / "b.md").write_text("b", "utf-8")
    uris = [f"file://{empty}", f"file://{empty}/a.md"]
    reports = open_warehouse(tmp_path).import_paths([], fan_out=SparkReader(spark, [], uris))
    problems = [(report.path, report.problem.what.en if report.problem else "") for report in reports]
    assert problems[0] == (uris[0], "no export found in here")
    assert problems[1][0] == f"file:{empty}/a.md"
    assert "this is a text file" in problems[1][1]
    gone = CliRunner().invoke(
        cli, ["logs", "import", "-C", str(tmp_path), "--engine", "spark", f"file://{tmp_path}/gone"], env={"LANG": "en"}
    )
    assert gone.exit_code == 1
    assert "Spark could not finish" in str(gone.exception.what.en)  # type: ignore[union-attr]
