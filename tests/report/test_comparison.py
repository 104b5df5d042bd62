"""Two periods beside each other: on released numbers, in every format, never telling what is hidden."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from reportkit import DEMO, copy_demo

from commops.cli.main import cli
from commops.errors import InputError
from commops.stats.compare import compare

SHAPE = json.loads((DEMO / "schemas/output/comparison.schema.json").read_text("utf-8"))


def run(*arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(cli, ["stats", "-C", str(DEMO), "--lang", lang, "--compare", *arguments])


def as_json(*arguments: str) -> dict:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    jsonschema.validate(document, SHAPE)
    return document


def test_weeks_from_snapshots() -> None:
    document = as_json("2026-W29", "2026-W30")
    assert (document["source"], document["periods"]) == ("snapshots", ["2026-W29", "2026-W30"])
    rows = {
        (r["metric"], r["keys"].get("channel"), r["column"]): r
        for r in document["rows"]
        if r["keys"].get("grain") != "28d"
    }
    old, new = (json.loads((DEMO / f"community/stats/2026-W{week}.json").read_bytes())["metrics"] for week in (29, 30))
    joined = rows["joins", "*", "joined"]
    assert (joined["a"], joined["b"]) == (old["joins"][0]["joined"], new["joins"][0]["joined"])
    assert joined["difference"] == joined["b"] - joined["a"]
    assert (joined["n_a"], joined["n_b"], joined["enough"]) == (59, 29, False)
    (left,) = [r for r in as_json("2026-W39", "2026-W40", "joins")["rows"] if r["column"] == "left_n"]
    assert (left["b"], left["difference"], left["enough"]) == (None, None, None), "hidden stays hidden"


def test_months_and_tables() -> None:
    row = next(r for r in as_json("2026-09", "2026-10", "active_speakers")["rows"] if r["keys"]["channel"] == "*")
    assert (row["column"], row["a"], row["b"], row["difference"], row["enough"]) == ("speakers", 180, 239, 59, True)
    shown = run("2026-W29", "2026-W30", lang="zh").stdout
    assert "取自已发布的快照" in shown
    assert "样本太小，说明不了变化" in shown
    assert "个百分点" in shown
    table = list(csv.DictReader(io.StringIO(run("2026-W29", "2026-W30", "joins", "--format", "csv").stdout)))
    row = {"metric": "joins", "keys": "channel=*", "column": "joined", "a": "59", "b": "29", "difference": "-30"}
    assert table[0] == {**row, "n_a": "59", "n_b": "29", "enough": "0"}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("2026-W46", "2026-10", "cannot be compared"),
        ("2026-W99", "2026-W46", "not an ISO week"),
        ("2026-10", "october", "not a month"),
    ],
)
def test_what_cannot_be_compared(first: str, second: str, said: str) -> None:
    done = run(first, second)
    assert isinstance(done.exception, InputError)
    assert said in done.exception.what.en


def test_months_have_files_of_their_own() -> None:
    """What waits for the month stands in its file; what the file repeats of its weeks counts once."""
    done = run("2026-09", "2026-10", "revenue", "active_speakers", "--format", "json")
    assert json.loads(done.stdout)["source"] == "snapshots"
    table = list(csv.DictReader(io.StringIO(run("2026-09", "2026-10", "--format", "csv").stdout)))
    paid = [row for row in table if (row["metric"], row["column"]) == ("revenue", "paid")]
    assert ("78", "107", "29") in [(row["a"], row["b"], row["difference"]) for row in paid]
    about = [(row["metric"], row["keys"], row["column"]) for row in table]
    assert len(about) == len(set(about))


def test_wrong_usage() -> None:
    assert run("2026-W46", "2026-W47", "--format", "xlsx", "-o", "x.xlsx").exit_code == 2
    assert run("2026-W46", "2026-W47", "--from", "2026-01-01").exit_code == 2
    assert CliRunner().invoke(cli, ["stats", "--format", "xlsx"]).exit_code == 2


def test_an_unreleased_period_needs_the_log(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    done = CliRunner().invoke(cli, ["stats", "-C", str(tmp_path), "--compare", "2026-W47", "2026-W48"])
    assert isinstance(done.exception, InputError)
    assert "no log has been imported" in done.exception.what.en


_share = st.none() | st.integers(0, 10_000).map(lambda value: value / 10_000)


@given(_share, _share, st.none() | st.integers(5, 60), st.none() | st.integers(5, 60))
def test_differences_are_exact_and_need_both_sides(before, after, n_before, n_after) -> None:
    rows = [
        {"week": "2026-W40", "joiners": n_before, "activated": None, "activation": before},
        {"week": "2026-W41", "joiners": n_after, "activated": None, "activation": after},
    ]
    pair = next(one for one in compare({"activation_7d": rows}, "2026-W40", "2026-W41") if one.column == "activation")
    assert (pair.difference is None) == (before is None or after is None)
    if pair.difference is not None:
        assert Decimal(str(pair.difference)) == Decimal(str(after)) - Decimal(str(before))
        known = n_before is not None and n_after is not None
        assert pair.enough is (min(n_before, n_after) >= 30 if known else None)
