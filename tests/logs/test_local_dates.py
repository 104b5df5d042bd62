"""Dates of every country: read from a line, and the order of their numbers found from a whole file."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.logs.local_dates import STAMP, Order, custom, infer, wall

EXPRESSION = re.compile(STAMP, re.I)

HALVES = [
    ("1/2/18, 12:05 AM", 0), ("1/2/18, 12:05 PM", 12), ("1/2/18, 1:05\u202fPM", 13), ("1/2/18, 1:05\u00a0p. m.", 13),
    ("1/2/18, 1:05 a.m.", 1), ("2018/1/2 上午12:05", 0), ("2018/1/2 下午1:05", 13), ("2018/1/2 凌晨3:05", 3),
    ("2018/1/2 早上8:05", 8), ("2018/1/2 中午11:05", 11), ("2018/1/2 中午12:05", 12), ("2018/1/2 中午1:05", 13),
    ("2018/1/2 晚上9:05", 21), ("2018/1/2 午後9:05", 21), ("2018. 1. 2. 오전 9:05", 9), ("2018. 1. 2. 오후 9:05", 21),
    ("2/1/2018 9:05 π.μ.", 9), ("2/1/2018 9:05 μ.μ.", 21), ("٢/١/٢٠١٨، ٩:٠٥ م", 21), ("٢/١/٢٠١٨، ٩:٠٥ ص", 9),
    ("2/1/2018, 9:05 CH", 21), ("2/1/2018, 9:05 SA", 9), ("2018-01-02 21:05", 21), ("2.1.2018 klo 21.05", 21),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hour"), HALVES)
def test_halves_of_the_day(text: str, hour: int) -> None:
    found = EXPRESSION.match(text)
    assert found
    assert (wall(found).hour, wall(found).minute) == (hour, 5)
    assert {1, 2} <= set(wall(found).date)


ORDERS = [
    ([(3, 6, 2018), (13, 6, 2018)], "dmy", (2, 1, 0, "proven")),
    ([(6, 3, 2018), (6, 13, 2018)], "dmy", (2, 0, 1, "proven")),
    ([(3, 6, 18), (4, 6, 18), (2, 7, 18)], "mdy", (2, 1, 0, "proven")),  # read as months, time would run back
    ([(6, 3, 18), (6, 4, 18), (6, 5, 18)], "dmy", (2, 0, 1, "likely")),
    ([(3, 6, 18), (4, 6, 18), (5, 6, 18)], "mdy", (2, 1, 0, "likely")),
    ([(3, 6, 2018)], "dmy", (2, 1, 0, "assumed")),
    ([(3, 6, 2018)], "mdy", (2, 0, 1, "assumed")),
    ([(18, 6, 3), (18, 6, 4)], "dmy", (0, 1, 2, "proven")),
    ([(18, 6, 13)], "ymd", (0, 1, 2, "assumed")),
    ([(2018, 6, 3)], "dmy", (0, 1, 2, "written")),
    ([(2018, 13, 6)], "dmy", (0, 2, 1, "proven")),
    ([(6, 2018, 13)], "dmy", (1, 0, 2, "proven")),
    ([], "mdy", (2, 0, 1, "assumed")),
]


@pytest.mark.parametrize(("dates", "usual", "wanted"), ORDERS)
def test_the_chain_of_rules(dates: list[tuple[int, int, int]], usual: str, wanted: tuple[int, int, int, str]) -> None:
    assert infer(dates, usual) == Order(*wanted)


def test_a_few_damaged_dates_do_not_decide() -> None:
    good = [(day, 6, 2018) for day in range(1, 29)]
    assert infer([*good, (99, 99, 2018), (1, 31, 2018)], "mdy") == Order(2, 1, 0, "proven")


@pytest.mark.parametrize(("text", "usual"), [
    ("6/3/18, 9:25 PM", "mdy"), ("06/03/18, 9:25 PM", "dmy"), ("6/3/18, 9:25 pm", "dmy"), ("6/3/18, 21:25", "dmy"),
    ("6.3.18, 21:25", "dmy"), ("18/6/3 下午9:25", "ymd"),
])  # fmt: skip
def test_what_is_usual(text: str, usual: str) -> None:
    found = EXPRESSION.match(text)
    assert found
    assert custom(found) == usual


def test_years_of_two_digits_and_of_the_buddhist_calendar() -> None:
    order = Order(2, 1, 0)
    assert order.date((3, 6, 18)) == order.date((3, 6, 2018)) == order.date((3, 6, 2561)) == dt.date(2018, 6, 3)


def test_what_people_are_told() -> None:
    assert Order(0, 1, 2, "written").note is None
    for how in ("proven", "likely", "assumed"):
        note = Order(2, 0, 1, how).note
        assert note
        assert "month/day/year" in note.en
        assert "月/日/年" in note.zh
    assert Order(2, 1, 0, "proven").note != Order(2, 1, 0, "assumed").note


NAMES = {"dmy": "{0.day}/{0.month}/{0.year}", "mdy": "{0.month}/{0.day}/{0.year}", "ymd": "{0.year}/{0.month}/{0.day}"}


@given(
    first=st.dates(dt.date(2012, 1, 1), dt.date(2030, 1, 1)),
    gaps=st.lists(st.integers(0, 3), min_size=25, max_size=60),
    order=st.sampled_from(sorted(NAMES)),
    short=st.booleans(),
    usual=st.sampled_from(sorted(NAMES)),
)
def test_a_chat_of_some_weeks_is_always_understood(
    first: dt.date, gaps: list[int], order: str, short: bool, usual: str
) -> None:
    days = [first]
    for gap in gaps:
        days.append(days[-1] + dt.timedelta(days=gap))
    if days[-1] - days[0] < dt.timedelta(days=20):
        days += [days[-1] + dt.timedelta(days=step) for step in range(1, 21)]
    year = 100 if short else 10_000
    numbers = [tuple({"d": day.day, "m": day.month, "y": day.year % year}[part] for part in order) for day in days]
    found = infer(numbers, usual)  # type: ignore[arg-type]
    assert [found.date(number) for number in numbers] == days  # type: ignore[arg-type]
