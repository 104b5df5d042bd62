"""The rota of the team as hours of the week."""

from __future__ import annotations

import datetime as dt

from commops import resources
from commops.stats.context import context_of
from commops.stats.context.shifts import ShiftHour, hours
from commops.workspace.load import load


def on_duty(day: str, since: str, until: str) -> list[int]:
    return list(hours({"days": [day], "from": since, "to": until}))


def test_an_hour_belongs_to_the_shift_that_is_on_duty_at_its_half() -> None:
    assert on_duty("mon", "09:00", "11:00") == [9, 10]
    assert on_duty("mon", "09:30", "11:30") == [9, 10]
    assert on_duty("mon", "09:31", "11:31") == [10, 11]
    assert on_duty("tue", "22:00", "02:00") == [46, 47, 48, 49]
    assert on_duty("sun", "23:00", "01:00") == [167, 0], "from Sunday into Monday"
    assert on_duty("mon", "22:00", "24:00") == [22, 23]
    assert len(on_duty("mon", "08:00", "08:00")) == 24, "a shift whose two ends are equal lasts a whole day"


def test_the_rota_of_the_demo() -> None:
    ws = load(resources.PACKAGE.parents[1], today=dt.date(2026, 11, 22))
    rows = context_of(ws).rows("shifts")
    assert ShiftHour("早班", "wx-hw", 0, 8) in rows
    assert ShiftHour("早班", "wx-hw", 6, 12) in rows, "two people share the name of the shift"
    assert ShiftHour("晚班", "qq-fw", 0, 22) not in rows, "it ends at 22:30"
    assert len(rows) == len(set(rows))
