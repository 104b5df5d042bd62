"""``commops build``: the whole site, ready to be put on any web server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.texts import Text


@click.command("build")
@root_option
@as_of_option
@lang_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the finished site. 网站输出到哪里。 [default: build/site; with --private build/private/site]",
)
@click.option(
    "--private",
    "team",
    is_flag=True,
    help="With the pages that only the team may read; not to be published. 含团队内部页面，不要公开发布。",
)
def command(root: Path, as_of: dt.date | None, lang: str | None, out: Path | None, team: bool) -> None:
    """Build the site in every language of the community. 生成网站。"""
    from commops.site import engine
    from commops.site.places import build_folder
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    words = message_language(lang, ws.languages[0])
    built = engine.build(
        ws, root.resolve(), (out or build_folder(root, team=team) / "site").resolve(), team=team,
        on_step=lambda step: click.echo(f"  {step.get(words)}", err=True),
    )  # fmt: skip
    done = Text(
        f"{built.pages} 页，{built.seconds:.1f} 秒，在 {built.folder}",
        f"{built.pages} pages in {built.seconds:.1f} s, in {built.folder}",
    )
    click.echo(done.get(words))
    for tag, pages in built.untranslated.items():
        if pages:
            click.echo(f"  {_untranslated(tag, pages).get(words)}", err=True)


def _untranslated(tag: str, pages: dict[str, int]) -> Text:
    """How many texts of a language exist in another one only, and the pages with most of them."""
    most = sorted(pages, key=lambda path: (-pages[path], path))[:3]
    named = [f"{path} ({pages[path]})" for path in most]
    count = sum(pages.values())
    return Text(
        f"{tag}：{count} 处没有译文，最多的页面是 {'、'.join(named)}",
        f"{tag}: {count} texts are not translated, most of them on {', '.join(named)}",
    )
