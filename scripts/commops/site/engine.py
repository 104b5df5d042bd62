"""Runs the site engine: one build for each language, side by side, put together into one folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.site import fonts
from commops.site.config import folders
from commops.site.csp import protect
from commops.site.places import MARK, build_folder, mark, may_replace, own
from commops.site.prepare import prepare, write_tree
from commops.site.searching import lighten
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.gitdata import PACK, data_commit

_PATIENCE = 600
"""Seconds after which a build of one language is given up: hostile Markdown can take for ever."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave."""

    folder: Path
    pages: int
    languages: tuple[str, ...]
    seconds: float
    untranslated: dict[str, dict[str, int]]
    """See :class:`~commops.site.prepare.Prepared`."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The tree as it lies in build/: ``places`` maps a language to its folder of the site, ``""`` for the root."""

    pages: int
    places: dict[str, str]
    changed: int
    untranslated: dict[str, dict[str, int]]

    @property
    def languages(self) -> tuple[str, ...]:
        """Language tags, the first one at the root."""
        return tuple(self.places)


@dataclass(frozen=True, slots=True)
class Running:
    """Builds under way: language, process, and the folder each one writes to."""

    jobs: tuple[tuple[str, subprocess.Popen[str], Path], ...]
    places: dict[str, str]


def write_prepared(ws: Workspace, root: Path, *, team: bool = False) -> OnDisk:
    """Write the tree of a workspace to build/docs and the configurations to build/mkdocs (see ``build_folder``)."""
    build = build_folder(root, team=team)
    own(root / "build")
    if team:
        own(build)
    commit = data_commit(root, PACK) if team else None
    prepared = prepare(ws, root, build, team=team, commit=commit or None)
    changed = write_tree(prepared.docs, build / "docs") + write_tree(prepared.configs, build / "mkdocs")
    return OnDisk(prepared.pages, folders(ws), changed, prepared.untranslated)


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
    if fonts.missing():
        on_step(fonts.MISSING)
    build = build_folder(root, team=team)
    names = "、".join(tree.languages), ", ".join(tree.languages)
    on_step(Text(f"构建 {tree.pages} 页（{names[0]}）", f"Building {tree.pages} pages ({names[1]})"))
    running = start(build, tree.places, epoch=int(datetime(*ws.as_of.timetuple()[:3], tzinfo=ws.zone).timestamp()))
    staging = build / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    collect(running, staging)
    lighten(staging)
    protect(staging)
    write_atomic(staging / MARK, mark(team=team))
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(staging, out)
    return Built(out, tree.pages, tree.languages, time.monotonic() - started, tree.untranslated)


def environment(epoch: int | None = None) -> dict[str, str]:
    """The environment of an engine: without its notices, and with a build time that does not depend on the clock."""
    extra = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    if epoch is not None:
        extra["SOURCE_DATE_EPOCH"] = str(epoch)
    return {**os.environ, **extra}


def start(build: Path, places: Mapping[str, str], *, epoch: int | None = None) -> Running:
    """Start a build for each language of ``places`` (tag to folder of the site); they run at the same time.

    Never with ``--quiet``: it silences the warnings that a strict build counts.
    """
    jobs = []
    for tag in places:
        target = build / "editions" / tag
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--config-file",
            str(build / "mkdocs" / f"{tag}.yml"),
            "--site-dir",
            str(target),
        ]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own files
            command,
            env=environment(epoch),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        jobs.append((tag, process, target))
    return Running(tuple(jobs), dict(places))


def collect(running: Running, site: Path) -> None:
    """Wait for the builds and move each into its folder of ``site``. Raises InputError with what the engine said."""
    try:
        for tag, process, target in running.jobs:
            said, _ = process.communicate(timeout=_PATIENCE)
            if process.returncode != 0:
                raise _failed(tag, said)
            place = site / running.places[tag]
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_dir():
                shutil.copytree(target, place, dirs_exist_ok=True)
            else:
                shutil.move(target, place)
    except subprocess.TimeoutExpired:
        raise _failed("site", f"no result after {_PATIENCE} s") from None
    finally:
        for _tag, process, _target in running.jobs:
            if process.poll() is None:
                process.kill()
                process.communicate()


def _failed(tag: str, said: str) -> InputError:
    lines = [line for line in said.splitlines() if line.strip()][-12:]
    shown = "\n    ".join(lines)
    return InputError(
        f"build/docs/{tag}",
        Text(f"网站引擎没有完成：\n    {shown}", f"The site engine did not finish:\n    {shown}"),
        Text("按上面指出的文件修改后再试。", "Fix the file named above and try again."),
    )
