"""The committed numbers of the demo community's weeks and months come out of its made-up log, byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.logs.warehouse import open_warehouse
from commops.stats import monthly, periods, read, snapshot
from commops.stats.context import context_of
from commops.stats.engine import Engine
from commops.workspace.load import load

DEMO = Path(__file__).parents[2]
COMMITTED = {path.name: path.read_bytes() for path in sorted((DEMO / snapshot.FOLDER).glob("*.json"))}
WEEKS = [f"2026-W{week}.json" for week in range(23, 48)]
MONTHS = [f"2026-{month:02}" for month in range(6, 11)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Engine]]:
    """A copy of the demo without its numbers, and its made-up log."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("community", "events", "content"):
        shutil.copytree(DEMO / name, root / name, ignore=shutil.ignore_patterns("stats"))
    made = CliRunner().invoke(cli, ["synth", str(root / "exports" / "firefly")])
    assert made.exit_code == 0, made.output
    ws = load(root)
    warehouse = open_warehouse(root)
    warehouse.import_paths([root / "exports"], ws, jobs=1)
    with Engine(warehouse.parquet_files(), context_of(ws)) as engine:
        yield root, engine


def test_the_newest_comes_out_again(demo: tuple[Path, Engine]) -> None:
    root, engine = demo
    (entry,) = snapshot.release(root, engine, engine.full_weeks()[-1:])
    assert entry.path.read_bytes() == COMMITTED[entry.path.name]


@pytest.mark.slow
def test_they_come_out_again(demo: tuple[Path, Engine]) -> None:
    root, engine = demo
    snapshot.release(root, engine, engine.full_weeks())
    # A month tells how far the targets are, which it takes from the weeks released by then.
    with Engine(open_warehouse(root).parquet_files(), context_of(load(root))) as later:
        for month in MONTHS:
            monthly.release(root, later, periods.parse_month(month))
    again = {path.name: path.read_bytes() for path in sorted((root / snapshot.FOLDER).glob("*.json"))}
    assert list(again) == list(COMMITTED)
    assert [name for name in again if again[name] != COMMITTED[name]] == []


def test_they_are_whole_small_and_valid() -> None:
    assert list(COMMITTED) == [*(f"{month}.json" for month in MONTHS), *WEEKS]
    assert max(map(len, COMMITTED.values())) < 40_000
    ws = load(DEMO)
    assert not [
        hit
        for name in ("readable-file", "valid-value", "unknown-key")
        for hit in ws.faults(name)
        if "stats" in hit.at.path
    ]
    assert len(read.snapshots(ws)) == 25


def test_they_look_like_a_community() -> None:
    """Wide bounds from public chat archives (domain of the demo's recipe): a broken generator or metric leaves them."""
    shots = [json.loads(COMMITTED[name])["metrics"] for name in WEEKS]

    def values(key: str, column: str, **where: object) -> list[float]:
        rows = [r for shot in shots for r in shot[key] if all(r[name] == value for name, value in where.items())]
        return [row[column] for row in rows if row[column] is not None]

    assert all(0.65 <= gini <= 0.85 for gini in values("concentration", "gini", grain="month"))
    assert all(0.10 <= ratio <= 0.22 for ratio in values("stickiness", "stickiness", grain="month"))
    assert all(0.4 <= kept <= 0.75 for kept in values("retention_m2m", "retention", segment="*"))
    assert all(5 <= minutes <= 60 for minutes in values("first_response", "median_min", channel="*"))
    assert all(0.05 <= share <= 0.2 for share in values("first_response", "unanswered_share", channel="*"))
    assert all(0.1 <= rate <= 0.55 for rate in values("activation_7d", "activation"))
    assert len(values("event_lift", "lift")) == 5
    assert len(values("retention_classic", "retention", grain="4w", age=1)) >= 3
