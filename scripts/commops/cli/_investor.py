"""``commops report investor``: the private pack, written where Git does not look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.errors import InputError
from commops.texts import Lang, Text

if TYPE_CHECKING:
    from commops.workspace import Workspace

_WROTE = Text(
    "已写入 {folder}（{count} 个文件）和 {archive}。只发给书面邀请的人，不要放进仓库。",
    "Written to {folder} ({count} files) and {archive}. For those invited in writing only; keep it out of Git.",
)
_NOT_COMMITTED = Text(
    "数据还没提交，别人没法按提交重算这份材料。",
    "The data are not committed, so nobody can build this pack again from a commit.",
)


def build(ws: Workspace, root: Path, output: Path | None, xlsx: Path | None, lang: Lang) -> None:
    """Write the pack below ``output`` (default: build/investor/<as-of>/) and as one archive beside it."""
    from commops.files import write_atomic
    from commops.report.drafts.choose import months_until, weeks_until
    from commops.report.drafts.released import released_tables
    from commops.report.investor.pack import archive, pack
    from commops.workspace.gitdata import PACK, data_commit

    folder = output or root / "build" / "investor" / ws.as_of.isoformat()
    places = [folder / "briefing.md", folder.with_name(f"{folder.name}.zip"), *([xlsx] if xlsx else [])]
    for place in places:
        _refuse_tracked(place)
    commit = data_commit(root, PACK)
    if commit == "":
        click.echo(_NOT_COMMITTED.get(lang), err=True)
    files = pack(ws, commit or None, lang)
    for path, content in files.items():
        write_atomic(folder / path, content, mode=0o600)
    write_atomic(places[1], archive(files), mode=0o600)
    if xlsx is not None:
        from commops.report.workbook import as_xlsx

        shots = [*weeks_until(ws, ws.as_of), *months_until(ws, ws.as_of)]
        write_atomic(xlsx, as_xlsx(released_tables(ws, shots), lang), mode=0o600)
    facts = {"folder": folder.as_posix(), "count": len(files), "archive": places[1].as_posix()}
    click.echo(_WROTE.fill(**facts).get(lang))


def _refuse_tracked(place: Path) -> None:
    """The pack is private: it may not lie where Git keeps it or would add it."""
    from commops.workspace.gitref import tracked_under, would_track

    if would_track(place) or (place.parent.is_dir() and place.exists() and tracked_under(place)):
        raise InputError(
            place.as_posix(),
            Text(
                "这里归 Git 管，投资人材料不能放在这里。",
                "Git keeps this place; a pack for investors must not lie here.",
            ),
            Text(
                "写到仓库之外，或写到 .gitignore 已忽略的文件夹，例如 build/。",
                "Write it outside the repository or to a folder that .gitignore names, such as build/.",
            ),
        )
