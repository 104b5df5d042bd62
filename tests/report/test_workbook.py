"""Workbooks: the same bytes every time, text that stays text, hidden numbers that stay empty."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from commops.report.workbook import as_xlsx
from commops.stats import pages
from commops.stats.table import Row, Table
from property_tests import costly

COLUMNS = ("week", "channel", "joined", "left_n", "source", "open")
ROWS: tuple[Row, ...] = (
    {"week": "2026-W23", "channel": "=1+1", "joined": 12, "left_n": None, "source": "log", "open": 0},
    {"week": "2026-W24", "channel": "@SUM(A1)", "joined": 0, "left_n": 7, "source": "-2", "open": 1},
)
TABLES = {
    "joins": Table("joins", COLUMNS, ROWS, "2026-06-14"),
    "activation_7d": Table(
        "activation_7d",
        ("snapshot", "week", "joiners", "activated", "activation"),
        ({"snapshot": "2026-W24", "week": "2026-W23", "joiners": 31, "activated": 12, "activation": 0.3871},),
    ),
}


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: book.read(name).decode() for name in book.namelist()}


def test_the_same_bytes_every_time() -> None:
    assert as_xlsx(TABLES, "zh") == as_xlsx(TABLES, "zh")
    assert "2000-01-01T00:00:00Z" in parts(as_xlsx(TABLES, "zh"))["docProps/core.xml"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_says_what_it_counts(lang) -> None:
    found = sheets(as_xlsx(TABLES, lang))
    assert list(found) == ["joins", "activation_7d"]
    page = pages.load_page("activation_7d")
    above = [row[0] for row in found["activation_7d"][:6]]
    assert page.formula.get(lang) in above
    assert any(page.definition[:12] in str(line) for line in above)
    head = found["activation_7d"][7]
    assert head[2] == ("新成员 / New members" if lang == "zh" else "New members / 新成员")
    assert found["activation_7d"][8] == ["2026-W24", "2026-W23", 31.0, 12.0, 0.3871]


def test_hidden_numbers_are_empty_and_noughts_are_noughts() -> None:
    rows = sheets(as_xlsx(TABLES, "zh"))["joins"][8:]
    assert [row[2:4] for row in rows] == [[12.0, ""], [0.0, 7.0]]


def test_what_begins_like_a_formula_is_text() -> None:
    data = as_xlsx(TABLES, "zh")
    assert [row[1] for row in sheets(data)["joins"][8:]] == ["=1+1", "@SUM(A1)"]
    xml = parts(data)
    assert not [name for name, text in xml.items() if name.startswith("xl/worksheets/") and re.search(r"<f[ >]", text)]
    assert all("hyperlink" not in text for text in xml.values())


def test_the_head_stays_in_sight_and_numbers_have_a_format() -> None:
    xml = parts(as_xlsx(TABLES, "zh"))
    assert 'state="frozen"' in xml["xl/worksheets/sheet1.xml"]
    assert 'ySplit="8"' in xml["xl/worksheets/sheet1.xml"]
    assert 'formatCode="0.0%"' in xml["xl/styles.xml"]


def test_no_table_is_a_workbook_too() -> None:
    assert list(sheets(as_xlsx({}, "en"))) == ["-"]


@costly
@given(st.text(max_size=40))
def test_any_name_of_a_channel_can_be_written(name: str) -> None:
    table = Table("joins", COLUMNS, ({**ROWS[0], "channel": name},), "2026-06-14")
    data = as_xlsx({"joins": table}, "en")
    assert not re.search(r"<f[ >]", parts(data)["xl/worksheets/sheet1.xml"])
    assert len(sheets(data)["joins"]) == 9
