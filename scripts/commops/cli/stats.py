"""``commops stats``: compute metrics from the imported logs, and release the weekly numbers."""

from __future__ import annotations

import datetime as dt
import difflib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._log_options import imported
from commops.cli._options import lang_option, message_language, root_option
from commops.errors import InputError
from commops.texts import Lang, Text, safe, tame

if TYPE_CHECKING:
    from commops.stats.table import Table
    from commops.workspace import Workspace

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
_LEFT_OUT = Text(
    "未计入（channels.yml 中没有）：{names}。其中若有本社群的群，请把群名写进渠道的 log: names:；"
    "只想看看就加 --all-chats。",
    "Not counted (not in channels.yml): {names}. If one is the community's, write its name under log: names: there; "
    "to have a look, add --all-chats.",
)
_ONLY_STRANGERS = Text(
    "导入的聊天都不属于这里登记的渠道，以下数据只供查看，不能发布。",
    "No imported chat belongs to a channel that is listed here: these numbers are to look at, not to publish.",
)
_EITHER = Text(
    "--week、--month、--all 只写一个，不要写指标和 --all-chats。",
    "Give either --week or --all or --month, no METRIC and no --all-chats.",
)
_ONLY_SNAPSHOT = Text(
    "--week、--month、--all、--rerelease 只用于 commops stats snapshot。",
    "--week, --month, --all and --rerelease belong to `commops stats snapshot`.",
)
_NOT_TOGETHER = Text(
    "--format xlsx 和 -o 要一起写；--compare 不和它们、--from、--to 一起用。",
    "--format xlsx and -o go together; --compare goes with neither, nor with --from and --to.",
)
_WROTE = Text("已写入 {path}。", "Written to {path}.")
_day = click.DateTime(formats=["%Y-%m-%d"])


@click.command("stats")
@click.argument("metrics", nargs=-1, metavar="[METRIC...|snapshot]")
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "csv", "xlsx")),
    default="table",
    help="How to print; xlsx needs -o. 输出格式，xlsx 要写 -o。",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here. 写到这个文件。")
@click.option(
    "--compare",
    "labels",
    nargs=2,
    metavar="PERIOD PERIOD",
    help="Two weeks or months beside each other. 比较两周或两个月。",
)
@click.option(
    "--from",
    "start",
    type=_day,
    metavar="DATE",
    help="Only rows whose period ends on this day or later. 只看这天以后的。",
)
@click.option(
    "--to",
    "end",
    type=_day,
    metavar="DATE",
    help="Look at the log as it was at the end of this day. 只用到这天为止的记录。",
)
@click.option(
    "--exact",
    is_flag=True,
    help="Show groups of fewer than 5 too: for your own eyes, not for publication. 也显示不足 5 人的，只供自己看。",
)
@click.option("--all-chats", is_flag=True, help="Count chats not in channels.yml too, to look at. 计入未登记的群。")
@click.option("--list", "listing", is_flag=True, help="List the metrics. 列出全部指标。")
@click.option(
    "--week",
    metavar="2026-W47",
    help="snapshot: which ISO week. 哪一周。 [default: the last whole week of the log]",
)
@click.option("--month", metavar="2026-11", help="snapshot: which month, after its weeks. 哪个月，各周须已发布。")
@click.option("--all", "every", is_flag=True, help="snapshot: every whole week of the log. 每一个完整的周。")
@click.option(
    "--rerelease",
    is_flag=True,
    help="snapshot: replace released weeks (say why in the pull request). 重写已发布的周。",
)
@lang_option
def command(
    metrics: tuple[str, ...],
    root: Path,
    form: str,
    output: Path | None,
    labels: tuple[str, str] | None,
    start: dt.datetime | None,
    end: dt.datetime | None,
    exact: bool,
    all_chats: bool,
    listing: bool,
    week: str | None,
    month: str | None,
    every: bool,
    rerelease: bool,
    lang: str | None,
) -> None:
    """Compute metrics from the imported logs and the workspace. 由聊天记录和社群文件算出指标。

    Without METRIC: all of them, the newest rows of each. Cells of fewer than 5 people stay hidden.

    `commops stats snapshot` writes community/stats/<week>.json, the numbers that are committed and published; with
    --month that of a month. What is there already stays as it is. 写出每周或每月的统计快照。
    """
    from commops.report.tables import list_text
    from commops.stats import pages

    if listing:
        click.echo(list_text(pages.keys(), message_language(lang)))
        return
    if "snapshot" in metrics:
        if len(metrics) > 1 or (bool(week) + bool(month) + every > 1) or all_chats:
            raise click.UsageError(_EITHER.get(message_language(lang)))
        _snapshot(root, week, month, every=every, rerelease=rerelease, lang=lang)
        return
    if week or month or every or rerelease:
        raise click.UsageError(_ONLY_SNAPSHOT.get(message_language(lang)))
    asked = _known(metrics, pages.keys(), message_language(lang))
    if (form == "xlsx") != (output is not None) or (labels and (form == "xlsx" or start or end)):
        raise click.UsageError(_NOT_TOGETHER.get(message_language(lang)))
    if labels:
        _compare(asked, root, labels, form, exact=exact, all_chats=all_chats, lang=lang)
        return
    _show(asked, root, form, output, start, end, exact=exact, all_chats=all_chats, lang=lang)


