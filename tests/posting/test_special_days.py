"""The table of holidays: against what was published, against two calendars where they are installed, and by region."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from calendarkit import hits, post, workspace

from commops.posting.days import is_known, regions, specials, table

MAKE_UP = {
    2025: {"01-26", "02-08", "04-27", "09-28", "10-11"},
    2026: {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"},
}
DAYS_OFF = {2025: 28, 2026: 33}


def year_of(year: int):
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(days=number) for number in range(366) if (first + dt.timedelta(number)).year == year]


def kinds(day: dt.date, *where: str) -> set[str]:
    return {special.kind for special in specials(day, where)}


@pytest.mark.parametrize("year", MAKE_UP)
def test_make_up_workdays_are_those_of_the_notices(year):
    assert {f"{day:%m-%d}" for day in year_of(year) if "workday" in kinds(day, "CN")} == MAKE_UP[year]
    assert sum("off" in kinds(day, "CN") for day in year_of(year)) == DAYS_OFF[year]
    assert all(day.weekday() >= 5 for day in year_of(year) if "workday" in kinds(day, "CN"))
    assert not any({"off", "workday"} <= kinds(day, "CN") for day in year_of(year))


@pytest.mark.parametrize("year", MAKE_UP)
def test_agrees_with_other_calendars(year):
    chinese = pytest.importorskip("chinese_calendar")
    for day in year_of(year):
        free, name = chinese.get_holiday_detail(day)
        assert ("off" in kinds(day, "CN")) == bool(free and name), day
        assert ("workday" in kinds(day, "CN")) == (chinese.is_workday(day) and day.weekday() >= 5), day


def test_a_year_that_is_not_published_is_not_guessed():
    assert not is_known(2027, "CN")
    assert is_known(2027, "INT")
    assert not any({"off", "workday"} & kinds(day, "CN") for day in year_of(2027))
    assert "memorial" in kinds(dt.date(2027, 12, 13), "CN")


def test_a_memorial_day_begins_with_the_year_it_was_set():
    assert kinds(dt.date(2013, 12, 13), "CN") == set()
    assert kinds(dt.date(2014, 12, 13), "CN") == {"memorial"}


def test_every_row_says_where_it_comes_from_and_when_it_was_looked_at():
    for region in table()["regions"].values():
        rows = [*region.get("years", {}).values(), *region["days"], *region["moving"]]
        for row in rows:
            assert row["source"]
            assert dt.date.fromisoformat(row["checked_on"])
    for region in table()["regions"].values():
        for row in region["moving"]:
            assert {"2025", "2026"} <= {day[:4] for day in row["on"]}


@pytest.mark.parametrize(
    ("zone", "languages", "expected"),
    [
        ("Asia/Shanghai", ("zh-CN", "en"), ("CN", "INT")),
        ("Asia/Urumqi", ("en",), ("CN", "INT")),
        ("Europe/Berlin", ("zh-CN",), ("CN",)),
        ("Asia/Taipei", ("zh-TW",), ()),
        ("Europe/Berlin", ("en", "zh-CN"), ("INT",)),
        ("Europe/Berlin", ("de",), ()),
    ],
)
def test_regions_follow_zone_and_languages(zone, languages, expected):
    assert regions(SimpleNamespace(zone=ZoneInfo(zone), languages=languages)) == expected


def test_the_day_is_that_of_the_community(tmp_path):
    late = post("2026-12-12T23:30+00:00", body="今晚一起庆祝。")
    assert len(hits(workspace(tmp_path / "a", late), "memorial-tone")) == 1
    assert hits(workspace(tmp_path / "b", late, zone="Europe/London"), "memorial-tone") == []


def test_a_word_inside_a_longer_one_is_no_celebration(tmp_path):
    ws = workspace(tmp_path, post("2026-12-13T20:00+08:00", body="The wholesale price happened to rise."))
    assert hits(ws, "memorial-tone") == []
