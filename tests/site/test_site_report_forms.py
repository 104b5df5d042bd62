"""The chart forms of the Monday brief, order, campaigns and the pack: sums, gaps that are no 0, nothing unsafe."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.site.charts import rows
from commops.site.charts.bullet import Goal, bullet
from commops.site.charts.curve import curve
from commops.site.charts.figure import Words
from commops.site.charts.gantt import Task, gantt
from commops.site.charts.histogram import binned, histogram
from commops.site.charts.lift import Lift, lift
from commops.site.charts.lorenz import known_points, lorenz
from commops.site.charts.pareto import pareto, ranked, shares
from commops.site.charts.series import Series
from commops.site.charts.sources import Source, sources
from commops.site.charts.steps import Limit, steps
from commops.site.charts.waterfall import Part, planned, spent, to_come, waterfall

WORDS = Words("A <b> & title", "Summary", "Table")
AMOUNT = st.floats(0, 1e6)
HOSTILE = '</text><script>alert(1)</script>"'
PLACES = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height")


def parse(svg):
    assert "nan" not in svg
    assert "inf" not in svg
    return ET.fromstring(svg)


def within(svg, slack=8.0):
    """Every place lies in the drawing."""
    root = parse(svg)
    _, _, wide, high = (float(part) for part in root.get("viewBox").split())
    for one in root.iter():
        for name in PLACES:
            if one.get(name) is not None:
                assert -slack <= float(one.get(name)) <= max(wide, high) + slack
    return root


def bars(root, word):
    return [one for one in root.iter("rect") if word in (one.get("class") or "").split()]


def every_form(name):
    return (
        bullet(Words(name, name, name), Goal(3, 0, 10, 5, 2, 0.5)),
        steps(WORDS, [name], [Series(name, [1])], limits=[Limit(2, name)]),
        pareto(WORDS, [(name, 3)]),
        histogram(WORDS, [(name, 3), (name, None)]),
        lift(WORDS, [Lift(name, 1.0, 0.5, 1.5)]),
        waterfall(WORDS, [Part(name, 5, None)], name, str),
        gantt(WORDS, [Task(name, 3)], 0, name),
        lorenz(WORDS, [(0.0, 0.0), (1.0, 1.0)], name, name),
        sources(WORDS, [Source(name, 0.5, name)]),
        curve(WORDS, [1], [name], [Series(name, [0.5])], {}),
    )


def test_names_cannot_become_markup():
    for svg in every_form(HOSTILE):
        root = parse(svg)
        assert root.find(".//script") is None
        assert "<script" not in svg
        assert root.get("role") == "img"


def test_two_drawings_of_a_page_have_different_ids():
    found = [name for svg in every_form("x") for name in re.findall(r' id="([^"]+)"', svg)]
    assert len(found) == len(set(found))


# Bullet bars ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "mood"),
    [
        (Goal(40, 31, 40, 33, 28, 0.5), "met"),
        (Goal(27, 31, 40, 33, 28, 0.5), "alert"),
        (Goal(30, 31, 40, 33, 28, 0.5), "warn"),
        (Goal(33, 31, 40, 33, 28, 0.5), "late"),
        (Goal(36, 31, 40, 33, 28, 0.5), "on"),
        (Goal(20, 41, 20, 35, 60, 0.5), "met"),  # less is better
        (Goal(61, 41, 20, 35, 60, 0.5), "alert"),
        (Goal(40, 41, 20, 35, 60, 0.5), "warn"),
        (Goal(30, 41, 20, 35, 60, 0.5), "on"),
        (Goal(None, 41, 20, 35, 60, 0.5), "unknown"),
        (Goal(5, 0, 10), "on"),
    ],
)
def test_a_number_is_judged_by_its_lines_then_by_the_time(goal, mood):
    assert goal.mood == mood


@given(st.none() | st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.none() | st.floats(0, 1))
def test_a_bullet_stays_in_its_box(value, baseline, target, elapsed):
    root = within(bullet(WORDS, Goal(value, baseline, target, elapsed=elapsed)))
    assert len(bars(root, "co-target")) == 1
    assert bool(bars(root, "co-cell--none")) is (value is None)


def test_a_value_of_nothing_has_a_bar_and_an_unknown_one_has_none():
    assert bars(parse(bullet(WORDS, Goal(0, 0, 10))), "co-fill")
    assert not bars(parse(bullet(WORDS, Goal(None, 0, 10))), "co-fill")


# Steps and curves ----------------------------------------------------------------------------------------------------


@given(st.lists(st.none() | AMOUNT, min_size=1, max_size=40), AMOUNT)
def test_steps_break_where_a_value_is_missing(values, limit):
    svg = steps(WORDS, [str(n) for n in range(len(values))], [Series("x", values)], limits=[Limit(limit, "line")])
    root = within(svg)
    drawn = [one for one in root.iter("path") if "co-line" in (one.get("class") or "")]
    runs = len([part for part in re.split("N+", "".join("N" if v is None else "v" for v in values)) if part])
    assert len(drawn) == runs
    assert sum(1 for one in root.iter("line") if "co-limit" in (one.get("class") or "")) == 1


def test_a_step_holds_until_the_next_value():
    svg = steps(WORDS, ["a", "b"], [Series("x", [1, 2])])
    points = re.findall(r"[ML]([\d.]+) ([\d.]+)", re.search(r'd="(M[^"]+)"', svg)[1])
    assert points[0][1] == points[1][1]
    assert points[1][0] == points[2][0]


def test_a_curve_lies_on_its_band_and_has_gaps():
    svg = curve(WORDS, [1, 4, 8], list("abc"), [Series("x", [0.2, None, 0.1])], {1: (0.15, 0.21), 8: (0.08, 0.1)})
    root = within(svg)
    assert svg.count('class="co-band"') == 1
    assert sum(1 for _ in root.iter("circle")) == 2


# Pareto and histogram ------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.text(max_size=9), st.integers(0, 999)), max_size=20))
def test_a_pareto_ends_at_the_whole(counts):
    found = ranked(counts)
    assert [count for _, count in found] == sorted((count for _, count in counts), reverse=True)
    together = shares(found)
    assert together == sorted(together)
    if sum(count for _, count in counts):
        assert together[-1] == pytest.approx(1)


def test_a_pareto_has_a_bar_for_each_cause():
    root = within(pareto(WORDS, [("a", 6), ("b", 3), ("c", 1)]))
    widths = [float(one.get("width")) for one in bars(root, "co-bar")]
    assert widths == pytest.approx([rows.WIDTH, rows.WIDTH / 2, rows.WIDTH / 6], abs=0.1)


@given(st.lists(st.integers(0, 60), max_size=60), st.integers(0, 8))
def test_no_bin_stands_for_few_and_bins_add_up(values, least):
    bins = binned(values, (0, 1, 3, 7, 14, 30), least=least)
    if 0 < len(values) < least:
        assert bins == []
        return
    assert sum(one.count for one in bins) == len(values)
    assert all(one.count == 0 or one.count >= least for one in bins)
    assert bins[0].start == 0
    assert bins[-1].end is None
    assert all(one.end == other.start for one, other in pairwise(bins))
    for one in bins:
        assert one.count == sum(one.start <= v and (one.end is None or v < one.end) for v in values)


def test_a_withheld_bin_is_dotted_and_none_is_not():
    root = within(histogram(WORDS, [("a", 0), ("b", None), ("c", 7)]))
    assert len(bars(root, "co-cell--none")) == 1
    assert [float(one.get("height")) > 0 for one in bars(root, "co-bar")] == [False, True]
    assert [one.text for one in root.iter("text")][::2] == ["0", "–", "7"]


# Money ---------------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(AMOUNT, st.none() | AMOUNT), min_size=1, max_size=12))
def test_a_waterfall_ends_where_its_lines_end(amounts):
    parts = [Part(str(n), plan, actual) for n, (plan, actual) in enumerate(amounts)]
    root = within(waterfall(WORDS, parts, "total", lambda amount: f"{amount:.0f}"))
    whole = spent(parts) + to_come(parts)
    assert whole == pytest.approx(sum(p if a is None else a for p, a in amounts))
    assert planned(parts) == pytest.approx(sum(p for p, _ in amounts))
    solid = [one for one in bars(root, "co-bar") if "co-bar--now" not in one.get("class")]
    assert len(solid) == sum(a is not None for _, a in amounts)
    total = bars(root, "co-bar--now")[0]
    if spent(parts) > whole / 50:
        drawn = sum(float(one.get("width")) for one in solid)
        assert float(total.get("width")) <= drawn + 1


def test_each_line_of_a_waterfall_begins_where_the_one_before_ended():
    root = parse(waterfall(WORDS, [Part("a", 60, 60), Part("b", 30, None), Part("c", 10, 10)], "total", str))
    found = [(float(one.get("x")), float(one.get("width"))) for one in (*bars(root, "co-bar"), *bars(root, "co-open"))]
    (a, total_a), (c, _), (total, whole), (b, wide_b), (rest, _) = found
    assert a == 0
    assert b == pytest.approx(total_a, abs=0.2)
    assert c == pytest.approx(b + wide_b, abs=0.2)
    assert total == 0
    assert rest == pytest.approx(whole, abs=0.2)


# Events --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (Lift("x", 1.3, 0.7, 1.2), "above"),
        (Lift("x", 0.5, 0.7, 1.2), "below"),
        (Lift("x", 1.2, 0.7, 1.2), "within"),
        (Lift("x", None, 0.7, 1.2), "unknown"),
        (Lift("x", 1.3, None, None), "unknown"),
    ],
)
def test_a_lift_counts_only_outside_the_band(one, verdict):
    assert one.verdict == verdict


@given(st.lists(st.tuples(*[st.none() | st.floats(0, 50)] * 3), max_size=8))
def test_lifts_stay_in_their_box(values):
    root = within(lift(WORDS, [Lift("x", *one) for one in values]))
    assert sum(1 for _ in root.iter("circle")) == sum(value is not None for value, _, _ in values)
    assert len(bars(root, "co-cell--none")) == sum(value is None for value, _, _ in values)


DAY = st.integers(-60, 60)


@given(st.lists(st.tuples(DAY, st.none() | DAY, st.none() | DAY), max_size=12), st.integers(-400, 400))
def test_tasks_stay_in_their_box(days, today):
    root = within(gantt(WORDS, [Task("x", due, after, done) for due, after, done in days], today, "today"))
    assert sum(1 for _ in root.iter("polygon")) == len(days)
    assert sum(1 for _ in root.iter("circle")) == sum(done is not None for _, _, done in days)


def test_the_state_of_a_task():
    tasks = (Task("a", -3), Task("a", 3), Task("a", -3, done=-3), Task("a", -3, done=-1), Task("a", 1, dropped=True))
    assert [task.state(0) for task in tasks] == ["overdue", "open", "done", "late", "dropped"]


# Sources and concentration -------------------------------------------------------------------------------------------


def test_a_source_is_split_into_let_in_and_refused():
    root = within(sources(WORDS, [Source("a", 0.25, "40"), Source("b", None, "–"), Source("c", 0.0, "9", few=True)]))
    good, refused = bars(root, "co-bar--now"), bars(root, "co-refused")
    assert [float(one.get("width")) for one in good] == [rows.WIDTH / 4]
    assert [float(one.get("width")) for one in refused] == [rows.WIDTH * 3 / 4, rows.WIDTH]
    assert len(bars(root, "co-cell--none")) == 1
    assert len(bars(root, "co-few")) == 1


def test_only_published_shares_are_points_of_the_curve():
    assert known_points(None, 0.7, 10, 250) == [(0, 0), (0.9, pytest.approx(0.3)), (0.96, 0.5), (1, 1)]
    assert known_points(None, None, None, 250) == [(0, 0), (1, 1)]
    root = within(lorenz(WORDS, known_points(0.2, 0.7, 10, 250), "speakers", "messages"))
    assert sum(1 for _ in root.iter("circle")) == 3


@given(st.text(max_size=80), st.integers(0, 400))
def test_a_name_is_cut_to_its_room(name, room):
    cut = rows.clip(name, room)
    assert cut == name or (cut.endswith("…") and len(cut) <= len(name) + 1)
