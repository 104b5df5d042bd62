"""Files of months: drawn from the released weeks, frozen like them, and never mixed into weekly series."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.errors import InputError
from commops.stats import monthly, periods, read, snapshot
from commops.workspace.load import load
from commops.workspace.recorded import Missing, Wanted, measured

DEMO = Path(__file__).parents[2]
OCTOBER = periods.parse_month("2026-10")
WEEKS = [f"2026-W{week}" for week in range(40, 45)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the weeks of October, as the demo released them."""
    shutil.copytree(DEMO / "community", tmp_path / "community", ignore=shutil.ignore_patterns("stats"))
    for week in WEEKS:
        source = DEMO / snapshot.FOLDER / f"{week}.json"
        (tmp_path / snapshot.FOLDER).mkdir(exist_ok=True)
        shutil.copy(source, tmp_path / snapshot.FOLDER / source.name)
    return tmp_path


def test_every_row_stands_cell_for_cell_in_the_file_of_the_closing_week(root: Path) -> None:
    done = monthly.release(root, OCTOBER)
    made = json.loads(done.path.read_bytes())
    week = json.loads((root / snapshot.FOLDER / "2026-W44.json").read_bytes())
    assert (made["from"], made["to"], made["as_of"]) == ("2026-10-01", "2026-10-31", "2026-11-01")
    assert set(made["metrics"]) == set(made["definitions"]) >= {"active_speakers", "stickiness", "retention_m2m"}
    for key, rows in made["metrics"].items():
        assert rows
        assert all(row in week["metrics"][key] for row in rows)
        assert {row.get("period", row.get("month")) for row in rows} <= {"2026-09", "2026-10"}
    assert [row for row in made["metrics"]["retention_m2m"] if row["kept"] is None], "hidden cells stay hidden"
    assert made["inputs"] == week["inputs"]


def test_it_is_frozen(root: Path) -> None:
    assert monthly.release(root, OCTOBER).status == "new"
    assert monthly.release(root, OCTOBER).status == "same"
    path = root / snapshot.FOLDER / "2026-W44.json"
    week = json.loads(path.read_bytes())
    path.write_text(json.dumps({**week, "inputs": ["0" * 64, *week["inputs"][1:]]}))
    before = (root / snapshot.FOLDER / "2026-10.json").read_bytes()
    done = monthly.release(root, OCTOBER)
    assert done.status == "frozen"
    assert done.difference is not None
    assert "messages changed" in done.difference.en
    assert (root / snapshot.FOLDER / "2026-10.json").read_bytes() == before
    assert monthly.release(root, OCTOBER, rerelease=True).status == "replaced"


def test_a_month_waits_for_its_weeks(root: Path) -> None:
    (root / snapshot.FOLDER / "2026-W42.json").unlink()
    with pytest.raises(InputError) as error:
        monthly.release(root, OCTOBER)
    assert "2026-W42" in error.value.what.zh
    (root / snapshot.FOLDER / "2026-W42.json").write_text("[]")
    with pytest.raises(InputError, match="cannot be read"):
        monthly.release(root, OCTOBER)


def test_weekly_series_and_numbers_of_reports_do_not_notice(root: Path) -> None:
    wanted = Wanted("active_speakers", "speakers", "2026-10", where={"grain": "month"})
    hidden = Wanted("retention_m2m", "kept", "2026-09", where={"segment": "1"})
    before = load(root)
    series = read.series(read.snapshots(before), "active_speakers", "speakers", grain="month", channel="*")
    assert measured(before, wanted) == 239
    monthly.release(root, OCTOBER)
    after = load(root)
    assert len(after.snapshots) == len(before.snapshots) + 1
    assert read.series(read.snapshots(after), "active_speakers", "speakers", grain="month", channel="*") == series
    assert measured(after, wanted) == 239
    assert measured(after, hidden) is Missing.HIDDEN


def test_the_command(root: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["stats", "snapshot", "-C", str(root), "--lang", "zh", *arguments])
        return done.output if done.exception is None else str(done.exception)

    assert run("--month", "2026-10").startswith("已发布")
    assert "与已发布的一致" in run("--month", "2026-10")
    assert "is not a month" in run("--month", "2026-13")
    assert CliRunner().invoke(cli, ["stats", "snapshot", "--month", "2026-10", "--all"]).exit_code == 2
