"""Runs the site engine: one build for each language, side by side, put together into one folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commops.errors import InputError
from commops.site.compose import compose
from commops.site.config import folders
from commops.site.places import MARK, build_folder, mark, may_replace, own
from commops.site.prepare import prepare, write_tree
from commops.texts import Text
from commops.workspace import Workspace

_PATIENCE = 600
"""Seconds after which a build of one language is given up: hostile Markdown can take for ever."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave."""

    folder: Path
    pages: int
    languages: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The tree as it lies in build/: ``places`` maps a language to its folder of the site, ``""`` for the root."""

    pages: int
    places: dict[str, str]
    changed: int

    @property
    def languages(self) -> tuple[str, ...]:
        """Language tags, the first one at the root."""
        return tuple(self.places)


@dataclass(frozen=True, slots=True)
class Running:
    """Builds under way: language, process, and the folder each one writes to."""

    jobs: tuple[tuple[str, subprocess.Popen[str], Path], ...]


def write_prepared(ws: Workspace, root: Path, *, team: bool = False) -> OnDisk:
    """Write the tree of a workspace to build/docs and the configurations to build/mkdocs (see ``build_folder``)."""
    build = build_folder(root, team=team)
    own(root / "build")
    if team:
        own(build)
    prepared = prepare(ws, root, build, team=team)
    changed = write_tree(prepared.docs, build / "docs") + write_tree(prepared.configs, build / "mkdocs")
    return OnDisk(prepared.pages, folders(ws), changed)


def build(
    ws: Workspace,
    root: Path,
    out: Path,
    *,
    team: bool = False,
    on_step: Callable[[Text], None] = lambda _text: None,
) -> Built:
    """The whole site of a workspace in ``out``; with ``team``, the one that only the team may read.

    Raises InputError when ``out`` holds something that we did not write, or when the engine refuses a page.
    """
    started = time.monotonic()
    may_replace(out, root, team=team)
    on_step(Text("生成页面", "Writing pages"))
    tree = write_prepared(ws, root, team=team)
    build = build_folder(root, team=team)
    names = "、".join(tree.languages), ", ".join(tree.languages)
    on_step(Text(f"构建 {tree.pages} 页（{names[0]}）", f"Building {tree.pages} pages ({names[1]})"))
    editions = collect(start(build, tree.languages, epoch=epoch(ws)))
    compose({tree.places[tag]: folder for tag, folder in editions.items()}, out, (MARK, mark(team=team)))
    return Built(out, tree.pages, tree.languages, time.monotonic() - started)


def epoch(ws: Workspace) -> int:
    """The time that a build calls its own: it hangs on the day of the workspace, not on the clock."""
    return int(datetime(*ws.as_of.timetuple()[:3], tzinfo=ws.zone).timestamp())


def environment(epoch: int) -> dict[str, str]:
    """The environment of an engine: without its notices, and with a build time that does not depend on the clock."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": str(epoch)}


def start(build: Path, languages: Iterable[str], *, epoch: int) -> Running:
    """Start a build for each language; they run at the same time."""
    jobs = []
    for tag in languages:
        target = build / "editions" / tag
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own files
            [sys.executable, "-m", "commops.site.make", str(build / "mkdocs" / f"{tag}.yml"), str(target)],
            env=environment(epoch),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        jobs.append((tag, process, target))
    return Running(tuple(jobs))


def collect(running: Running) -> dict[str, Path]:
    """Wait for the builds; returns the folder of each language. Raises InputError with what the engine said."""
    try:
        for tag, process, _target in running.jobs:
            said, _ = process.communicate(timeout=_PATIENCE)
            if process.returncode != 0:
                raise _failed(tag, said)
    except subprocess.TimeoutExpired:
        raise _failed("site", f"no result after {_PATIENCE} s") from None
    finally:
        for _tag, process, _target in running.jobs:
            if process.poll() is None:
                process.kill()
                process.communicate()
    return {tag: target for tag, _process, target in running.jobs}


def _failed(tag: str, said: str) -> InputError:
    lines = [line for line in said.splitlines() if line.strip()][-12:]
    shown = "\n    ".join(lines)
    return InputError(
        f"build/docs/{tag}",
        Text(f"网站引擎没有完成：\n    {shown}", f"The site engine did not finish:\n    {shown}"),
        Text("按上面指出的文件修改后再试。", "Fix the file named above and try again."),
    )
