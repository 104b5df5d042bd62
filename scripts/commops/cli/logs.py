"""``commops logs``: take exported chat logs into the private warehouse, list what it holds, and remove from it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from commops.cli._logs_common import workspace
from commops.cli._logs_export import export
from commops.cli._logs_private import alias, forget, purge
from commops.cli._options import ONLY_SPARK, Finished, Group, engine_options, lang_option, message_language, root_option
from commops.texts import Lang, Text, safe, tame

if TYPE_CHECKING:
    from commops.logs.file_reports import FileReport
    from commops.workspace import Workspace

_NOT_A_ZONE = Text(
    "{value} 不是时区，时区要写成 Asia/Shanghai 的样子。", "{value} is not a time zone like Asia/Shanghai."
)
_SHEETS = Text(
    "这些是表格，不是聊天记录，用 commops tables import 导入：{names}",
    "These are tables, not chat logs; commops tables import reads them: {names}",
)
_PASSED_OVER = Text(
    "跳过了文件夹里不是认得的导出格式的文件：{kinds}。单独导入其中一个，可以看到该怎么办。",
    "Passed over in folders, in no known format of exports: {kinds}. Import one of them by name to read what to do.",
)


class _Place(click.Path):
    """A file or folder that exists here, or the URI of one elsewhere (then a str)."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if isinstance(value, str) and "://" in value:
            return value
        return super().convert(value, param, ctx)


_format = click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help="text for people, json for programs. 输出格式。",
)


@click.group("logs", cls=Group)
def command() -> None:
    """Import exported chat logs, and see what has been imported. 导入聊天记录，查看导入了什么。

    Names become keyed pseudonyms; texts are kept beside them unless you say --no-texts. All of it stays in .commops/,
    outside Git.
    """


@command.command("import")
@click.argument("paths", nargs=-1, required=True, type=_Place(path_type=Path, exists=True))
@root_option
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Columns of a CSV or TSV file. CSV、TSV 的列对应表。",
)
@click.option(
    "--zone",
    metavar="IANA",
    callback=lambda _c, _o, value: _zone(value),
    help="Zone of times without one. 没写时区的时间按哪个时区。",
)
@click.option(
    "--no-texts", is_flag=True, help="Keep no message texts, and drop those kept of these files. 不保存聊天原文。"
)
@engine_options
@_format
@lang_option
def import_(
    paths: tuple[Path | str, ...],
    root: Path,
    mapping: Path | None,
    zone: ZoneInfo | None,
    no_texts: bool,
    engine: str,
    master: str | None,
    form: str,
    lang: str | None,
) -> None:
    """Read exports (files or folders) into the private warehouse. 读入导出的聊天记录。

    With --engine spark a path may be a URI such as s3a://bucket/exports.

    Importing a file again changes nothing, except that texts left out or purged earlier come back when the file itself
    is named. Exits with 1 if a file could not be used; the others are still imported.
    """
    from commops.cli._logs_report import as_json, as_text
    from commops.logs.tracked import refuse_tracked

    ws = workspace(root)
    here = [path for path in paths if isinstance(path, Path)]
    uris = [path for path in paths if isinstance(path, str)]
    refuse_tracked(here)
    if engine == "spark":
        reports = _on_spark(root, ws, here, uris, zone=zone, mapping=mapping, texts=not no_texts, master=master)
    elif uris:
        raise click.UsageError(ONLY_SPARK.fill(uri=uris[0]).get(message_language(lang)))
    else:
        reports = _here(root, ws, here, zone=zone, mapping=mapping, texts=not no_texts)
    chosen = message_language(lang, ws.languages[0] if ws else "en")
    sheets = [report for report in reports if _is_sheet(report, here)]
    if sheets:
        names = Text("、", ", ").get(chosen).join(Path(report.path).name for report in sheets)
        click.echo(tame(safe(_SHEETS.fill(names=names).get(chosen), one_line=True)), err=True)
        reports = [report for report in reports if report not in sheets]
    _tell_of_the_passed_over(here, [Path(report.path) for report in (*reports, *sheets)], chosen)
    click.echo(as_json(reports) if form == "json" else as_text(reports, chosen))
    raise Finished(any(report.problem for report in reports))


def _tell_of_the_passed_over(paths: list[Path], reported: list[Path], lang: Lang) -> None:
    """Say on stderr what files of the folders were taken for no export: somebody may have meant them to be read."""
    from commops.logs.inputs import passed_over

    # A folder in which nothing was found is reported itself; its files are to be told of all the same.
    known = set(reported).difference(paths)
    found = Counter(seen.get(lang) for _path, seen in passed_over(paths, known))
    if found:
        # Kinds only: what a file is called may be private, as the topics of a forum are.
        kinds = Text("、", ", ").get(lang).join(f"{count:,} × {kind}" for kind, count in sorted(found.items()))
        told = _PASSED_OVER.fill(kinds=kinds).get(lang)
        click.echo(tame(safe(told, one_line=True)), err=True)


def _is_sheet(report: FileReport, named: list[Path]) -> bool:
    """Whether a file that lay in a folder is a sign-up sheet or the like, which is read by another command."""
    path = Path(report.path)
    if report.problem is None or path in named:
        return False
    from commops.logs.mapping import NeedsMappingError
    from commops.tables.reading import is_known_table

    return isinstance(report.problem, NeedsMappingError) and is_known_table(path)


def _here(
    root: Path, ws: Workspace | None, paths: list[Path], *, zone: ZoneInfo | None, mapping: Path | None, texts: bool
) -> list[FileReport]:
    from commops.cli._logs_report import progress
    from commops.logs.warehouse import open_warehouse

    with progress(sys.stderr) as on_progress:
        return open_warehouse(root).import_paths(paths, ws, on_progress, zone=zone, mapping=mapping, texts=texts)


def _on_spark(
    root: Path,
    ws: Workspace | None,
    paths: list[Path],
    uris: list[str],
    *,
    zone: ZoneInfo | None,
    mapping: Path | None,
    texts: bool,
    master: str | None,
) -> list[FileReport]:
    from commops.logs.fan_out import SparkReader
    from commops.logs.warehouse import open_warehouse
    from commops.spark import session

    with session(master) as spark:
        reader = SparkReader(spark, paths, uris, mapping)
        return open_warehouse(root).import_paths([], ws, zone=zone, texts=texts, fan_out=reader)


@command.command("list")
@root_option
@_format
@lang_option
def list_(root: Path, form: str, lang: str | None) -> None:
    """List the imported exports and channels. 列出已导入的文件和渠道。"""
    from commops.cli._logs_report import state_as_json, state_as_text
    from commops.logs.warehouse import open_warehouse

    state = open_warehouse(root).summary()
    click.echo(state_as_json(state) if form == "json" else state_as_text(state, message_language(lang)))


def _zone(value: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(value) if value else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.BadParameter(_NOT_A_ZONE.fill(value=repr(value)).get(message_language())) from None


for _more in (export, purge, forget, alias):
    command.add_command(_more)
