"""Workbooks: dates as numbers, several sheets, and files that were built to hurt."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tablekit import EVENT, day, fixed, put, skipped, xlsx

from commops.tables.store import TableStore
from property_tests import costly

pytest.importorskip("python_calamine")

SHEET = [
    ["工作坊报名", "", ""], ["姓名", "手机号", "报名时间"], ["测试甲", 13800138001, 46327.5], ["", "", ""],
    ["测试乙", "138-0013-8002", "2026年11月2日"], ["合计", 2, ""],
]  # fmt: skip


@pytest.mark.parametrize("dates", [False, True])
def test_numbers_and_dates_of_a_workbook(tmp_path: Path, dates: bool) -> None:
    report = put(tmp_path, xlsx(SHEET, dates=dates), "signup.xlsx", event=EVENT)
    assert (report.kind, report.parsed, skipped(report)) == ("registrations", 2, {"total": 1})
    assert [row["day_n"] for row in TableStore(tmp_path).rows("registrations")] == [
        day("2026-11-01"),
        day("2026-11-02"),
    ]


def test_other_sheets_are_counted_and_left_out(tmp_path: Path) -> None:
    report = put(tmp_path, xlsx([["说明", "x"], ["请勿外传", "y"]], SHEET), "signup.xlsx", event=EVENT)
    assert (report.parsed, skipped(report)) == (2, {"other-table": 2, "total": 1})
    assert report.skipped["other-table"].first == "sheet 1 row 1"


def test_the_same_people_from_a_workbook_and_from_text(tmp_path: Path) -> None:
    put(tmp_path, xlsx(SHEET), "signup.xlsx", event=EVENT)
    put(tmp_path, "姓名,手机号,报名时间\n测试甲,13800138001,2026-11-01\n", event=EVENT)
    assert len(TableStore(tmp_path).merged("attendance")) == 2


def member(name: str, data: bytes) -> bytes:
    """The workbook with one member replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(SHEET))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(fixed(info.filename), data if info.filename == name else old.read(info))
    return out.getvalue()


FAR = b'<worksheet><sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (member("xl/worksheets/sheet1.xml", FAR), "too large"),
        (member("xl/worksheets/sheet1.xml", b" " * (40 << 20)), "bomb"),
        (member("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "damaged"),
        (member("xl/workbook.xml", b"<workbook/>"), "header"),
    ],
)
def test_a_workbook_that_was_built_to_hurt(tmp_path: Path, content: bytes, word: str) -> None:
    report = put(tmp_path, content, "x.xlsx", event=EVENT)
    assert report.problem is not None
    assert word in report.problem.what.en


@costly
@given(data=st.data())
def test_a_workbook_cut_or_changed_anywhere(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = xlsx(SHEET)
    start = data.draw(st.integers(0, len(whole)))
    changed = whole[:start] + data.draw(
        st.one_of(st.just(b""), st.binary(min_size=1, max_size=9).map(lambda b: b + whole[start + len(b) :]))
    )
    report = put(tmp_path_factory.mktemp("x") / "ws", changed, "x.xlsx", event=EVENT)
    assert report.problem or report.records == report.parsed + sum(skip.count for skip in report.skipped.values())
