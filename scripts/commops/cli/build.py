"""``commops build``: the whole site, ready to be put on any web server."""

from __future__ import annotations

import datetime as dt
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today
from commops.texts import Text

if TYPE_CHECKING:
    from commops.workspace import Workspace


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
@click.option(
    "--offline",
    is_flag=True,
    help="Also as build/offline/ and a ZIP, which work from a disk without a server. 另外生成离线版（文件夹和 ZIP）。",
)
@click.option(
    "--tar",
    is_flag=True,
    help="Also as one .tar.gz with its checksum, for any web server. 另外打成 .tar.gz，附校验和。",
)
@click.option("--strict-languages", is_flag=True, help="Fail when a translation is missing. 缺少译文就不生成。")
@click.option("--watch", is_flag=True, help="Build again whenever a file is saved; Ctrl-C ends it. 随改随建。")
def command(
    root: Path,
    as_of: dt.date | None,
    lang: str | None,
    out: Path | None,
    team: bool,
    offline: bool,
    tar: bool,
    strict_languages: bool,
    watch: bool,
) -> None:
    """Build the site in every language of the community. 生成网站。"""
    from commops.site import engine, fonts
    from commops.site.faults import demand_languages, demand_translated, demand_whole
    from commops.site.places import build_folder, may_replace
    from commops.site.reader import Reader

    started, root = time.monotonic(), root.resolve()
    out = (out or build_folder(root, team=team) / "site").resolve()
    may_replace(out, root, team=team)
    if watch:
        _watch(root, out, as_of, lang, team=team)

    def read() -> Workspace:
        ws = demand_whole(Reader(root, as_of=as_of, today=today()).read())
        return demand_languages(ws) if strict_languages else ws

    tree = engine.prepare_apart(read, root, team=team)
    if strict_languages:
        demand_translated(tree.untranslated)
    words = message_language(lang, tree.languages[0])
    names = Text("、".join(tree.languages), ", ".join(tree.languages)).get(words)
    step = Text(f"构建 {tree.pages} 页（{names}）", f"Building {tree.pages} pages ({names})")
    click.echo(f"  {step.get(words)}", err=True)
    if fonts.missing():
        click.echo(f"  {fonts.MISSING.get(words)}", err=True)
    built = engine.finish(tree, root, out, team=team)
    seconds = time.monotonic() - started
    done = Text(
        f"{built.pages} 页，{seconds:.1f} 秒，在 {built.folder}",
        f"{built.pages} pages in {seconds:.1f} s, in {built.folder}",
    )
    click.echo(done.get(words))
    for tag, pages in tree.untranslated.items():
        if pages:
            click.echo(f"  {_untranslated(tag, pages).get(words)}", err=True)
    place = build_folder(root, team=team)
    if offline:
        from commops.site.archive import pack_zip
        from commops.site.offline import to_disk

        name = f"{tree.name}-handbook"
        may_replace(place / "offline", root, team=team)
        to_disk(out, place / "offline")
        pack_zip(place / "offline", place / f"{name}.zip", name, epoch=tree.epoch)
        click.echo(Text(f"离线版：{place / name}.zip", f"Offline: {place / name}.zip").get(words))
    if tar:
        from commops.site.archive import pack_tar

        target = place / f"{tree.name}-site.tar.gz"
        digest = pack_tar(out, target, epoch=tree.epoch)
        click.echo(Text(f"打包：{target}，SHA-256 {digest}", f"Packed: {target}, SHA-256 {digest}").get(words))


def _watch(root: Path, out: Path, as_of: dt.date | None, lang: str | None, *, team: bool) -> NoReturn:
    from commops.site import engine
    from commops.site.reader import Reader
    from commops.site.watch import follow

    reader = Reader(root, as_of=as_of, today=today())
    build = partial(engine.build, root=root, out=out, team=team)
    with suppress(KeyboardInterrupt):
        for _ in follow(
            reader, root, build, lambda text: click.echo(text.get(message_language(lang, reader.language)))
        ):
            pass
    sys.exit(0)


def _untranslated(tag: str, pages: dict[str, int]) -> Text:
    """How many texts of a language exist in another one only, and the pages with most of them."""
    most = sorted(pages, key=lambda path: (-pages[path], path))[:3]
    named = [f"{path} ({pages[path]})" for path in most]
    count = sum(pages.values())
    return Text(
        f"{tag}：{count} 处没有译文，最多的页面是 {'、'.join(named)}",
        f"{tag}: {count} texts are not translated, most of them on {', '.join(named)}",
    )
