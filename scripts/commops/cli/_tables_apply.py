"""Brings the numbers of imported tables into the workspace, or shows what would change."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from commops.mending.run import Mended, diff, write
from commops.tables.applying import draw
from commops.tables.change import Wishes
from commops.tables.store import TableStore
from commops.texts import Lang, Text, safe, tame
from commops.workspace import Workspace

_WRITTEN = Text("写入 {n} 处：{paths}", "{n} values written: {paths}")
_WOULD = Text("以上 {n} 处尚未写入；确认后加 --write", "{n} values, not written yet; add --write when they are right")
_NOTHING = Text("没有要写入的数字。", "There is nothing to write.")


def apply_numbers(root: Path, ws: Workspace, wanted: Wishes, speaks: Lang, *, write_files: bool) -> None:
    """Print the difference, or write it; what cannot be written is told on stderr."""
    drawn = draw(ws, TableStore(root), wanted)
    for note in drawn.notes:
        click.echo(tame(safe(note.get(speaks), one_line=True)), err=True)
    made = Mended(drawn.texts, drawn.count, ws)
    if not drawn.count:
        click.echo(_NOTHING.get(speaks), err=True)
    elif write_files:
        paths = write(root, made)
        click.echo(
            tame(safe(_WRITTEN.fill(n=drawn.count, paths=", ".join(paths)).get(speaks), one_line=True)), err=True
        )
    else:
        click.echo(tame(diff(ws, made)), nl=False)
        click.echo(_WOULD.fill(n=drawn.count).get(speaks), err=True)


def wishes(on: dt.datetime | None, replace: bool) -> Wishes:
    """The options as the tables take them."""
    return Wishes(on.date() if on else None, replace)
