"""``commops logs``: take exported chat logs into the private warehouse, list what it holds, and remove from it."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from commops.cli._logs_common import workspace
from commops.cli._logs_export import export
from commops.cli._logs_private import alias, forget, purge
from commops.cli._options import Group, lang_option, message_language, root_option
from commops.texts import Text

_NOT_A_ZONE = Text(
    "{value} 不是时区，时区要写成 Asia/Shanghai 的样子。", "{value} is not a time zone like Asia/Shanghai."
)

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
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
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
@_format
@lang_option
def import_(
    paths: tuple[Path, ...],
    root: Path,
    mapping: Path | None,
    zone: ZoneInfo | None,
    no_texts: bool,
    form: str,
    lang: str | None,
) -> None:
    """Read exports (files or folders) into the private warehouse. 读入导出的聊天记录。

    Importing a file again changes nothing, except that texts left out or purged earlier come back when the file itself
    is named. Exits with 1 if a file could not be used; the others are still imported.
    """
    from commops.cli._logs_report import as_json, as_text, progress
    from commops.logs.tracked import refuse_tracked
    from commops.logs.warehouse import open_warehouse

    ws = workspace(root)
    refuse_tracked(paths)
    with progress(sys.stderr) as on_progress:
        reports = open_warehouse(root).import_paths(
            paths, ws, on_progress, zone=zone, mapping=mapping, texts=not no_texts
        )
    chosen = message_language(lang, ws.languages[0] if ws else "en")
    click.echo(as_json(reports) if form == "json" else as_text(reports, chosen))
    if any(report.problem for report in reports):
        sys.exit(1)


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
