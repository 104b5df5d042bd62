"""Events in a real browser: both clocks, the file for calendars, JSON-LD that runs nothing, one sheet of paper."""

import json
import re
from pathlib import Path

import icalendar
import pytest

pytestmark = pytest.mark.browser

CLONE = Path(__file__).parents[2]
MEETUP = "events/2026-12-12-hangzhou-meetup"


@pytest.fixture
def reader(chromium, address):
    """``reader(path, zone)`` opens a page as somebody who lives in a zone; nothing may go wrong on it."""
    contexts, complaints = [], []

    def open_page(path, zone, **options):
        context = chromium.new_context(timezone_id=zone, accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


BOTH_CLOCKS = [
    ("", "Europe/Berlin", "你那里 12月12日周六 02:00 – 10:30", "02:00 – 02:30", "UTC+1"),
    ("en/", "America/New_York", "your time Fri, Dec 11 20:00 – Sat, Dec 12 04:30", "Dec 11 20:00 – 20:30", "UTC-5"),
    ("en/", "Asia/Kolkata", "your time Sat, Dec 12 06:30 – 15:00", "06:30 – 07:00", "UTC+5:30"),
]


@pytest.mark.parametrize(("prefix", "zone", "whole", "first", "note"), BOTH_CLOCKS)
def test_a_reader_elsewhere_sees_both_clocks(reader, prefix, zone, whole, first, note):
    page = reader(f"{prefix}{MEETUP}/", zone)
    facts = page.locator(".co-panel dd").first
    assert "09:00" in facts.locator("time").inner_text()
    assert facts.locator(".co-yours").inner_text() == whole
    row = page.locator(".co-times tbody tr").first
    assert "09:00–09:30" in row.inner_text()
    assert row.locator(".co-yours").inner_text().endswith(first)
    assert page.locator(".co-zone-note").inner_text().endswith(note)


def test_a_reader_on_the_same_clock_sees_one(reader):
    assert reader(f"{MEETUP}/", "Asia/Singapore").locator(".co-yours").count() == 0


def test_without_scripts_the_zone_is_told(reader):
    page = reader(f"en/{MEETUP}/", "Europe/Berlin", java_script_enabled=False)
    assert page.locator(".co-yours").count() == 0
    assert "Asia/Shanghai, UTC+8" in page.locator(".co-panel").inner_text()


def test_the_event_can_be_added_to_a_calendar(reader):
    page = reader(f"{MEETUP}/", "Asia/Shanghai")
    link = page.get_by_role("link", name="加到我的日历")
    found = icalendar.Calendar.from_ical(page.request.get(link.evaluate("link => link.href")).body())
    (event,) = found.walk("VEVENT")
    assert event["SUMMARY"] == "2026 萤页杭州年会"
    assert event.decoded("DTSTART").isoformat() == "2026-12-12T01:00:00+00:00"


def test_the_data_for_machines_is_there_and_runs_nothing(reader):
    page = reader(f"{MEETUP}/", "Asia/Shanghai")
    data = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert (data["@type"], data["startDate"]) == ("Event", "2026-12-12T09:00:00+08:00")


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("event", ["2026-12-12-hangzhou-meetup", "2026-11-07-shanghai-workshop"])
def test_a_run_sheet_is_one_page_of_paper(chromium, desk, prefix, event):
    page = chromium.new_page()
    page.goto(f"{desk}{prefix}private/events/{event}-sheet/")
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.locator(".co-sheet").is_visible()
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "private/events/",
        "private/events/2026-12-12-hangzhou-meetup/",
        "en/private/events/2026-12-12-hangzhou-meetup-sheet/",
    ],
)
def test_no_page_of_the_desk_scrolls_sideways(chromium, desk, path, width):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(desk + path)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()
