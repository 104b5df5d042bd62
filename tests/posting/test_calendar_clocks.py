"""Clocks on the wall in every zone of the IANA database: gaps, folds, skipped days, quiet hours, dispatches, events."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import TZPATH, ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.posting import calendar
from commops.posting.calendar import clock, is_quiet, month_weeks, offset_fault, wall_times, week_days
from commops.posting.dispatches import dispatches_of
from commops.rule import load_rules
from commops.workspace._types import Event, Post
from commops.workspace.hours import WEEKDAYS
from commops.workspace.reading.read import read
from commops.workspace.source import Source


def _rules(name: str) -> bytes:
    """What a zone's file holds; half of the names are other names of a zone."""
    files = [path for folder in TZPATH if (path := Path(folder, name)).is_file()]
    return files[0].read_bytes() if files else name.encode()


ZONES = sorted({_rules(name): name for name in sorted(available_timezones() - {"localtime"})}.values())
SECOND = dt.timedelta(seconds=1)


@cache
def changes(name: str, first: int = 2015, last: int = 2027) -> tuple[dt.datetime, ...]:
    """The instants at which the zone's offset changes, found by halving weeks."""
    zone, found = ZoneInfo(name), []
    start, end = dt.datetime(first, 1, 1, tzinfo=dt.UTC), dt.datetime(last, 1, 1, tzinfo=dt.UTC)
    offset = start.astimezone(zone).utcoffset()
    while start < end:
        after = start + dt.timedelta(days=7)
        if (new := after.astimezone(zone).utcoffset()) != offset:
            low, high = start, after
            while high - low > SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            found.append(high)
        start, offset = after, new
    return tuple(found)


def around(name: str, change: dt.datetime) -> tuple[ZoneInfo, dt.timedelta, dt.timedelta]:
    zone = ZoneInfo(name)
    before, after = ((change - SECOND).astimezone(zone), change.astimezone(zone))
    assert before.utcoffset() is not None
    return zone, before.utcoffset() or dt.timedelta(), after.utcoffset() or dt.timedelta()


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_a_gap_has_no_instant_and_a_fold_has_two(letter):
    for name in (name for name in ZONES if name[0] == letter):
        for change in changes(name):
            zone, before, after = around(name, change)
            last, first = (change + before).replace(tzinfo=None), (change + after).replace(tzinfo=None)
            middle = last + (first - last) / 2
            if first > last:
                assert wall_times(middle, zone) == () == wall_times(last, zone), name
                assert wall_times(first, zone) == (change,), name
            else:
                assert wall_times(middle, zone) == (change - (last - middle), change + (middle - first)), name
                assert wall_times(last, zone)[-1] == change + (last - first), name
            assert len(wall_times(min(first, last) - SECOND, zone)) == 1, name


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_offsets_around_a_change_are_told_apart(letter):
    for name in (name for name in ZONES if name[0] == letter):
        for change in changes(name):
            zone, before, after = around(name, change)
            if any(offset % dt.timedelta(minutes=1) for offset in (before, after)):
                continue
            old, new = dt.timezone(before), dt.timezone(after)
            for moment in (change - SECOND, change, change + SECOND):
                assert offset_fault(moment.astimezone(zone), zone) is None
            assert offset_fault((change - SECOND).astimezone(old), zone) is None, name
            assert offset_fault(change.astimezone(new), zone) is None, name
            # The first second after the change, in the offset from before: a time in the gap, or the wrong season.
            assert offset_fault(change.astimezone(old), zone) == ("gap" if after > before else "season"), name
            assert offset_fault((change + dt.timedelta(days=1)).astimezone(old), zone) == "season", name
            assert offset_fault(change.astimezone(dt.timezone(dt.timedelta(hours=1, minutes=17))), zone) == "foreign"


def test_zones_with_odd_offsets_are_among_them():
    at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    odd = {str(at.astimezone(ZoneInfo(name)).utcoffset()) for name in ZONES}
    assert {"5:30:00", "5:45:00", "12:45:00", "13:45:00"} & odd
    assert any(after - before == dt.timedelta(minutes=30) for _, before, after in _shifts("Australia/Lord_Howe"))


def _shifts(name: str):
    return [around(name, change) for change in changes(name)]


@pytest.mark.parametrize(
    ("name", "day"), [("Pacific/Apia", dt.date(2011, 12, 30)), ("Pacific/Fakaofo", dt.date(2011, 12, 30))]
)
def test_a_skipped_day_does_not_exist(name, day):
    zone = ZoneInfo(name)
    for hour in range(24):
        assert wall_times(dt.datetime.combine(day, dt.time(hour)), zone) == ()
    after = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0, 30), zone)
    assert calendar.day_before(after) == day - dt.timedelta(days=1)
    # The night that began on Thursday is not over on Saturday at half past midnight.
    assert is_quiet(after, {"from": "22:30", "to": "08:00", "days": ["thu"]})
    assert not is_quiet(after, {"from": "22:30", "to": "08:00", "days": ["fri"]})


WINDOW = {"from": "22:30", "to": "08:00"}


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_quiet_hours_follow_the_wall_clock_through_every_change(letter):
    for name in (name for name in ZONES if name[0] == letter):
        for change in changes(name)[-6:]:
            for minutes in range(-12 * 60, 12 * 60 + 1, 45):
                local = (change + dt.timedelta(minutes=minutes)).astimezone(ZoneInfo(name))
                shown = f"{local:%H:%M}"
                assert is_quiet(local, WINDOW) == (shown >= "22:30" or shown < "08:00"), (name, local)


