"""Calendar columns against Python's own calendar, and against changes of clocks."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import as_json, chat, merged, message, put

from commops.logs.zones import offset_at, offsets
from property_tests import costly

ZONES = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
]
MONDAY = dt.date(1969, 12, 29)


@costly
@given(
    zone=st.sampled_from(ZONES),
    times=st.lists(st.integers(946_684_800, 1_924_992_000), min_size=1, max_size=60, unique=True),
)
def test_calendar_columns(zone: str, times: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        put(root, as_json(chat(*(message(n, ts_s) for n, ts_s in enumerate(sorted(times))))), zone=ZoneInfo(zone))
        for row in merged(root):
            local = dt.datetime.fromtimestamp(row["ts_s"], ZoneInfo(zone))
            date = local.date()
            assert row["day_n"] == (date - dt.date(1970, 1, 1)).days
            assert row["week_n"] == (date - MONDAY).days // 7
            assert row["month_n"] == date.year * 12 + date.month - 1
            assert (row["dow"], row["hour"]) == (date.weekday(), local.hour)


@pytest.mark.parametrize("zone", ZONES)
def test_offsets_change_to_the_second(zone: str) -> None:
    info = ZoneInfo(zone)
    first, last = 1_577_836_800, 1_735_689_600  # 2020 to 2025
    changes = offsets(info, first, last)
    assert changes[0] == (first, offset_at(info, first))
    for (_, before), (since, after) in itertools.pairwise(changes):
        assert offset_at(info, since - 1) == before != after == offset_at(info, since)
    expected = {"Europe/Berlin": 11, "Asia/Shanghai": 1, "UTC": 1, "Asia/Kathmandu": 1}
    if zone in expected:
        assert len(changes) == expected[zone]


def test_both_passes_of_a_repeated_hour_are_in_that_hour(tmp_path: Path) -> None:
    start = int(dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC).timestamp())
    records = [message(n, start + n * 1800) for n in range(8)]
    put(tmp_path, as_json(chat(*records)), zone=ZoneInfo("Europe/Berlin"))
    assert [row["hour"] for row in merged(tmp_path)] == [1, 2, 2, 2, 2, 3, 3, 4]
    assert {row["dow"] for row in merged(tmp_path)} == {6}
