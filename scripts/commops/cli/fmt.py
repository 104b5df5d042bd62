"""``commops fmt``: put the keys of files in their usual order without losing a comment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import lang_option, message_language, root_option
from commops.texts import Lang, Text, safe

if TYPE_CHECKING:
    from commops.workspace.load import DiskTree

_DONE = Text(
    "整理了 {changed} 个文件，另有 {same} 个本来就整齐。", "{changed} files put in order, {same} were already."
)
_WOULD = Text("{changed} 个文件需要整理，运行 commops fmt。", "{changed} files are not in order; run commops fmt.")
_CLEAN = Text("{same} 个文件都很整齐。", "All {same} files are in order.")
_KEPT = Text("{path}：换顺序可能改变内容，没有动", "{path}: another order might change what it says; left alone")
_BAD = Text(
    "{path}：读不了，没有动；运行 commops check 看原因", "{path}: cannot be read, left alone; commops check says why"
)
_NONE = Text("“{path}”下没有工作区的文件。", 'There are no files of the workspace in "{path}".')


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATHS...]", type=click.Path(path_type=Path))
@root_option
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is not in order. 只检查，不改文件。")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. 只显示会改什么。")
@lang_option
def command(paths: tuple[Path, ...], root: Path, check: bool, diff: bool, lang: str | None) -> None:
    """Put the keys of files in their usual order, keeping every comment. 把字段排成统一的顺序，注释都保留。

    With PATHS only these files or folders; else the whole workspace.

    \b
    commops fmt --diff       what would change  看看会改什么
    commops fmt content/     one folder  一个文件夹
    """
    from commops.files import write_atomic
    from commops.formatting.file import tidied
    from commops.workspace.load import DiskTree
    from commops.workspace.reading.problems import UnreadableError
    from commops.workspace.shape.kinds import kinds

    speaks = message_language(lang, "zh")
    tree = DiskTree(root)
    changed = same = unreadable = 0
    for path in _wanted(tree, paths, root, speaks):
        kind = kinds().of(path)
        if kind is None or path.endswith(".json"):
            continue
        try:
            raw = tree.read(path)
            result = tidied(path, kind, raw)
        except (UnreadableError, OSError):
            unreadable += 1
            click.echo(_BAD.fill(path=safe(path)).get(speaks), err=True)
            continue
        if result.kept:
            click.echo(_KEPT.fill(path=safe(path)).get(speaks), err=True)
        if result.text.encode() == raw:
            same += 1
            continue
        changed += 1
        if diff:
            click.echo(_difference(path, raw, result.text), nl=False)
        elif check:
            click.echo(safe(path))
        else:
            write_atomic(root / path, result.text, mode=(root / path).stat().st_mode & 0o777)
    told = (_CLEAN if not changed else _WOULD if check or diff else _DONE).fill(changed=changed, same=same)
    click.echo(told.get(speaks), err=True)
    if unreadable or (changed and (check or diff)):
        sys.exit(1)


def _wanted(tree: DiskTree, paths: tuple[Path, ...], root: Path, lang: Lang) -> list[str]:
    """The files below the paths that were named, as the workspace names them; all of them when none was."""
    if not paths:
        return list(tree.sizes)
    found: dict[str, None] = {}
    for path in paths:
        below = [name for base in (Path.cwd(), root) if (name := _inside(base / path, root)) is not None]
        names = [name for name in tree.sizes if any(top in ("", name) or name.startswith(f"{top}/") for top in below)]
        if not names:
            raise click.UsageError(_NONE.fill(path=safe(str(path))).get(lang))
        found.update(dict.fromkeys(names))
    return list(found)


def _inside(path: Path, root: Path) -> str | None:
    try:
        name = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return None
    return "" if name == "." else name


def _difference(path: str, raw: bytes, text: str) -> str:
    import difflib

    before = raw.decode("utf-8-sig", "replace").splitlines(keepends=True)
    after = text.splitlines(keepends=True)
    return safe("".join(difflib.unified_diff(before, after, f"a/{path}", f"b/{path}")))
