"""What ``commops stats --format json`` prints keeps its published shape, also over a log without messages."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from made_up_log import context, row, write

from commops.report.tables import as_json
from commops.stats.compute import tables
from commops.stats.engine import Engine

SHAPE = json.loads((Path(__file__).parents[2] / "schemas/output/stats.schema.json").read_text("utf-8"))


def shape_of(tmp_path: Path, rows: list) -> dict:
    with Engine(
        write(rows, tmp_path / "m.parquet"), context("date,channel,members,joined,left\n", "event,start,end\n")
    ) as e:
        printed = as_json(tables(e))
    assert "NaN" not in printed
    assert "Infinity" not in printed
    document = json.loads(printed)
    jsonschema.validate(document, SHAPE)
    return document


def test_a_log(tmp_path: Path) -> None:
    start = 20_000 * 86_400
    document = shape_of(
        tmp_path, [row(start + n * 40_000, "wx", f"p{n % 9}", is_question=n % 5 == 0) for n in range(200)]
    )
    assert document["metrics"]["active_speakers"]["rows"]


def test_weeks_without_a_word_give_null_and_never_nought(tmp_path: Path) -> None:
    document = shape_of(tmp_path, [row(20_000 * 86_400, "wx", "ann"), row(20_060 * 86_400, "wx", "bo")])
    silent = [r for r in document["metrics"]["first_response"]["rows"] if r["questions"] == 0]
    assert all(r["median_min"] is None and r["unanswered_share"] is None for r in silent)
    weeks = [r for r in document["metrics"]["active_speakers"]["rows"] if r["grain"] == "week" and r["speakers"] == 0]
    assert weeks
    assert {r["dau_mean"] for r in weeks} == {None}


def test_no_messages_at_all(tmp_path: Path) -> None:
    shape_of(tmp_path, [row(20_000 * 86_400, "wx", None, "join")])
