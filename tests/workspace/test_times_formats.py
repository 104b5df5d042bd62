# ruff: noqa: E501 - values in tables
"""Instants, days, clocks, zones, addresses and recurrences: what is taken and what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.workspace import times
from commops.workspace.shape import formats
from commops.workspace.shape.formats import FORMATS


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", ["2026-11-22", "2024-02-29"],
         ["2026-2-3", "2026-02-30", "2026-13-01", "20261122", "2026-W47-7", "2026-11-22 ", "２０２６-11-22", "0000-01-01", ""]),
        ("moment", ["2026-11-22T20:00+08:00", "2026-11-22T20:00:05Z", "2026-11-22 20:00+08:00", "2026-11-22T20:00:05.25-03:30"],
         ["2026-11-22T20:00", "2026-11-22", "2026-11-22T25:00+08:00", "2026-11-22T20:00+99:00", "2026-11-22T20:00+0800",
          "2026-11-22T20:60+08:00", "2026-02-30T20:00+08:00", "x", "2026-11-22T20:00+08:00\n"]),
        ("clock", ["00:00", "09:30", "23:59", "24:00"], ["9:30", "24:01", "12:60", "20:00:00", "", "12：30", "-1:00"]),
        ("timezone", ["Asia/Shanghai", "UTC", "America/Argentina/Buenos_Aires"],
         ["UTC+8", "Beijing", "../etc/passwd", "/etc/localtime", "Asia", "asia/shanghai", "", "x\x00", "北京"]),
        ("email", ["a@example.org", "first.last+tag@mail.example.org"], ["a", "a@b", "a@@example.org", "a b@example.org", "", "@"]),
        ("uri", ["https://example.org", "http://example.org:80/a?b=c#d", "https://例子.org/路", "mailto:a@example.org"],
         ["example.org", "ftp://example.org", "javascript:alert(1)", "data:x", "file:///etc/passwd", "https://", "https:///x",
          "https://a b", "https://a@b/", "//example.org", ""]),
        ("rrule", ["FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "FREQ=DAILY;INTERVAL=2;UNTIL=20261231"],
         ["", "WEEKLY", "BYDAY=MO", "FREQ=SECONDLY", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;COUNT=1;UNTIL=20261231",
          "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;FOO=1", "RRULE:FREQ=WEEKLY"]),
    ],
)  # fmt: skip
def test_formats(name: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not FORMATS[name](text)] == []
    assert [text for text in bad if FORMATS[name](text)] == []


def test_every_zone_there_is_and_no_second_name_of_one() -> None:
    zones = available_timezones()
    assert [zone for zone in sorted(zones) if not FORMATS["timezone"](zone)] == []
    for zone in ("Asia/Shanghai", "UTC"):
        for other in (zone.lower(), zone.swapcase(), f"posix/{zone}", f"right/{zone}", f"{zone}/", f"./{zone}"):
            assert not FORMATS["timezone"](other)
    assert not FORMATS["timezone"]("posixrules")


def test_a_file_system_that_takes_small_letters_for_large_ones_is_no_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia/Shanghai").touch()
    monkeypatch.setattr(formats, "ZoneInfo", str)
    monkeypatch.setattr(formats.zoneinfo, "TZPATH", (str(tmp_path),), raising=False)
    monkeypatch.setattr(formats, "available_timezones", set)
    names = ("Asia/Shanghai", "Asia/shanghai", "asia/Shanghai", "Asia/Shanghai/x", "posix/Asia")
    assert [name for name in names if formats._timezone.__wrapped__(name)] == ["Asia/Shanghai"]


@given(st.text(max_size=40), st.sampled_from(sorted(FORMATS)))
def test_any_text_is_judged_without_an_error(text: str, name: str) -> None:
    assert FORMATS[name](text) in (True, False)


@given(st.datetimes(dt.datetime(1970, 1, 1), timezones=st.just(ZoneInfo("Asia/Shanghai"))))  # noqa: DTZ001 - the zone follows
def test_instant_reads_what_python_writes(moment: dt.datetime) -> None:
    assert times.instant(moment.isoformat(timespec="microseconds")).timestamp() == moment.timestamp()


def test_in_zone_and_minutes() -> None:
    moment = times.in_zone("2026-11-22T20:00Z", ZoneInfo("Asia/Shanghai"))
    assert moment.isoformat() == "2026-11-23T04:00:00+08:00"
    assert times.minutes("22:30") == 1350
    assert times.minutes("24:00") == 1440
    assert times.date("2026-11-22") == dt.date(2026, 11, 22)
    with pytest.raises(ValueError, match="offset"):
        times.instant("2026-11-22T20:00")
