"""``commops screen``: what may be spam or paid praise, with the evidence; people judge."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from commops.cli._log_options import Form, days, opened, show, span_options
from commops.cli._options import lang_option, message_language, root_option
from commops.texts import Text

_ONLY_TABLE = Text(
    "--show-text 会显示成员写的内容，只能用于表格输出。", "--show-text shows what members wrote: only with the table."
)
_ONLY_TERMINAL = Text(
    "--show-text 会显示成员写的内容，只在终端显示，不能写进文件或管道。",
    "--show-text shows what members wrote: only on a terminal, not into a file or a pipe.",
)
_NO_VERDICT = Text(
    "以下只是疑似线索，请人工查看后再处置，不是结论；结果含成员代号，不要公开。",
    "Suspected only: look before you act, this is no verdict. It names accounts by pseudonym; do not publish it.",
)


@click.command("screen")
@root_option
@span_options
@click.option(
    "--show-text",
    is_flag=True,
    help="Show the beginning of copied texts and the sites; on a terminal only. 显示摘录和网站，只限终端。",
)
@lang_option
def command(
    root: Path,
    channel: str | None,
    start: dt.datetime | None,
    end: dt.datetime | None,
    form: Form,
    show_text: bool,
    lang: str | None,
) -> None:
    """Suspected spam and paid praise, with the evidence. 疑似垃圾信息和水军的线索与依据。

    Nearly equal messages of several accounts, new accounts that come together, links soon after coming in or in most
    messages, the same site from many new accounts. An account is listed when two kinds of evidence meet. Nothing here
    is a verdict, and the command changes nothing.

    Measured on made-up logs with planted accounts (see the guide); real spammers try harder.
    """
    from commops.stats.screening.run import screen

    if show_text and form != "table":
        raise click.UsageError(_ONLY_TABLE.get(message_language(lang)))
    if show_text and not _on_terminal():
        raise click.UsageError(_ONLY_TERMINAL.get(message_language(lang)))
    ws, warehouse, channels = opened(root, channel)
    speaks = message_language(lang, ws.languages[0])
    since, until = days(start, end, speaks)
    found = screen(warehouse, ws, speaks, channels=channels, start=since, end=until, show_text=show_text)
    click.echo(_NO_VERDICT.get(speaks), err=True)
    facts = {"from": found.first.isoformat(), "to": found.last.isoformat(), "channel": channel or "*"}
    show(found.listings, form, speaks, facts)


def _on_terminal() -> bool:
    return sys.stdout.isatty()
