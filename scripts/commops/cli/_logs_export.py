"""``commops logs export``: a channel in the format of another program, private like the warehouse itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from commops.cli._logs_common import midnight
from commops.cli._options import lang_option, message_language, root_option
from commops.texts import Text, safe

_WRITTEN = Text(
    "已写出 {count} 条消息到 {path}（姓名换成代号，原文照写：只供自己使用）",
    "{count} messages written to {path} (pseudonyms for names, texts as they are: for your own use)",
)


@click.command("export")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "form", type=click.Choice(("chatlab",)), required=True, help="The format. 导出为哪种格式。")
@click.option("--jsonl", is_flag=True, help="A line per message, for large channels. 每行一条。 [default: by FILE]")
@click.option("--channel", metavar="ID", help="Which channel, when there are several. 哪个渠道。")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day. 从哪天起。")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last day. 到哪天为止。")
@root_option
@lang_option
def export(
    target: Path,
    form: str,  # noqa: ARG001 - one so far; named so that a second one breaks nobody's script
    jsonl: bool,
    channel: str | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
    root: Path,
    lang: str | None,
) -> None:
    """Write a channel for another program: ChatLab JSON or JSONL. 导出给其他工具（ChatLab）。

    The file holds what people wrote, so a place that Git would pick up is refused.
    """
    from commops.logs.canonical import EARLIEST, LATEST
    from commops.logs.chatlab_out import write
    from commops.logs.warehouse import open_warehouse

    warehouse = open_warehouse(root)
    zone = warehouse.state.zone
    count = write(
        warehouse,
        target,
        channel,
        since=midnight(since, zone) if since else EARLIEST,
        until=midnight(until + dt.timedelta(days=1), zone) if until else LATEST,
        lines=jsonl or target.suffix == ".jsonl",
    )
    told = _WRITTEN.fill(count=f"{count:,}", path=safe(str(target), one_line=True))
    click.echo(told.get(message_language(lang)))
