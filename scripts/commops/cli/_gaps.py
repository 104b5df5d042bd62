"""Tells of days that no export covers: they have no numbers, and weeks of such days are not released."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commops.errors import InputError
from commops.texts import Lang, Text, safe, tame

if TYPE_CHECKING:
    from commops.cli._counted_logs import Logs
    from commops.logs.state import Gap

_NAMED = 3
_GAP = Text("{channel} {first} 至 {last}", "{channel} {first} to {last}")
_TOLD = Text(
    "没有导出文件覆盖：{gaps}。整段缺失的日、周、月没有数，只缺几天的会偏低；补齐导出再看。",
    "No export covers: {gaps}. Days, weeks and months that are missing whole have no numbers, others are too low; "
    "export them again.",
)
_NOT_COVERED = Text(
    "没有导出文件覆盖这一周，算出来只会是 0。", "no export covers this week; its numbers would be noughts."
)
_EXPORT = Text("把这一周的记录导出、导入，再发布。", "Export and import that week, then release it.")


def name_the_gaps(logs: Logs, lang: Lang) -> None:
    """Say on stderr which days are missing of the channels that count."""
    found = [_GAP.fill(**gap._asdict()).get(lang) for gap in _counting(logs)]
    if found:
        more = Text("，另有 {n} 段", ", and {n} more").fill(n=len(found) - _NAMED).get(lang) if found[_NAMED:] else ""
        gaps = Text("、", ", ").get(lang).join(found[:_NAMED]) + more
        click.echo(tame(safe(_TOLD.fill(gaps=gaps).get(lang), one_line=True)), err=True)


def is_uncovered(logs: Logs, channel: str, first: dt.date, last: dt.date) -> bool:
    """Whether no export holds any of some days of a channel; of all that count and go on over them, for ``*``."""
    from commops.stats import periods

    days = (periods.day_number(first), periods.day_number(last))
    going = [
        name
        for name, since, until in logs.channels
        if (name == channel if channel != "*" else name in _counted(logs)) and since <= days[1] and until >= days[0]
    ]
    return bool(going) and all(_in_a_gap(logs, name, first, last) for name in going)


def uncovered_weeks(logs: Logs) -> frozenset[int]:
    """The weeks (``week_n``) that lie whole in gaps of every channel that counts and goes on over them."""
    from commops.stats import periods

    found: set[int] = set()
    for gap in _counting(logs):
        first, last = (periods.day_number(dt.date.fromisoformat(day)) for day in (gap.first, gap.last))
        found |= set(range(periods.week_of_day(first + 6), periods.week_of_day(last + 1)))
    mondays = {week: periods.day_of(periods.first_day_of_week(week)) for week in found}
    return frozenset(
        week for week, monday in mondays.items() if is_uncovered(logs, "*", monday, monday + dt.timedelta(days=6))
    )


def require_covered(logs: Logs, week: int) -> None:
    """Raise InputError for a week of which no export holds a day."""
    from commops.stats import periods

    if week in uncovered_weeks(logs):
        raise InputError(periods.week_label(week), _NOT_COVERED, _EXPORT)


def _in_a_gap(logs: Logs, channel: str, first: dt.date, last: dt.date) -> bool:
    days = (first.isoformat(), last.isoformat())
    return any(gap.first <= days[0] and days[1] <= gap.last for gap in logs.gaps if gap.channel == channel)


def _counting(logs: Logs) -> Iterator[Gap]:
    only = _counted(logs)
    return (gap for gap in logs.gaps if gap.channel in only)


def _counted(logs: Logs) -> frozenset[str]:
    """The imported channels of the community; all, where none of them is."""
    from commops.stats.context import counted

    return frozenset(logs.chats & (counted(logs.ws) or logs.chats)) or logs.chats