def _known(asked: Sequence[str], keys: Sequence[str], lang: Lang) -> list[str]:
    for name in asked:
        if name not in keys:
            near = difflib.get_close_matches(name, [*keys, "snapshot"], n=1, cutoff=0.5)
            hint = Text(f"是不是 {near[0]}？", f"Did you mean {near[0]}?") if near else Text("", "")
            text = Text(
                f"没有指标 {name!r}。{hint.zh}用 commops stats --list 看全部。",
                f"No metric {name!r}. {hint.en} See commops stats --list.".replace("  ", " "),
            )
            raise click.UsageError(text.get(lang))
    return list(asked)


def _inputs(root: Path, *, needed: bool = True) -> tuple[Workspace, list[Path], frozenset[str]]:
    """The workspace, the merged logs and the chats in them. Raises InputError when none is there but needed."""
    ws, warehouse = imported(root, needed=needed)
    return ws, warehouse.parquet_files(), frozenset(str(row["channel"]) for row in warehouse.summary().channels)


def _name_the_others(ws: Workspace, chats: frozenset[str], lang: Lang) -> None:
    """Say on stderr which imported chats do not count."""
    from commops.stats.context import counted

    if outside := chats - (counted(ws) or chats):
        names = Text("、", ", ").get(lang).join(sorted(outside))
        click.echo(tame(safe(_LEFT_OUT.fill(names=names).get(lang))), err=True)


def _tables(
    metrics: list[str], root: Path, end: dt.datetime | None, *, exact: bool, all_chats: bool, lang: str | None
) -> tuple[dict[str, Table], Lang]:
    """The tables worked out from the log, and the language to speak."""
    from commops.stats import pages, periods
    from commops.stats.compute import compute
    from commops.stats.context import counted

    needed = not metrics or any(pages.load_page(key).needs_log for key in metrics)
    ws, files, chats = _inputs(root, needed=needed)
    speaks = message_language(lang, ws.languages[0])
    strangers = bool(files) and not chats & (counted(ws) or chats)
    if strangers:
        click.echo(_ONLY_STRANGERS.get(speaks), err=True)
    elif not all_chats:
        _name_the_others(ws, chats, speaks)
    last = end.date() if end else None if files else ws.as_of
    until = periods.day_number(last) if last else None
    return compute(files, ws, metrics or None, until=until, exact=exact, every=all_chats or strangers), speaks


def _show(
    metrics: list[str],
    root: Path,
    form: str,
    output: Path | None,
    start: dt.datetime | None,
    end: dt.datetime | None,
    *,
    exact: bool,
    all_chats: bool,
    lang: str | None,
) -> None:
    from commops.report.tables import as_csv, as_json, as_text

    tables, speaks = _tables(metrics, root, end, exact=exact, all_chats=all_chats, lang=lang)
    if start:
        tables = {key: table.since(start.date()) for key, table in tables.items()}
    if output is not None:
        from commops.files import write_atomic
        from commops.report.workbook import as_xlsx

        write_atomic(output, as_xlsx(tables, speaks))
        click.echo(_WROTE.fill(path=output.as_posix()).get(speaks))
    elif form == "table":
        as_text(tables, speaks, sys.stdout, last=None if metrics else 12)
    else:
        click.echo(as_json(tables) if form == "json" else as_csv(tables), nl=form == "json")


def _compare(
    metrics: list[str],
    root: Path,
    labels: tuple[str, str],
    form: str,
    *,
    exact: bool,
    all_chats: bool,
    lang: str | None,
) -> None:
    from commops.cli._compare import show

    def from_log() -> dict[str, Table]:
        return _tables(metrics, root, None, exact=exact, all_chats=all_chats, lang=lang)[0]

    show(root, labels, metrics, form, lang, from_log, log_only=exact or all_chats)


def _snapshot(
    root: Path, week: str | None, month: str | None, *, every: bool, rerelease: bool, lang: str | None
) -> None:
    from commops.stats import monthly, periods
    from commops.stats.context import context_of, counted
    from commops.stats.engine import Engine
    from commops.stats.snapshot import FOLDER, frozen_error, release

    chosen = periods.parse_week(week) if week else None
    month_n = periods.parse_month(month) if month else None
    ws, files, chats = _inputs(root)
    speaks = message_language(lang, ws.languages[0])
    if not chats & (counted(ws) or frozenset()):
        raise InputError("community/channels.yml", _NO_CHANNEL, _ADD_CHANNEL)
    _name_the_others(ws, chats, speaks)
    with Engine(files, context_of(ws), only=counted(ws)) as engine:
        if month_n is not None:
            done = [monthly.release(root, engine, month_n, rerelease=rerelease)]
        else:
            weeks = engine.full_weeks() if every else [engine.last_week if chosen is None else chosen]
            done = release(root, engine, _tracked(weeks), rerelease=rerelease)
    for status, text in (_STATUS_OF_MONTH if month else _STATUS).items():
        if count := sum(entry.status == status for entry in done):
            click.echo(text.fill(count=count, folder=(root / FOLDER).as_posix()).get(speaks))
    if frozen := [entry for entry in done if entry.status == "frozen"]:
        raise frozen_error(frozen)


def _tracked(weeks: Sequence[int]) -> Iterable[int]:
    """The weeks, with a progress bar while they are worked on if a terminal is there to show it."""
    from rich.console import Console
    from rich.progress import track

    return track(weeks, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
