"""Calendars are read back by another program with what we put in."""

import datetime as dt

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from commops.site.ics import Entry, calendar

STAMP = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
START = dt.datetime(2026, 12, 12, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def entry(**changes):
    usual = {"uid": "e@boat", "start": START, "end": START + dt.timedelta(hours=2), "summary": "Meetup"}
    return Entry(**{**usual, **changes})


def read(entries, name="Boat"):
    data = calendar(name, entries, stamp=STAMP, zone="Asia/Shanghai")
    return data, icalendar.Calendar.from_ical(data)


def test_an_event_comes_back_as_it_was():
    long = "说明；逗号，分号; comma, 反斜杠\\ 换行\n第二行 " + "很长" * 60
    data, found = read([entry(summary="A; b, c\\d", description=long, location="Hall 5, Wharf", categories=("活动",))])
    event = found.walk("VEVENT")[0]
    assert event["SUMMARY"] == "A; b, c\\d"
    assert event["DESCRIPTION"] == long
    assert event["LOCATION"] == "Hall 5, Wharf"
    assert event.decoded("DTSTART") == START
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(hours=2)
    assert event["STATUS"] == "CONFIRMED"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_cancelled_event_stays_with_its_uid():
    _, found = read([entry(cancelled=True)])
    event = found.walk("VEVENT")[0]
    assert (event["STATUS"], event["UID"]) == ("CANCELLED", "e@boat")


def test_the_same_things_in_any_order_give_the_same_bytes():
    one, two = entry(uid="a@boat"), entry(uid="b@boat")
    assert read([one, two])[0] == read([two, one])[0]


def test_line_ends_are_those_of_the_standard():
    data, _ = read([entry()])
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_out_of_its_line(summary, description):
    data, found = read([entry(summary=summary, description=description)], name=summary)
    assert len(found.walk("VEVENT")) == 1
    assert data.count(b"BEGIN:VEVENT") == data.count(b"END:VEVENT") == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not any(byte < 32 and byte not in (10, 13) for byte in data)
    shown = str(found.walk("VEVENT")[0].get("SUMMARY", ""))
    assert shown == "".join(c for c in summary.replace("\r\n", "\n").replace("\r", "\n") if c in shown)
