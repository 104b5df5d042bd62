"""What commands that look into what was said share: their options, their inputs, and the printing of listings."""

from __future__ import annotations

import datetime as dt
import difflib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from commops.cli._options import today
from commops.errors import InputError
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.logs.warehouse import Warehouse
    from commops.stats.listing import Listing
    from commops.stats.table import Value
    from commops.workspace import Workspace

Form = Literal["table", "json", "csv"]
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_BACKWARDS = Text("--from 晚于 --to。", "--from lies after --to.")


def span_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--channel``, ``--from``, ``--to`` and ``--format``."""
    options = (
        click.option("--channel", metavar="ID", help="Only this channel. 只看这个渠道。 [default: all]"),
        click.option("--from", "start", type=_DAY, metavar="DATE", help="First day. 从哪天起。 [default: 28 days]"),
        click.option("--to", "end", type=_DAY, metavar="DATE", help="Last day. 到哪天为止。 [default: the log's last]"),
        click.option(
            "--format",
            "form",
            type=click.Choice(("table", "json", "csv")),
            default="table",
            help="How to print. 输出格式。",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def days(start: dt.datetime | None, end: dt.datetime | None, lang: Lang) -> tuple[dt.date | None, dt.date | None]:
    """The days asked for. Raises UsageError when they are in the wrong order."""
    if start and end and start > end:
        raise click.UsageError(_BACKWARDS.get(lang))
    return start.date() if start else None, end.date() if end else None


def nothing_imported(place: str) -> InputError:
    """What is said where there is no log to count."""
    return InputError(
        place,
        Text("还没有导入聊天记录。", "no log has been imported yet."),
        Text("先运行 commops logs import 导出的文件。", "Run commops logs import with an exported log first."),
    )


def imported(root: Path) -> tuple[Workspace, Warehouse]:
    """The workspace and its logs, merged as its channels say. Raises InputError when nothing has been imported."""
    from commops.logs.warehouse import open_warehouse
    from commops.workspace.load import load_late

    ws = load_late(root, today=today())
    warehouse = open_warehouse(root)
    warehouse.refresh(ws)
    if not warehouse.parquet_files():
        raise nothing_imported(str(root / ".commops"))
    return ws, warehouse


def opened(root: Path, channel: str | None) -> tuple[Workspace, Warehouse, frozenset[str] | None]:
    """The workspace, its logs and the channels that count. Raises InputError without logs or for an unknown channel."""
    from commops.stats.context import counted

    ws, warehouse = imported(root)
    chats = sorted(str(row["channel"]) for row in warehouse.summary().channels)
    if channel is None:
        return ws, warehouse, counted(ws)
    if channel not in chats:
        near = difflib.get_close_matches(channel, chats, n=1) or chats[:1]
        raise InputError(
            channel,
            Text("没有导入过这个渠道的记录。", "no log of this channel has been imported."),
            Text(
                f"例如 --channel {near[0]}；commops logs list 列出全部。",
                f"For example --channel {near[0]}; commops logs list shows all.",
            ),
        )
    return ws, warehouse, frozenset({channel})


def show(listings: Mapping[str, Listing], form: Form, lang: Lang, facts: Mapping[str, Value]) -> None:
    """Print listings in the form asked for."""
    from commops.report.listings import as_csv, as_json, as_text

    if form == "table":
        as_text(listings, lang, sys.stdout)
    else:
        click.echo(as_json(listings, facts) if form == "json" else as_csv(listings), nl=form == "json")
