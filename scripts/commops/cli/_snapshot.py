"""``commops stats snapshot``: work out the weekly or monthly numbers that are committed, and write their files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from commops.cli._counted_logs import Where, name_the_others, open_logs
from commops.cli._gaps import name_the_gaps, require_covered, uncovered_weeks
from commops.cli._options import message_language
from commops.errors import InputError
from commops.texts import Text

_STATUS = {
    "new": Text("{folder}：新发布 {count} 周", "{folder}: released, weeks: {count}"),
    "replaced": Text("{folder}：重新发布 {count} 周", "{folder}: released again, weeks: {count}"),
    "same": Text("{folder}：{count} 周与已发布的一致", "{folder}: as released, weeks: {count}"),
}
_STATUS_OF_MONTH = {
    "new": Text("{folder}：新发布 {count} 个月", "{folder}: released, months: {count}"),
    "replaced": Text("{folder}：重新发布 {count} 个月", "{folder}: released again, months: {count}"),
    "same": Text("{folder}：{count} 个月与已发布的一致", "{folder}: as released, months: {count}"),
}
_NO_CHANNEL = Text(
    "导入的聊天都不属于这里登记的渠道，没有可计算的数据。",
    "no imported chat belongs to a channel that is listed here, so there is nothing to count.",
)
_ADD_CHANNEL = Text(
    "登记渠道，并把导出文件里的群名写进它的 log: names:；commops logs list 列出各群。",
    "List the channel, with the chat's name from the export under log: names:; commops logs list shows the chats.",
)


def release(
    root: Path, where: Where, week: str | None, month: str | None, *, every: bool, rerelease: bool, lang: str | None
) -> None:
    """Write the files that were asked for. Raises InputError when a released one would have to change."""
    from commops.stats import monthly, periods, snapshot
    from commops.stats.context import context_of, counted
    from commops.stats.engine import Engine

    chosen = periods.parse_week(week) if week else None
    month_n = periods.parse_month(month) if month else None
    with open_logs(root, where) as logs:
        speaks = message_language(lang, logs.ws.languages[0])
        if not logs.chats & (counted(logs.ws) or frozenset()):
            raise InputError("community/channels.yml", _NO_CHANNEL, _ADD_CHANNEL)
        name_the_others(logs.ws, logs.chats, speaks)
        name_the_gaps(logs, speaks)
        with Engine(logs.files, context_of(logs.ws), only=counted(logs.ws), backend=logs.backend) as engine:
            if month_n is not None:
                done = [monthly.release(root, engine, month_n, rerelease=rerelease)]
            else:
                weeks = sorted({*engine.full_weeks()} - uncovered_weeks(logs))
                if not every:
                    weeks = [engine.last_week if chosen is None else chosen]
                    require_covered(logs, weeks[0])
                done = snapshot.release(root, engine, _tracked(weeks), rerelease=rerelease)
    for status, text in (_STATUS_OF_MONTH if month else _STATUS).items():
        if count := sum(entry.status == status for entry in done):
            click.echo(text.fill(count=count, folder=(root / snapshot.FOLDER).as_posix()).get(speaks))
    if frozen := [entry for entry in done if entry.status == "frozen"]:
        raise snapshot.frozen_error(frozen)


def _tracked(weeks: Sequence[int]) -> Iterable[int]:
    """The weeks, with a progress bar while they are worked on if a terminal is there to show it."""
    from rich.console import Console
    from rich.progress import track

    return track(weeks, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
