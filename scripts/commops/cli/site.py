"""``commops site prepare``: the Markdown, feeds and configurations that the site engine reads, without building."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from commops.cli._options import Group, as_of_option, lang_option, message_language, root_option, today


@click.group("site", cls=Group)
def command() -> None:
    """Steps of the site build. 网站生成的分步命令。"""


@command.command("prepare")
@root_option
@as_of_option
@lang_option
def prepare(root: Path, as_of: dt.date | None, lang: str | None) -> None:
    """Write build/docs and build/mkdocs; only what changed. 只生成网站的 Markdown 和配置。"""
    from commops.site import engine
    from commops.texts import Text
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    tree = engine.write_prepared(ws, root.resolve())
    done = Text(
        f"{tree.pages} 页写入 build/docs，{tree.changed} 个文件有变化",
        f"{tree.pages} pages in build/docs, {tree.changed} files changed",
    )
    click.echo(done.get(message_language(lang, ws.languages[0])))