@given(
    st.sampled_from(ZONES),
    st.integers(1104537600, 2114380800).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC)),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.sets(st.sampled_from(WEEKDAYS)),
)
def test_quiet_hours_against_walking_back_minute_by_minute(name, moment, start, end, days):
    """Oracle: go back in steps of a quarter of an hour until the window's start or end is passed on the wall."""
    zone = ZoneInfo(name)
    start, end = start // 15 * 15, end // 15 * 15
    moment = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    window = {
        "from": f"{start // 60:02d}:{start % 60:02d}",
        "to": f"{end // 60:02d}:{end % 60:02d}",
        "days": sorted(days) or list(WEEKDAYS),
    }
    local = moment.astimezone(zone)
    if any(abs(change - moment) < dt.timedelta(days=2) for change in changes(name)) or moment.year >= 2027:
        return  # days with a change have tests of their own
    step, back = dt.timedelta(minutes=1), local
    for _ in range(1440):
        now = back.hour * 60 + back.minute
        if now == start:
            begun = back.astimezone(zone)
            length = (end - start) % 1440 or 1440
            inside = (moment - begun.astimezone(dt.UTC)) < dt.timedelta(minutes=length)
            assert is_quiet(local, window) == (inside and WEEKDAYS[begun.weekday()] in window["days"])
            return
        back = (back.astimezone(dt.UTC) - step).astimezone(zone)


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_dispatches_keep_their_instant_through_every_change(letter):
    for name in (name for name in ZONES if name[0] == letter):
        ws = SimpleNamespace(zone=ZoneInfo(name))
        for change in changes(name)[-6:]:
            for moment in (change - SECOND, change, change + dt.timedelta(minutes=59)):
                for zone in (dt.UTC, ws.zone, dt.timezone(dt.timedelta(hours=8))):
                    written = moment.astimezone(zone)
                    if (written.utcoffset() or dt.timedelta()) % dt.timedelta(minutes=1):
                        continue
                    data = {"title": "t", "date": written.isoformat(), "channels": ["oa"]}
                    (one,) = dispatches_of(ws, Post("post", "p", data, None))  # type: ignore[arg-type]
                    assert one.at.timestamp() == moment.timestamp()
                    assert one.at.utcoffset() == moment.astimezone(ws.zone).utcoffset()


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_event_times_accept_the_offset_of_the_moment_and_no_other(letter):
    for name in (name for name in ZONES if name[0] == letter):
        for change in changes(name)[-2:]:
            zone, before, after = around(name, change)
            if any(offset % dt.timedelta(minutes=1) for offset in (before, after)):
                continue
            start, end = change - dt.timedelta(hours=1), change + dt.timedelta(hours=1)
            right = _event(start.astimezone(zone), end.astimezone(zone), name)
            assert _judged(right, zone) == [], name
            slip = _event(start.astimezone(zone), end.astimezone(dt.timezone(before)), name)
            (hit,) = _judged(slip, zone)
            assert (hit.at.line, hit.case) == (2, "wrong-offset")


def _judged(event: Event, zone: ZoneInfo):
    return list(load_rules()["event-times"].check(SimpleNamespace(zone=zone), event))


def _event(start: dt.datetime, end: dt.datetime, zone: str) -> Event:
    text = f"start: {start.isoformat()}\nend: {end.isoformat()}\ntimezone: {zone}\n"
    source = Source.of("events/e/event.yml", "event", read("event.yml", text.encode()))
    return Event("event", "e", source.data, source)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)))
def test_weeks_and_months(day):
    week = week_days(day)
    assert len(week) == 7
    assert day in week
    assert (week[0].weekday(), week[6].weekday()) == (0, 6)
    weeks = month_weeks(day)
    shown = [one for row in weeks for one in row]
    assert shown == sorted(set(shown))
    assert len(shown) == (shown[-1] - shown[0]).days + 1
    inside = [one for one in shown if (one.year, one.month) == (day.year, day.month)]
    assert inside[0].day == 1
    assert (inside[-1] + dt.timedelta(days=1)).month != day.month
    assert all(any(one.month == day.month for one in row) for row in weeks)


def test_a_clock_past_midnight_is_the_next_day():
    zone = ZoneInfo("Asia/Shanghai")
    assert clock(dt.date(2026, 12, 31), 1500, zone).astimezone(zone) == dt.datetime(2027, 1, 1, 1, tzinfo=zone)


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_an_agenda_may_use_every_time_that_clocks_show_and_no_other(letter):
    """From the change on for half an hour, as the clocks show it; and half an hour that they skip."""
    for name in (name for name in ZONES if name[0] == letter):
        for change in changes(name)[-2:]:
            zone, before, after = around(name, change)
            if any(offset % dt.timedelta(minutes=30) for offset in (before, after)):
                continue
            start, end = change.astimezone(zone), (change + dt.timedelta(minutes=30)).astimezone(zone)
            event = _event(start, (change + dt.timedelta(hours=1)).astimezone(zone), name)
            event.data["agenda"] = [{"day": f"{start:%Y-%m-%d}", "from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}]
            assert _judged(event, zone) == [], name
            if after > before:
                gap = (change + before).replace(tzinfo=None)
                event.data["agenda"] = [{"day": f"{gap:%Y-%m-%d}", "from": f"{gap:%H:%M}", "to": f"{end:%H:%M}"}]
                assert [hit.case for hit in _judged(event, zone)] in (["skipped"], ["no-length"]), name
