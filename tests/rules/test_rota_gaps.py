"""Gaps of the week: against counting every minute, and over Sunday midnight."""

from hypothesis import given
from hypothesis import strategies as st

from commops.rules.rota_covered import uncovered
from commops.workspace.hours import spans_of

WEEK = 7 * 1440
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
clock = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
row = st.fixed_dictionaries(
    {"from": clock, "to": clock, "days": st.lists(st.sampled_from(DAYS), min_size=1, unique=True)}
)


@given(st.lists(row, max_size=6), st.lists(row, max_size=4))
def test_the_gaps_are_the_minutes_that_nothing_covers(shifts, quiet):
    spans = spans_of(shifts), spans_of(quiet)
    covered = {minute % WEEK for group in spans for start, end in group for minute in range(start, end)}
    gaps = uncovered(*spans)
    open_minutes = [minute % WEEK for start, end in gaps for minute in range(start, end)]
    assert sorted(open_minutes) == sorted(set(range(WEEK)) - covered)
    assert all(start < end for start, end in gaps)


def test_a_gap_over_sunday_midnight_is_one():
    days = [{"from": "02:00", "to": "22:00"}]
    gaps = uncovered(spans_of(days))
    assert len(gaps) == 7
    assert gaps[-1] == (6 * 1440 + 22 * 60, WEEK + 120)


def test_a_shift_without_length_lasts_a_day():
    assert uncovered(spans_of([{"from": "09:00", "to": "09:00"}])) == []


def test_nobody_at_all():
    assert uncovered([]) == [(0, WEEK)]
