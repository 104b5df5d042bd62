"""Cells as people and platforms write them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tablekit import day

from commops.tables import cells, people

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234", 1234), ("１２３４", 1234), ("1.2万", 12_000), ("1.2w", 12_000), ("3亿", 300_000_000),
        ("12.5%", 0.125), ("1,234.50", 1234.5), ("10万+", 100_000), ("-5", -5), (" 12 次", 12), ("'007", 7),
        (7, 7), (7.0, 7),
        (".5", 0.5),
        ("1.5k", 1500), ("", None), ("-", None), ("--", None), ("无", None), ("12abc", None), (True, None),
        (None, None), ("1,23", None), ("=1+1", None), (float("nan"), None), (float("inf"), None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_numbers(cell: object, number: float | None) -> None:
    assert cells.number(cell) == number


@pytest.mark.parametrize(
    ("cell", "count"),
    [("1.2万", 12_000), ("12.5%", None), ("-3", None), (3.5, None), ("1,000,000", 1_000_000), ("0.0001万", 1)],
)
def test_counts_are_whole(cell: object, count: int | None) -> None:
    assert cells.count(cell) == count


@given(st.integers(0, 999_999_999))
def test_a_count_survives_every_way_to_write_it(value: int) -> None:
    wide = str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    ways = [value, float(value), str(value), f"{value:,}", wide, f" {value} ", f"{value}次", f"'{value}", f"{value}.0"]
    assert [cells.count(way) for way in ways] == [value] * len(ways)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), st.times())
def test_a_day_survives_every_way_to_write_it(date: dt.date, time: dt.time) -> None:
    serial = (date - dt.date(1899, 12, 30)).days
    y, m, d = date.year, date.month, date.day
    ways = [
        date, dt.datetime.combine(date, time), date.isoformat(), f"{date} {time}", f"{date}T{time}+08:00",
        f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日 {time:%H:%M}", f"{y}/{m}/{d}", f"{y}/{m}/{d} {time:%H:%M:%S}",
        f"{y}.{m}.{d}", f"{y}{m:02}{d:02}", f"{m}/{d}/{y}", serial, serial + 0.75, str(serial),
    ]  # fmt: skip
    assert {cells.day(way, SHANGHAI) for way in ways} == {(date - dt.date(1970, 1, 1)).days}


def test_days_of_clocks_are_those_of_the_zone() -> None:
    seconds = int(dt.datetime(2026, 11, 7, 1, tzinfo=SHANGHAI).timestamp())
    assert cells.day(seconds, SHANGHAI) == cells.day(str(seconds * 1000), SHANGHAI) == day("2026-11-07")
    assert cells.day(seconds, ZoneInfo("UTC")) == day("2026-11-06")


@pytest.mark.parametrize(
    "cell", ["", "昨天", "2026-13-01", "2026-02-30", 12, "11-07", "13800138000x", None, True, "2026"]
)
def test_what_is_no_day(cell: object) -> None:
    assert cells.day(cell, SHANGHAI) is None


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("是", True), ("已签到", True), ("√", True), (True, True), ("1", True), (1.0, True), ("否", False),
     ("未签到", False), ("NO", False), (False, False), ("也许", None), ("", None)],
)  # fmt: skip
def test_yes_and_no(cell: object, answer: bool | None) -> None:
    assert cells.yes(cell) is answer


PHONES = [
    "13800138000", "138 0013 8000", "138-0013-8000", "+8613800138000", "+86 138 0013 8000", "008613800138000",
    "86 13800138000", "１３８００１３８０００", "'13800138000", 13800138000, 13800138000.0, "\u202d13800138000\u202c",
]  # fmt: skip


def test_one_phone_number_in_every_spelling() -> None:
    assert {people.phone(cell) for cell in PHONES} == {"13800138000"}


@pytest.mark.parametrize("cell", ["138****8000", "1.38E+10", "wxid_1234567", "12345", "见微信", "", None, "1" * 40])
def test_what_is_no_phone_number(cell: object) -> None:
    assert people.phone(cell) == ""


def test_a_foreign_number_keeps_its_country() -> None:
    assert people.phone("+1 (415) 555-0100") == people.phone("001 415 555 0100") == "+14155550100"


def test_names_without_spaces_width_and_case() -> None:
    assert people.name("张 三") == people.name("张　三") == people.name("张三\u200b") == "张三"
    assert people.name("Ｌi Lei") == people.name("LI LEI") == "lilei"
