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
    from commops.site.places import intact
    from commops.site.reader import Reader
    from commops.texts import Text

    root = root.resolve()
    reader = Reader(root, as_of=as_of, today=today())
    kept = reader.kept()
    if kept is not None and intact(root / "build", kept["files"]):
        languages, pages, changed = kept["languages"], kept["pages"], 0
    else:
        from commops.site import engine
        from commops.site.faults import demand_whole
        from commops.site.places import listing

        tree = engine.write_prepared(demand_whole(reader.read()), root)
        languages, pages, changed = tree.languages, tree.pages, tree.changed
        reader.keep({"languages": languages, "pages": pages, "files": listing(root / "build")})
    done = Text(
        f"{pages} 页写入 build/docs，{changed} 个文件有变化", f"{pages} pages in build/docs, {changed} files changed"
    )
    click.echo(done.get(message_language(lang, languages[0])))
