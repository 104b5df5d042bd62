"""The chart forms of reports: values become coordinates, sums hold, and what is hidden is neither 0 nor invented."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.site.charts.box import Box, boxes
from commops.site.charts.diverging import diverging
from commops.site.charts.figure import Words
from commops.site.charts.flow import Column, Group, flow
from commops.site.charts.grid import heat, triangle
from commops.site.charts.scatter import Spot, medians, scatter
from commops.site.charts.series import Marker
from commops.site.charts.stacked import Row, stacked

WORDS = Words("Title <script>", "Summary & more", "Table")
HOSTILE = '<script>alert("x")</script>'


def shapes(svg, tag, kind):
    return [one for one in ET.fromstring(svg).iter(tag) if kind in (one.get("class") or "").split()]


def size(shape, name):
    return float(shape.get(name))


def test_bars_up_and_down_share_one_scale():
    svg = diverging(WORDS, ["a", "b"], [100, 50], [20, None], names=("in", "out"), markers=[Marker(0, "1", HOSTILE)])
    up, down = shapes(svg, "rect", "co-up"), shapes(svg, "rect", "co-down")
    assert size(up[0], "height") == pytest.approx(2 * size(up[1], "height"), abs=0.2)
    assert size(up[0], "height") == pytest.approx(5 * size(down[0], "height"), abs=0.3)
    assert size(up[0], "y") + size(up[0], "height") == pytest.approx(size(down[0], "y"), abs=0.2)
    assert len(shapes(svg, "rect", "co-stub")) == 1
    assert "<script>" not in svg


def test_a_week_of_nobody_is_no_withheld_week():
    svg = diverging(WORDS, ["a"], [5], [0], names=("in", "out"))
    assert shapes(svg, "rect", "co-stub") == []
    assert size(shapes(svg, "rect", "co-down")[0], "height") == 0


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.floats(0, 1e6))
def test_the_parts_of_a_bar_fill_it(parts, unknown):
    svg = stacked(WORDS, [str(number) for number in range(len(parts))], [Row(HOSTILE, "n", parts, unknown)])
    assert "nan" not in svg
    assert "<script>" not in svg
    found = [*shapes(svg, "rect", "co-part"), *shapes(svg, "rect", "co-cell--none")]
    assert found
    assert all(size(one, "x") >= -0.1 and size(one, "x") + size(one, "width") <= 481 for one in found)


def test_parts_are_as_wide_as_their_share_and_unknown_ones_are_dashed():
    svg = stacked(WORDS, ["a", "b"], [Row("r", "", [3, 1], 4), Row("nothing", "", [0, 0])])
    first, second = shapes(svg, "rect", "co-part")
    assert size(first, "width") + 1.5 == pytest.approx(180)
    assert size(second, "x") == pytest.approx(180)
    assert len(shapes(svg, "rect", "co-cell--none")) == 2  # the unknown half, and the bar of nothing
    assert "38%" in svg


def test_a_box_spans_its_quartiles_and_few_values_have_none():
    rows = [Box("a", [(v, HOSTILE) for v in (0.1, 0.2, 0.3, 0.4, 1.0)], (0.2, 0.3, 0.4)), Box("b", [(0.5, "x")], None)]
    svg = boxes(WORDS, rows, show=str)
    (box,) = shapes(svg, "rect", "co-box")
    dots = [size(dot, "cx") for dot in shapes(svg, "circle", "co-point")]
    assert size(box, "x") == pytest.approx(dots[1], abs=0.1)
    assert size(box, "x") + size(box, "width") == pytest.approx(dots[3], abs=0.2)
    assert size(shapes(svg, "line", "co-median")[0], "x1") == pytest.approx(dots[2], abs=0.1)
    assert len(dots) == 6
    assert "<script>" not in svg


def test_points_stand_at_their_values_and_medians_need_three():
    spots = [Spot(1, 1, "a"), Spot(1, 2, "b"), Spot(1, 4, HOSTILE), Spot(2, 1, "d"), Spot(2, 1, "e")]
    assert medians(spots) == [(1, 2, 3)]
    svg = scatter(WORDS, spots, axes=("x", "y"), level=1)
    ys = [size(dot, "cy") for dot in shapes(svg, "circle", "co-spot")]
    assert ys[0] - ys[1] == pytest.approx((ys[0] - ys[2]) / 3, abs=0.2)
    assert size(shapes(svg, "line", "co-level")[0], "y1") == pytest.approx(ys[0], abs=0.1)
    assert "<script>" not in svg


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1e4)), max_size=30))
def test_points_stay_in_their_box(pairs):
    svg = scatter(WORDS, [Spot(x, y, "n") for x, y in pairs], axes=("x", "y"))
    assert "nan" not in svg
    for dot in shapes(svg, "circle", "co-spot"):
        assert 0 <= size(dot, "cx") <= 480
        assert 0 <= size(dot, "cy") <= 280


GROUPS = [Group("a", "A", 1), Group("b", HOSTILE, 2), Group("-", "Away", 0, loose=True)]


def thickness(band):
    """At its start: the way back ends as far below the start as the band is thick."""
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", band.get("d"))]
    return numbers[-1] - numbers[1]


def test_bands_are_as_thick_as_the_people_and_withheld_ones_are_dotted():
    columns = [Column("May", {"a": 30, "b": 10}), Column("June", {"a": 20, "b": None})]
    svg = flow(WORDS, GROUPS, columns, [{("a", "a"): 20, ("a", "b"): 10, ("b", "b"): None, ("-", "a"): 0}])
    thick = [thickness(band) for band in shapes(svg, "path", "co-flow__band")]
    assert thick[0] == pytest.approx(2 * thick[1], abs=0.2)
    assert len(shapes(svg, "path", "co-flow__few")) == 1
    nodes = shapes(svg, "rect", "co-flow__node")
    assert size(nodes[0], "height") == pytest.approx(thick[0] + thick[1], abs=0.2)
    assert "<script>" not in svg


@given(st.dictionaries(st.tuples(st.sampled_from("ab-"), st.sampled_from("ab-")), st.none() | st.integers(0, 10**6)))
def test_any_flow_can_be_drawn(moves):
    svg = flow(WORDS, GROUPS, [Column("x", {"a": 5}), Column("y", {})], [moves])
    assert "nan" not in svg
    assert len(shapes(svg, "path", "co-flow__band")) == sum(bool(count) for count in moves.values())
    assert len(shapes(svg, "path", "co-flow__few")) == sum(count is None for count in moves.values())


def test_cells_whose_time_has_not_come_are_grey_and_withheld_ones_dashed():
    svg = triangle(
        WORDS, [("x", "9")], ["1", "2", "3"], [[0, None, None]], hidden=[[False, True, False]], censored=True
    )
    kinds = re.findall(r'class="co-cell ([^"]+)"', svg)
    assert kinds == ["co-h0", "co-cell--none", "co-cell--open"]
    assert "0%" in svg


def test_marks_stand_on_their_cells():
    svg = heat(WORDS, ["Mon"], ["0", "1"], [[1, 2]], marks={(0, 1): "3"})
    ring = next(one for one in ET.fromstring(svg).iter("circle"))
    cell = list(ET.fromstring(svg).iter("rect"))[1]
    assert size(ring, "cx") == pytest.approx(size(cell, "x") + size(cell, "width") / 2)
