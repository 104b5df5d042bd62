"""Likeness of texts against plain counting, and the search for pairs against comparing all of them."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from calendarkit import hits, post, published, workspace
from hypothesis import given
from hypothesis import strategies as st

from commops.posting.shingles import alike, likeness, shingles

TEXTS = st.text(alphabet="读书夜ab ，\n", max_size=40)
THRESHOLDS = st.sampled_from([0.5, 0.6, 0.75, 0.8, 0.9, 1.0])


def oracle(one: str, other: str) -> Fraction:
    """The Jaccard index of all runs of four word characters, counted one by one."""

    def runs(text: str) -> list[str]:
        plain = [char for char in text.lower() if char.isalnum()]
        found = []
        for place in range(len(plain)):
            run = "".join(plain[place : place + 4])
            if len(run) == 4 and run not in found:
                found.append(run)
        return found

    first, second = runs(one), runs(other)
    shared = sum(run in second for run in first)
    both = len(first) + len(second) - shared
    return Fraction(shared, both) if both else Fraction(0)


@given(TEXTS, TEXTS)
def test_likeness_is_the_jaccard_index(one, other):
    assert likeness(shingles(one), shingles(other)) == pytest.approx(float(oracle(one, other)))


@given(st.lists(TEXTS, max_size=12), THRESHOLDS)
def test_no_pair_is_missed_and_none_is_made_up(texts, least):
    found = {(earlier, later): value for earlier, later, value in alike([shingles(text) for text in texts], least)}
    expected = {
        (one, other): oracle(texts[one], texts[other])
        for one, other in itertools.combinations(range(len(texts)), 2)
        if oracle(texts[one], texts[other]) >= Fraction(str(least)) and shingles(texts[one])
    }
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(float(expected[pair])) for pair in expected)


LONG = "今晚八点，一起读第三章。带上书和一杯热茶，读二十分钟，再聊三个问题，九点前散场，不用开摄像头。"


@given(st.integers(0, len(LONG)), st.text(alphabet="新旧快慢", max_size=8))
def test_an_edit_of_a_real_text(place, words):
    changed = LONG[:place] + words + LONG[place:]
    assert likeness(shingles(LONG), shingles(changed)) == pytest.approx(float(oracle(LONG, changed)))


def test_addresses_punctuation_and_case_do_not_count():
    assert shingles("Read on, https://a.example/1!") == shingles("read... ON https://b.example/2")


def test_the_percentage_told_is_rounded_down_and_names_the_nearest(tmp_path):
    files = {
        **published("2026-11-01T20:00+08:00", "first", body=LONG.replace("二十", "三十")),
        **published("2026-11-10T20:00+08:00", "second", body=LONG),
        **post("2026-11-25T20:00+08:00", "third", body=LONG.replace("三章", "四章")),
    }
    (hit,) = hits(workspace(tmp_path, files), "near-duplicate")
    expected = oracle(LONG, LONG.replace("三章", "四章"))
    assert hit.facts["percent"] == int(100 * expected)
    assert hit.value == "2026-11-10-second"


@pytest.mark.parametrize(("day", "count"), [("2026-10-26", 1), ("2026-10-25", 0)])
def test_thirty_days_later_is_no_repeat(tmp_path, day, count):
    files = {
        **published(f"{day}T20:01+08:00", "first", body=LONG),
        **post("2026-11-25T20:00+08:00", "second", body=LONG),
    }
    assert len(hits(workspace(tmp_path, files), "near-duplicate")) == count
