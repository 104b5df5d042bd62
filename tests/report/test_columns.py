"""Columns in the units of the formats, on lines with Chinese and with emoji."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.findings import Location
from commops.report.columns import code_points, span, utf8, utf16

LINE = "标题👩: 乱 b"


@pytest.mark.parametrize(
    ("measure", "columns"), [(code_points, (6, 7)), (utf16, (7, 8)), (utf8, (13, 16))], ids=["points", "utf16", "utf8"]
)
def test_the_same_place_in_each_unit(measure, columns):
    assert LINE[5] == "乱"
    assert span(Location("a", 1, 6, 1), LINE, measure) == columns


@given(st.text(max_size=30), st.text(min_size=1, max_size=8), st.text(max_size=30))
def test_units_agree_with_the_encoders(before, marked, after):
    line = before + marked + after
    at = Location("a", 1, len(before) + 1, len(marked))
    data = line.encode()
    start, end = span(at, line, utf8)
    assert data[start - 1 : end - 1].decode() == marked
    data = line.encode("utf-16-le")
    start, end = span(at, line, utf16)
    assert data[2 * start - 2 : 2 * end - 2].decode("utf-16-le") == marked


@given(st.integers(1, 50), st.integers(0, 50))
def test_a_place_never_leaves_its_line(column, length):
    found = span(Location("a", 1, column, length), LINE)
    assert found is None if length == 0 else 1 <= found.start <= found.end <= len(LINE) + 1


def test_no_line_no_columns():
    assert span(Location("a", 1, 2, 3), None) is None
