"""``commops synth``: write a made-up chat log, for the demo, for tests and for speed runs."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

import click

from commops.cli._options import lang_option, message_language
from commops.errors import InputError
from commops.synth.place import check_place
from commops.synth.recipe import DEMO_END, DEMO_SEED, DEMO_START, chats, recipe_for
from commops.synth.run import Summary, make
from commops.synth.writers import formats, writer
from commops.texts import Lang, Text

_ENDS_FIRST = Text("最后一天早于第一天。", "The last day lies before the first.")
_NO_VARIANT = Text("{name} 没有这个变体，可选：{known}。", "{name} has no such variant; it has: {known}.")
DAY = click.DateTime(["%Y-%m-%d"])
MAX_MESSAGES = 10_000_000


@click.command("synth")
@click.argument("folder", metavar="OUT_DIR", type=click.Path(path_type=Path))
@click.option("--format", "format_name", type=click.Choice(formats()), default="telegram", show_default=True)
@click.option("--variant", default="", help="whatsapp: android (default), us, ios; qq: new (default), old.")
@click.option(
    "--messages",
    type=click.IntRange(100, MAX_MESSAGES),
    help="Size to aim for, within a few percent. [default: as the demo's recipe comes out]",
)
@click.option(
    "--chats", "chat_count", type=click.IntRange(1, 200), default=5, show_default=True, help="Number of chats."
)
@click.option("--seed", type=int, default=DEMO_SEED, show_default=True, help="Another seed, another log.")
@click.option("--from", "start", type=DAY, default=f"{DEMO_START}", show_default=True, help="First day.")
@click.option("--to", "end", type=DAY, default=f"{DEMO_END}", show_default=True, help="Last day.")
@lang_option
def command(
    folder: Path,
    format_name: str,
    variant: str,
    messages: int | None,
    chat_count: int,
    seed: int,
    start: dt.datetime,
    end: dt.datetime,
    lang: str | None,
) -> None:
    """Write a made-up chat log into OUT_DIR. 生成一份虚构的聊天记录。

    Nobody in it exists. The same options give the same bytes on every computer. Without options it is the log of the
    demo community, as a Telegram export of a full account with five chats.
    """
    if end < start:
        raise click.BadParameter(_ENDS_FIRST.get(message_language(lang)), param_hint="--to")
    if variant and variant not in (variants := [name for name in writer(format_name).VARIANTS if name]):
        known = ", ".join(variants) or "none"
        raise click.BadParameter(
            _NO_VARIANT.fill(name=format_name, known=known).get(message_language(lang)), param_hint="--variant"
        )
    recipe = recipe_for(start.date(), end.date(), seed=seed, chats=chats(chat_count))
    check_place(folder)
    language, begun = message_language(lang), time.monotonic()
    try:
        summary = make(
            folder, recipe.sized(messages) if messages else recipe, format_name, variant, _Progress(language)
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            str(folder),
            Text(f"无法写入（{reason}）", f"cannot be written ({reason})"),
            Text("检查磁盘空间和权限，或换一个文件夹", "Check free space and permissions, or name another folder"),
        ) from None
    click.echo(_told(summary, folder, time.monotonic() - begun).get(language))


class _Progress:
    """Shows the share of the work on a terminal, and nothing elsewhere."""

    def __init__(self, lang: Lang) -> None:
        self._label, self._shown = Text("正在生成", "Writing").get(lang), -1

    def __call__(self, share: float) -> None:
        percent = int(share * 100)
        if percent != self._shown and sys.stderr.isatty():
            self._shown = percent
            click.echo(f"\r{self._label} {percent:3}%" + ("\r\x1b[K" if percent == 100 else ""), nl=False, err=True)


def _told(summary: Summary, folder: Path, seconds: float) -> Text:
    """The closing line."""
    facts: dict[str, object] = {
        "folder": folder,
        "messages": f"{summary.messages:,}",
        "events": f"{summary.events:,}",
        "members": f"{summary.members:,}",
        "ever": f"{summary.ever:,}",
        "files": f"{summary.files:,}",
        "size": f"{summary.bytes / 1e6:,.1f}",
        "seconds": f"{seconds:.1f}",
    }
    return Text(
        "{folder}: {messages} 条消息、{events} 条进退群记录，现有成员 {members}（历史 {ever}），"
        "{files} 个文件共 {size} MB，用时 {seconds} 秒。全部为虚构。",
        "{folder}: {messages} messages, {events} joins and leaves, {members} members now ({ever} ever), "
        "files: {files} ({size} MB), {seconds} s. All of it is made up.",
    ).fill(**facts)
