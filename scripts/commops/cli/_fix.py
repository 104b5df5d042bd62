"""``--fix`` and ``--diff``, which check and review share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commops.texts import Lang, Text, safe, tame

if TYPE_CHECKING:
    from commops.workspace import Workspace

_FIXED = (
    Text("改好了 {n} 处：{paths}", "{n} repair made in {paths}"),
    Text("改好了 {n} 处：{paths}", "{n} repairs made in {paths}"),
)
_NOTHING = Text("没有能自动改的。", "Nothing can be repaired by itself.")


def fix_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--fix`` writes certain repairs into the files, ``--diff`` only prints them."""
    for name, told in (
        ("--diff", "Print the repairs, write nothing. 只列出修改，不写入文件。"),
        ("--fix", "Repair what is certain, then go on. 先自动改掉有把握的小毛病。"),
    ):
        function = click.option(name, is_flag=True, help=told)(function)
    return function


def repair(root: Path, ws: Workspace, lang: Lang, *, diff: bool) -> Workspace | None:
    """Write the repairs and return the workspace as it is then; None if they were only to be printed."""
    from commops.mending import run

    made = run.mended(ws)
    if diff:
        click.echo(run.diff(ws, made), nl=False)
        return None
    paths = run.write(root, made)
    told = _FIXED[made.count > 1].fill(n=made.count, paths=", ".join(paths)) if paths else _NOTHING
    click.echo(tame(safe(told.get(lang), one_line=True)), err=True)
    return made.workspace
