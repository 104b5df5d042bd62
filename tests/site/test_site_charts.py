"""Charts: the drawing fits its box, screen readers get words, and the numbers stand in a table."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.site.charts.figure import Data, Words, brief, exact, figure, ticks
from commops.site.charts.grid import heat, step, triangle
from commops.site.charts.meter import meter
from commops.site.charts.series import Marker, Series, bars, lines, spark

WORDS = Words("Members <now>", "From 1 to 3", "Table")
VALUES = st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=60)


def parse(svg):
    return ET.fromstring(svg)


def numbers(svg):
    for path in re.findall(r' d="([^"]+)"', svg):
        yield from (float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path))


def test_a_drawing_names_itself_and_uses_no_colour_of_its_own():
    root = parse(lines(WORDS, ["a", "b"], [Series("x", [1, 3], area=True)]))
    assert root.find("title").text == "Members <now>"
    assert root.find("desc").text == "From 1 to 3"
    assert root.get("role") == "img"
    assert "#" not in lines(WORDS, ["a", "b"], [Series("x", [1, 3])])


@given(VALUES)
def test_lines_and_bars_stay_inside_their_box(values):
    labels = [str(number) for number in range(len(values))]
    for svg in (lines(WORDS, labels, [Series("x", values, area=True)]), bars(WORDS, labels, values)):
        parse(svg)
        assert "nan" not in svg
        assert all(-1 <= number <= 481 for number in numbers(svg))


def test_a_missing_number_is_a_gap():
    svg = lines(WORDS, list("abcde"), [Series("x", [1, 2, None, 2, 1])])
    assert len(re.findall(r'class="co-line', svg)) == 2
    assert svg.count("<path") == 2


def test_events_are_marked_with_their_names():
    svg = bars(WORDS, ["a", "b"], [1, 2], markers=[Marker(1, "1", "Fair & square")])
    assert "<title>Fair &amp; square</title>" in svg


def test_the_same_numbers_give_the_same_bytes():
    data = [0.1 + 0.2, 1 / 3, 2.0]
    assert lines(WORDS, list("abc"), [Series("x", data)]) == lines(WORDS, list("abc"), [Series("x", list(data))])


@pytest.mark.parametrize(
    ("top", "marks"), [(0, [0, 1]), (1, [0, 0.25, 0.5, 0.75, 1]), (107, [0, 50, 100, 150]), (7, [0, 2, 4, 6, 8])]
)
def test_axes_have_round_numbers(top, marks):
    assert ticks(top) == pytest.approx(marks)


@given(st.floats(1e-6, 1e9))
def test_an_axis_covers_its_data(top):
    marks = ticks(top)
    assert marks[0] == 0
    assert marks[-1] >= top * 0.999
    assert len(marks) <= 12


def test_numbers_are_short_on_axes_and_whole_in_words():
    assert [brief(v) for v in (1200, 1000, 0.5, 3, 0.125)] == ["1.2k", "1k", "0.5", "3", "0.12"]
    assert [exact(v) for v in (1200, 3, 3.14)] == ["1,200", "3", "3.1"]


def test_cells_are_darker_for_more_and_dotted_when_withheld():
    svg = heat(WORDS, ["Mon"], ["0", "1", "2", "3"], [[0, 1, 100, None]])
    assert re.findall(r'class="(co-cell [^"]+)"', svg) == [
        "co-cell co-h0",
        "co-cell co-h1",
        "co-cell co-h6",
        "co-cell co-cell--none",
    ]
    assert step(0, 0) == 0


def test_the_triangle_tells_withheld_from_not_yet():
    svg = triangle(WORDS, [("June", "29")], ["1", "2", "3"], [[0.2, None, None]], hidden=[[False, True, False]])
    assert svg.count("co-cell--none") == 1
    assert svg.count("<rect") == 2
    assert "20%" in svg


@pytest.mark.parametrize(
    ("baseline", "target", "value", "width"),
    [(0, 10, 5, 500), (41, 20, 30.5, 500), (0, 10, 99, 1000), (0, 10, -3, 6), (5, 5, 5, None), (0, 1, None, None)],
)
def test_progress_also_counts_downwards(baseline, target, value, width):
    svg = meter(WORDS, baseline, target, value, elapsed=0.5)
    found = re.search(r'width="(\d+)"[^>]*class="co-fill', svg)
    assert (int(found[1]) if found else None) == width


def test_a_bar_behind_the_time_says_so():
    assert "co-fill--late" in meter(WORDS, 0, 10, 1, elapsed=0.9)
    assert "co-fill--late" not in meter(WORDS, 0, 10, 9, elapsed=0.9)


def test_a_spark_needs_two_values():
    assert spark(WORDS, [None, 1]) == ""
    parse(spark(WORDS, [1, None, 1]))


def test_a_figure_holds_its_numbers():
    made = figure(WORDS, lines(WORDS, ["a"], [Series("x", [1])]), Data(["Week", "n"], [["W1", "<5"]]), now="1")
    assert "<td>&lt;5</td>" in made
    assert "<b>1</b>" in made
    assert "data-search-exclude" in made
