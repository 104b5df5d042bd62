"""Funnels: bars are as long as their counts, and a step without a number is neither 0 nor invented."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.site.charts.figure import Words
from commops.site.charts.funnel import Captions, Stage, funnel, funnel_data, rates, share

WORDS = Words("Funnel <b>", "From 2,000 to 31", "Table")
CAPTIONS = Captions("Step", "People", "of the step before", "of the first")
STAGES = [Stage("Saw", 2000), Stage("Joined", 500), Stage("Spoke", None, "too few"), Stage("Core", 10)]


def bars(svg):
    groups = (one for one in ET.fromstring(svg).iter("g") if one.get("class") == "co-funnel__step")
    return [float(group.findall("rect")[1].get("width")) if len(group.findall("rect")) > 1 else 0 for group in groups]


def test_bars_are_as_long_as_their_counts():
    assert bars(funnel(WORDS, STAGES, CAPTIONS)) == pytest.approx([480, 120, 2.4])
    assert bars(funnel(WORDS, STAGES[:2], CAPTIONS, small=True, top=4000)) == pytest.approx([160, 40])


def test_a_hidden_step_is_said_as_such_and_is_no_zero():
    svg = funnel(WORDS, STAGES, CAPTIONS)
    assert svg.count("co-cell--none") == 1
    assert "too few" in svg
    assert funnel_data(STAGES, CAPTIONS).rows[2] == ["Spoke", "too few", "–", "–"]
    zero = funnel(WORDS, [Stage("a", 5), Stage("b", 0)], CAPTIONS)
    assert bars(zero) == [480, 0]
    assert "co-cell--none" not in zero


def test_no_share_is_taken_over_a_gap():
    assert rates(STAGES) == [(None, None), (0.25, 0.25), (None, None), (None, 0.005)]
    assert rates([Stage("a", 0), Stage("b", 0)]) == [(None, None), (None, None)]


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (0.25, "25%"), (0.034, "3.4%"), (0.03, "3%"), (1.2, "120%")])
def test_shares_are_short(value, text):
    assert share(value) == text


@given(st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=12), st.booleans())
def test_any_counts_give_a_drawing_within_its_box(counts, small):
    svg = funnel(WORDS, [Stage(f"<s{n}>", count, "hidden") for n, count in enumerate(counts)], CAPTIONS, small=small)
    assert "nan" not in svg
    assert "<s0>" not in svg
    assert all(0 <= width <= 480 for width in bars(svg))


def test_the_drawing_is_named_by_its_own_title():
    root = ET.fromstring(funnel(WORDS, STAGES, CAPTIONS))
    assert root.find("title").get("id") == root.get("aria-labelledby")
    assert root.find("desc").get("id") == root.get("aria-describedby")
    other = ET.fromstring(funnel(WORDS, STAGES[:2], CAPTIONS))
    assert other.get("aria-labelledby") != root.get("aria-labelledby")
