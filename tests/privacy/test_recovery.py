"""No group of fewer than five in the released files, nor in what a reader can work out from all of them together."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made_up_log import write
from reader import Reader
from test_attack import COUNTS, EVENTS, more_people
from test_snapshot import SEGMENTS, context

from commops.cli.main import cli
from commops.logs.warehouse import open_warehouse
from commops.stats import monthly, pages, periods, snapshot, suppress
from commops.stats.context import context_of
from commops.stats.engine import Engine
from commops.workspace.load import load

CLONE = Path(__file__).parents[2]
Rows = dict[str, list[dict[str, Any]]]
Table = tuple[pages.Page, list[dict[str, Any]]]


class Watched:
    """Releases documents, and keeps what their rows held before anything was hidden."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.before: Rows = {}
        for module in (snapshot, monthly):
            patch.setattr(module, "hide_small", self._hide)
        self.reader = Reader()

    def _hide(self, tables: Iterable[Table], earlier: Iterable[Table] = ()) -> None:
        found = list(tables)
        self.before = {page.key: [dict(row) for row in rows] for page, rows in found}
        suppress.hide_small(found, list(earlier))

    def read(self, document: dict[str, Any]) -> None:
        for key, rows in self.before.items():
            for true, record in zip(rows, document["metrics"][key], strict=True):
                self.reader.read(key, true, record, document["period"])


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


def attacked(reader: Reader, least: int) -> None:
    """Nothing small is printed, and nothing secret follows from what is."""
    assert len(reader.true) > least
    assert reader.secret
    assert reader.secret & reader.printed == set()
    reader.think()
    assert {name: reader.true[name] for name in reader.told()} == {}


@pytest.mark.slow
def test_what_a_reader_finds_out_of_a_made_up_log(tmp_path: Path, watched: Watched) -> None:
    with Engine(write(more_people(3), tmp_path / "m.parquet"), context(COUNTS, EVENTS, segments=SEGMENTS)) as engine:
        for week in engine.full_weeks():
            watched.read(snapshot.build(engine, week))
    attacked(watched.reader, 1_000)
    assert len(watched.reader.equations) > 300


def test_the_reader_finds_what_is_given_away(tmp_path: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing one hidden number beside another is enough: the attack is a real one."""
    # By channel too, where the small numbers are.
    monkeypatch.setattr(snapshot, "_belongs", lambda _page, row, week: row["closed_n"] == week)
    with Engine(write(more_people(3), tmp_path / "m.parquet"), context(COUNTS, EVENTS)) as engine:
        for week in engine.full_weeks()[:6]:
            watched.read(snapshot.build(engine, week, ("joins", "net_growth", "retention_rolling", "leave_rate")))
    reader = watched.reader
    reader.think()
    shields = reader.true.keys() - reader.printed - reader.secret
    assert len(shields) > 10
    reader.printed |= shields
    assert len(reader.told()) > 10


@pytest.mark.slow
def test_what_a_reader_finds_out_of_the_demo(tmp_path: Path, watched: Watched) -> None:
    """The weeks and months that the demo community has published, all of them."""
    for name in ("community", "events", "content"):
        shutil.copytree(CLONE / name, tmp_path / name, ignore=shutil.ignore_patterns("stats"))
    assert CliRunner().invoke(cli, ["synth", str(tmp_path / "exports")]).exit_code == 0
    ws = load(tmp_path)
    warehouse = open_warehouse(tmp_path)
    warehouse.import_paths([tmp_path / "exports"], ws)
    weeks: dict[int, dict[str, Any]] = {}
    with Engine(warehouse.parquet_files(), context_of(ws)) as engine:
        for week in engine.full_weeks():
            weeks[week] = committed(watched, snapshot.build(engine, week))
    shutil.copytree(CLONE / snapshot.FOLDER, tmp_path / snapshot.FOLDER)
    with Engine(warehouse.parquet_files(), context_of(load(tmp_path))) as engine:
        for month in range(periods.parse_month("2026-06"), periods.parse_month("2026-10") + 1):
            first, last = periods.first_day_of_month(month), periods.first_day_of_month(month + 1) - 1
            of = range(periods.week_of_day(first), periods.week_of_day(last) + 1)
            committed(watched, monthly.build({week: weeks[week] for week in of}, engine, month))
    attacked(watched.reader, 5_000)


def committed(watched: Watched, document: dict[str, Any]) -> dict[str, Any]:
    """The document, which is the one that the repository holds; a month reads what its weeks had published."""
    path = CLONE / snapshot.FOLDER / f"{document['period']}.json"
    assert json.loads(path.read_bytes()) == document
    watched.read(document)
    return document


NOT_PEOPLE = {
    "age_days", "case_count", "days", "deleted", "due", "impressions", "interactions", "member_days",
    "members", "messages", "n", "net", "on_time", "published", "questions", "quiet_days", "reads", "results", "undated",
    "weight", "with_reach",
}  # fmt: skip
"""Columns that count messages, days, posts, cases, or what a platform shows of itself."""


def test_every_column_says_whether_it_counts_people() -> None:
    found = {
        column.name
        for page in map(pages.load_page, pages.keys())
        for column in page.columns.values()
        if column.unit == "count" and column.name not in (*page.people, *page.keys, *(rate.name for rate in page.rates))
    }
    assert found <= NOT_PEOPLE
