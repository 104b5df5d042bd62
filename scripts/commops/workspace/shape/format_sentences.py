"""Sentences for values that should be a date, a time, a zone, an address or a recurrence, with the likely repair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from commops.texts import Text
from commops.workspace import times
from commops.workspace.shape import suggest
from commops.workspace.shape.formats import FORMATS


def shown(value: str) -> str:
    """A value for a sentence: on one line, at most 60 characters."""
    text = " ".join(value.split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def format_sentence(name: str, value: str, who: Text) -> tuple[Text, Text]:
    """What is wrong with ``value`` as a format of ours, and what to write instead; ``who`` names the key."""
    what, example, repair = _FORMATS.get(name, (Text("正确的格式", "the right form"), "", suggest.plain))
    problem = Text(
        f"{who.zh}应该是{what.zh}，这里是“{shown(value)}”",
        f"{who.en} should be {what.en}, but this is “{shown(value)}”",
    )
    if name in ("date", "moment") and (day := _no_such_day(suggest.as_date(value.partition("T")[0]))) is not None:
        return day, Text("对照日历改正。", "Check the calendar.")
    better = repair(value)
    if better != value and FORMATS[name](better):
        return problem, Text(f"是否想写“{better}”？", f"Did you mean “{better}”?")
    return problem, Text(f"例如 {example}。", f"For example {example}.")


def _no_such_day(text: str) -> Text | None:
    try:
        dt.date.fromisoformat(text)
    except ValueError as error:
        if "range" in str(error) and len(text) == 10:
            return Text(f"没有 {text} 这一天", f"There is no such day as {text}")
    return None


def _zone(value: str) -> str:
    known = {"utc+8": "Asia/Shanghai", "gmt+8": "Asia/Shanghai", "cst": "Asia/Shanghai", "北京时间": "Asia/Shanghai",
             "+08:00": "Asia/Shanghai", "asia/beijing": "Asia/Shanghai", "beijing": "Asia/Shanghai"}  # fmt: skip
    return known.get(suggest.plain(value).lower()) or suggest.closest(value, available_timezones()) or value


def _moment(value: str) -> str:
    """A date and time as far as only the writing was off; the offset has to be there already."""
    day, _, clock = suggest.plain(value).replace("T", " ").partition(" ")
    return f"{suggest.as_date(day)}T{clock.replace(' ', '') or '20:00+08:00'}"


_FORMATS: dict[str, tuple[Text, str, Callable[[str], str]]] = {
    "date": (Text("日期", "a date"), "2026-11-22", suggest.as_date),
    "moment": (Text("日期、时间和时区", "a date and time with its time zone"), "2026-11-23T20:00+08:00", _moment),
    "clock": (Text("24 小时制的时间", "a time of day in 24 hours"), '"20:00"', suggest.as_clock),
    "timezone": (Text("时区名", "the name of a time zone"), "Asia/Shanghai", _zone),
    "email": (Text("邮箱地址", "an e-mail address"), "hello@example.org", suggest.plain),
    "uri": (
        Text("完整的网址", "a full address"),
        "https://example.org/join",
        lambda value: f"https://{suggest.plain(value)}",
    ),
    "rrule": (
        Text("重复规则（RFC 5545）", "a recurrence rule (RFC 5545)"),
        "FREQ=WEEKLY;BYDAY=MO",
        lambda value: suggest.plain(value).upper().removeprefix("RRULE:"),
    ),
}


def with_offset(value: str, zone: Any) -> str | None:
    """A time without offset as it was surely meant: on the community's clocks. None if it is no such time."""
    try:
        moment = times.naive_or_aware(suggest.plain(value))
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return None
    return moment.replace(tzinfo=zone).isoformat(timespec="minutes" if moment.second == 0 else "seconds")
