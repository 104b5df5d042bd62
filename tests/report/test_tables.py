"""Tables of metrics on a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

from commops.report.tables import as_csv, as_json, as_text, format_value, list_text
from commops.stats import pages
from commops.stats.table import Row, Table
from commops.texts import Lang, width

ROWS: tuple[Row, ...] = (
    {"week": "2026-W23", "joiners": 31, "activated": 12, "activation": 0.3871, "open": 0},
    {"week": "2026-W24", "joiners": 1020, "activated": None, "activation": None, "open": 0},
    {"week": "2026-W25", "joiners": 12, "activated": 6, "activation": 0.5, "open": 0},
    {"week": "2026-W26", "joiners": 9, "activated": None, "activation": None, "open": 1},
)
TABLES = {
    "activation_7d": Table("activation_7d", ("week", "joiners", "activated", "activation", "open"), ROWS, "2026-06-28"),
}


def shown(lang: Lang, last: int | None = None) -> list[str]:
    out = io.StringIO()
    as_text(TABLES, lang, out, last=last)
    return [line.rstrip() for line in out.getvalue().split("\n")]


def test_for_people_in_english() -> None:
    assert shown("en")[:7] == [
        "Activation (first message within 7 days) · activation_7d (M08)",
        pages.load_page("activation_7d").formula.en,
        "Week of joining  New members  Spoke within 7 days  Activation",
        "2026-W23                  31                   12       38.7%",
        "2026-W24               1,020                    ·           ·",
        "2026-W25                  12                    6      ~50.0%",
        "2026-W26                   9                    ·           ·  open",
    ]


def test_columns_stand_below_their_chinese_headings() -> None:
    head, *rows = shown("zh")[2:6]
    assert {width(line) for line in rows} == {width(head)}
    assert shown("zh")[6].endswith("未完")


def test_only_the_newest_rows() -> None:
    lines = shown("en", last=1)
    assert "2026-W25" not in "\n".join(lines)
    assert "3 earlier rows not shown: commops stats activation_7d prints them all" in lines


def test_for_programs() -> None:
    document = json.loads(as_json(TABLES))
    assert (document["schema"], document["as_of"]) == (1, "2026-06-28")
    metric = document["metrics"]["activation_7d"]
    assert metric["rows"][0] == {"week": "2026-W23", "joiners": 31, "activated": 12, "activation": 0.3871, "open": 0}
    assert metric["name"]["zh"]
    rows = list(csv.DictReader(io.StringIO(as_csv(TABLES))))
    assert rows[1] == {"week": "2026-W24", "joiners": "1020", "activated": "", "activation": "", "open": "0"}


def test_names_are_harmless_in_a_terminal_and_in_a_spreadsheet() -> None:
    row: Row = {"week": "2026-W23", "channel": "=cmd()\x1b[2J", "source": "log", "joined": 5, "left_n": -5, "open": 0}
    tables = {"joins": Table("joins", tuple(row), (row,)), "again": Table("joins", tuple(row), (row,))}
    first, second = as_csv(tables).split("\n\n")
    assert first.rstrip() == second.rstrip()
    assert next(csv.DictReader(io.StringIO(first)))["channel"].startswith("'=")
    assert next(csv.DictReader(io.StringIO(first)))["left_n"] == "-5"
    out = io.StringIO()
    as_text({"joins": tables["joins"]}, "en", out)
    assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(None, "count", "·"), (0.12345, "percent", "12.3%"), (12345, "count", "12,345"), (0.5, "ratio", "0.5")],
)
def test_values(value: float | None, unit: pages.Unit, text: str) -> None:
    assert format_value(value, unit) == text


def test_the_list_names_every_metric() -> None:
    lines = list_text(pages.keys(), "zh").split("\n")
    assert [line.split()[0] for line in lines] == list(pages.keys())
    assert "激活率" in lines[0]
