"""``--fix`` and ``--diff``, which check and review share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commops.cli._options import today
from commops.texts import Lang, Text, safe, tame

if TYPE_CHECKING:
    from commops.findings import Finding
    from commops.report.material import Edit, Repair
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


def suggester(root: Path, as_of: dt.date | None) -> Repair:
    """Works out repairs for a report; nothing is imported or loaded until the first one is asked for."""

    @cache
    def loaded() -> Workspace:
        from commops.workspace.load import load

        return load(root, as_of=as_of, today=today())

    def certain(found: Finding) -> Edit | None:
        from commops.mending.edits import applied
        from commops.mending.run import edits_for
        from commops.report.material import Edit

        ws = loaded()
        edits = edits_for(ws, found)
        if not edits:
            return None
        source = ws.sources.get(found.at.path)
        text = source.text if source else ws.read_text(found.at.path) or ""
        start, end = min(edits).start, max(edit.end for edit in edits)
        begin = text.rfind("\n", 0, start) + 1
        shifted = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
        new = applied(text[start:end], shifted)
        if "\n" in text[start:end]:
            return None
        return Edit(text.count("\n", 0, start) + 1, start - begin + 1, end - start, new)

    return certain
