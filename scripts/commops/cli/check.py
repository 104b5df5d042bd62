"""``commops check``: run all rules over the workspace and print what they found."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today, use_color
from commops.report.registry import names, printer
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.workspace import Workspace

_NOT_AN_ADDRESS = Text(
    "网址要写成 https://example.org/handbook 的样子。", "Write it like https://example.org/handbook."
)
_NO_PATH = Text("工作区里没有“{path}”。", 'There is no "{path}" in the workspace.')
_NEAR = Text("是不是想写“{near}”？", ' Did you mean "{near}"?')


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATHS...]", type=click.Path(path_type=Path))
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(names()),
    default="text",
    help="How to print. 输出格式。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to this file instead of printing it. 把结果写进文件。",
)
@click.option(
    "--docs-url",
    metavar="URL",
    help="Address of the site with the pages of the rules. 规则说明所在的网站。 [default: site_url of community.yml]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 also when there are only warnings. 只有警告时也以 1 退出。")
@click.option("--info", is_flag=True, help="Show notes too, not only errors and warnings. 连提示也列出来。")
@as_of_option
@lang_option
def command(
    paths: tuple[Path, ...],
    root: Path,
    form: str,
    output: Path | None,
    docs_url: str | None,
    strict: bool,
    info: bool,
    as_of: dt.date | None,
    lang: str | None,
) -> None:
    """Check the workspace. 检查全部文件。

    With PATHS (files or folders) only findings in them are shown; the whole workspace is read all the same. Exits
    with 1 when there is an error, with 2 when it is used wrongly.
    """
    from commops.check import Verdict, examine
    from commops.files import write_atomic
    from commops.findings import Severity
    from commops.report.material import ADDRESS, material_of
    from commops.workspace.load import load

    if docs_url and not ADDRESS.fullmatch(docs_url):
        raise click.BadParameter(_NOT_AN_ADDRESS.get(message_language(lang)), param_hint="--docs-url")
    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    wanted = [_inside(path, root, ws, speaks) for path in paths]
    verdict = examine(ws)
    if paths:
        verdict = Verdict([found for found in verdict.findings if _covered(found.at.path, wanted)], verdict.waived)
    more: dict[str, Any] = {"root": root, "info": info, "color": use_color() and output is None}
    material = material_of(ws, verdict.findings, speaks, waived=verdict.waived, site=docs_url or "", **more)
    report = printer(form).render(material)
    if output is None:
        click.echo(report)
    else:
        # What a console cannot show is escaped there; a file name that is not UTF-8 must not end a report here.
        write_atomic(output, f"{report}\n".encode(errors="backslashreplace"))
    worst = min((found.severity.rank for found in verdict.findings), default=Severity.INFO.rank)
    if worst <= (Severity.WARNING if strict else Severity.ERROR).rank:
        sys.exit(1)


def _inside(path: Path, root: Path, ws: Workspace, lang: Lang) -> str:
    """A path as the workspace names it, seen from here or else from the workspace. Ends the command if unknown."""
    top = root.resolve()
    for place in (Path.cwd() / path, top / path):
        try:
            name = place.resolve().relative_to(top).as_posix()
        except ValueError:
            continue
        if name == "." or _covers(name, ws):
            return name
    known = sorted({part for name in ws.tracked for part in (name, *(p.as_posix() for p in Path(name).parents))})
    near = get_close_matches(path.as_posix(), known, n=1)
    told = _NO_PATH.fill(path=path).get(lang) + (_NEAR.fill(near=near[0]).get(lang) if near else "")
    raise click.UsageError(told)


def _covers(name: str, ws: Workspace) -> bool:
    """Whether a name is a file of the workspace or a folder of some."""
    return name in ws.tracked or any(path.startswith(f"{name}/") for path in ws.tracked)


def _covered(path: str, wanted: Sequence[str]) -> bool:
    return any(name in (".", path) or path.startswith(f"{name}/") for name in wanted)
