"""``commops check``: run all rules over the workspace and print what they found."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import as_of_option, lang_option, message_language, root_option, today, use_color
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.check import Verdict
    from commops.findings import Finding
    from commops.workspace import Workspace

_NO_PATH = Text("工作区里没有“{path}”。", 'There is no "{path}" in the workspace.')
_NEAR = Text("是不是想写“{near}”？", ' Did you mean "{near}"?')


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATHS...]", type=click.Path(path_type=Path))
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github")),
    default="text",
    help="How to print. 输出格式。",
)
@click.option("--strict", is_flag=True, help="Exit with 1 also when there are only warnings. 只有警告时也以 1 退出。")
@click.option("--info", is_flag=True, help="Show notes too, not only errors and warnings. 连提示也列出来。")
@as_of_option
@lang_option
def command(
    paths: tuple[Path, ...],
    root: Path,
    form: str,
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
    from commops.findings import Severity
    from commops.workspace.load import load

    ws = load(root, as_of=as_of, today=today())
    speaks = message_language(lang, ws.languages[0])
    wanted = [_inside(path, root, ws, speaks) for path in paths]
    verdict = examine(ws)
    if paths:
        verdict = Verdict([found for found in verdict.findings if _covered(found.at.path, wanted)], verdict.waived)
    click.echo(_printed(verdict, ws, speaks, form, root, info))
    worst = min((found.severity.rank for found in verdict.findings), default=Severity.INFO.rank)
    if worst <= (Severity.WARNING if strict else Severity.ERROR).rank:
        sys.exit(1)


def _printed(verdict: Verdict, ws: Workspace, lang: Lang, form: str, root: Path, info: bool) -> str:
    from commops.report.summary import Summary

    findings: Sequence[Finding] = verdict.findings
    if form == "text":
        from commops.report import text

        return text.report(findings, ws, lang, color=use_color(), info=info, waived=verdict.waived)
    summary = Summary.of(findings, files=len(ws.sources), waived=verdict.waived)
    if form == "json":
        from commops.report import json

        return json.report(findings, summary, lang)
    from commops.report import github

    return github.report(findings, summary, lang, root)


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
