"""``commops stats``: compute metrics from the imported logs, and release the weekly numbers."""

from __future__ import annotations

import datetime as dt
import difflib
import sys
from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._counted_logs import Where, name_the_others, open_logs
from commops.cli._gaps import is_uncovered, name_the_gaps
from commops.cli._options import engine_options, lang_option, message_language, root_option
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.stats.table import Table

_ONLY_STRANGERS = Text(
    "导入的聊天都不属于这里登记的渠道，以下数据只供查看，不能发布。",
    "No imported chat belongs to a channel that is listed here: these numbers are to look at, not to publish.",
)
_NOT_ON_SPARK = Text(
    "未计算（只能用 DuckDB）：{names}。需要时去掉 --engine spark 单独计算。",
    "Not worked out (DuckDB only): {names}. If you need one, compute it by itself without --engine spark.",
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
@engine_options
@click.option(
    "--warehouse",
    metavar="PATH_OR_URI",
    help="Imported logs that lie elsewhere. 别处的仓库。 [default: .commops/warehouse]",
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
    engine: str,
    master: str | None,
    warehouse: str | None,
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
    where = Where(engine, master, warehouse)
    if "snapshot" in metrics:
        from commops.cli._snapshot import release

        if len(metrics) > 1 or (bool(week) + bool(month) + every > 1) or all_chats:
            raise click.UsageError(_EITHER.get(message_language(lang)))
        release(root, where, week, month, every=every, rerelease=rerelease, lang=lang)
        return
    if week or month or every or rerelease:
        raise click.UsageError(_ONLY_SNAPSHOT.get(message_language(lang)))
    asked = _known(metrics, pages.keys(), message_language(lang))
    if (form == "xlsx") != (output is not None) or (labels and (form == "xlsx" or start or end)):
        raise click.UsageError(_NOT_TOGETHER.get(message_language(lang)))
    if labels:
        _compare(asked, root, where, labels, form, exact=exact, all_chats=all_chats, lang=lang)
        return
    _show(asked, root, where, form, output, start, end, exact=exact, all_chats=all_chats, lang=lang)


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


def _name_the_missing(missing: Iterable[str], lang: Lang) -> None:
    """Say on stderr which metrics this engine cannot work out."""
    if names := Text("、", ", ").get(lang).join(sorted(missing)):
        click.echo(_NOT_ON_SPARK.fill(names=names).get(lang), err=True)


def _tables(
    metrics: list[str],
    root: Path,
    where: Where,
    end: dt.datetime | None,
    *,
    exact: bool,
    all_chats: bool,
    lang: str | None,
) -> tuple[dict[str, Table], Lang]:
    """The tables worked out from the log, and the language to speak."""
    from commops.stats import pages, periods
    from commops.stats.compute import compute
    from commops.stats.context import counted

    needed = not metrics or any(pages.load_page(key).needs_log for key in metrics)
    with open_logs(root, where, needed=needed) as logs:
        speaks = message_language(lang, logs.ws.languages[0])
        strangers = bool(logs.files) and not logs.chats & (counted(logs.ws) or logs.chats)
        if strangers:
            click.echo(_ONLY_STRANGERS.get(speaks), err=True)
        elif not all_chats:
            name_the_others(logs.ws, logs.chats, speaks)
        name_the_gaps(logs, speaks)
        last = end.date() if end else None if logs.files else logs.ws.as_of
        until = periods.day_number(last) if last else None
        every = all_chats or strangers
        tables = compute(
            logs.files, logs.ws, metrics or None, until=until, exact=exact, every=every, backend=logs.backend
        )
        if logs.gaps:
            # Thousands of rows share a few periods and channels.
            unknown = cache(partial(is_uncovered, logs))
            tables = {key: table.without(unknown) for key, table in tables.items()}
    _name_the_missing(set(metrics or pages.keys()) - set(tables), speaks)
    return tables, speaks


def _show(
    metrics: list[str],
    root: Path,
    where: Where,
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

    tables, speaks = _tables(metrics, root, where, end, exact=exact, all_chats=all_chats, lang=lang)
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
    where: Where,
    labels: tuple[str, str],
    form: str,
    *,
    exact: bool,
    all_chats: bool,
    lang: str | None,
) -> None:
    from commops.cli._compare import show

    def from_log() -> dict[str, Table]:
        return _tables(metrics, root, where, None, exact=exact, all_chats=all_chats, lang=lang)[0]

    show(root, labels, metrics, form, lang, from_log, log_only=exact or all_chats)
