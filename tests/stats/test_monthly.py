"""Files of months: rows of the released weeks and what waits for the month; frozen, never mixed into weekly series."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.errors import InputError
from commops.stats import monthly, pages, periods, read, snapshot
from commops.stats.context import context_of
from commops.stats.engine import Engine
from commops.workspace.load import load
from commops.workspace.recorded import Missing, Wanted, measured

DEMO = Path(__file__).parents[2]
OCTOBER = periods.parse_month("2026-10")
WEEKS = [f"2026-W{week}" for week in range(40, 45)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the weeks of October, as the demo released them."""
    for name in ("community", "events", "content"):
        shutil.copytree(DEMO / name, tmp_path / name, ignore=shutil.ignore_patterns("stats"))
    (tmp_path / snapshot.FOLDER).mkdir()
    for week in WEEKS:
        shutil.copy(DEMO / snapshot.FOLDER / f"{week}.json", tmp_path / snapshot.FOLDER)
    return tmp_path


def release(root: Path, *, rerelease: bool = False) -> snapshot.Release:
    """October without the log: enough for what the weeks hold and for what is written down by hand."""
    with Engine([], context_of(load(root))) as engine:
        return monthly.release(root, engine, OCTOBER, rerelease=rerelease)


def test_rows_about_the_month_stand_cell_for_cell_in_the_file_of_the_closing_week(root: Path) -> None:
    made = json.loads(release(root).path.read_bytes())
    week = json.loads((root / snapshot.FOLDER / "2026-W44.json").read_bytes())
    assert (made["from"], made["to"], made["as_of"]) == ("2026-10-01", "2026-10-31", "2026-11-01")
    weekly = {key: rows for key, rows in made["metrics"].items() if pages.load_page(key).files == "week"}
    assert set(weekly) >= {"active_speakers", "stickiness", "retention_m2m"}
    for key, rows in weekly.items():
        assert rows
        assert all(row in week["metrics"][key] for row in rows)
        assert {row.get("period", row.get("month")) for row in rows} <= {"2026-09", "2026-10"}
    assert [row for row in made["metrics"]["retention_m2m"] if row["kept"] is None], "hidden cells stay hidden"
    assert made["inputs"][:3] == week["inputs"][:3]


def test_what_waits_for_the_month_is_there_once_and_without_small_groups(root: Path) -> None:
    made = json.loads(release(root).path.read_bytes())
    waiting = {key: rows for key, rows in made["metrics"].items() if pages.load_page(key).files == "month"}
    assert {"admission_pass", "revenue"} <= set(waiting)
    assert {key for key in pages.keys() if pages.load_page(key).files == "month"} <= set(made["definitions"])  # noqa: SIM118
    for key, rows in waiting.items():
        page = pages.load_page(key)
        about = [tuple(row[name] for name in page.keys) for row in rows]
        assert len(set(about)) == len(about)
        assert not [row for row in rows for name in page.people if name in row and row[name] in (1, 2, 3, 4)]
        assert {row["month"] for row in rows if "month" in row} <= {"2026-09", "2026-10"}


def test_what_a_week_hides_the_month_hides_too(root: Path) -> None:
    path = root / snapshot.FOLDER / "2026-W44.json"
    shown = json.loads(release(root).path.read_bytes())["metrics"]["revenue"]
    assert shown[0]["paid"]
    week = json.loads(path.read_bytes())
    keys = {name: shown[0][name] for name in pages.load_page("revenue").keys}
    week["metrics"]["revenue"] = [{**keys, "paid": None}]
    path.write_text(json.dumps(week))
    hidden = json.loads(release(root, rerelease=True).path.read_bytes())["metrics"]["revenue"]
    assert hidden[0]["paid"] is None


def test_it_is_frozen(root: Path) -> None:
    assert release(root).status == "new"
    assert release(root).status == "same"
    path = root / snapshot.FOLDER / "2026-W44.json"
    week = json.loads(path.read_bytes())
    path.write_text(json.dumps({**week, "inputs": ["0" * 64, *week["inputs"][1:]]}))
    before = (root / snapshot.FOLDER / "2026-10.json").read_bytes()
    done = release(root)
    assert done.status == "frozen"
    assert done.difference is not None
    assert "messages changed" in done.difference.en
    assert (root / snapshot.FOLDER / "2026-10.json").read_bytes() == before
    assert release(root, rerelease=True).status == "replaced"


def test_a_month_waits_for_its_weeks(root: Path) -> None:
    (root / snapshot.FOLDER / "2026-W42.json").unlink()
    with pytest.raises(InputError) as error:
        release(root)
    assert "2026-W42" in error.value.what.zh
    (root / snapshot.FOLDER / "2026-W42.json").write_text("[]")
    with pytest.raises(InputError, match="cannot be read"):
        release(root)


def test_weekly_series_do_not_notice_and_reports_find_both_kinds_of_rows(root: Path) -> None:
    speakers = Wanted("active_speakers", "speakers", "2026-10", where={"grain": "month"})
    hidden = Wanted("retention_m2m", "kept", "2026-09", where={"segment": "1"})
    paid = Wanted("revenue", "paid", "2026-10", where={"currency": "CNY"})
    before = load(root)
    series = read.series(read.snapshots(before), "active_speakers", "speakers", grain="month", channel="*")
    assert measured(before, speakers) == 239
    assert measured(before, paid) is Missing.METRIC
    release(root)
    after = load(root)
    assert len(after.snapshots) == len(before.snapshots) + 1
    assert read.series(read.snapshots(after), "active_speakers", "speakers", grain="month", channel="*") == series
    assert measured(after, speakers) == 239
    assert measured(after, hidden) is Missing.HIDDEN
    assert measured(after, paid) == 107


def test_wrong_usage(root: Path) -> None:
    command = ["stats", "snapshot", "-C", str(root), "--month"]
    assert CliRunner().invoke(cli, [*command, "2026-10", "--all"]).exit_code == 2
    assert isinstance(CliRunner().invoke(cli, [*command, "2026-13"]).exception, InputError)
    assert isinstance(CliRunner().invoke(cli, [*command, "2026-10"]).exception, InputError), "no log is imported"
