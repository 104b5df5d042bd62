"""Runs the site engine: one build for each language, side by side, put together into one folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.site.compose import compose
from commops.site.config import folders
from commops.site.links import told
from commops.site.make import make
from commops.site.places import MARK, build_folder, mark, may_replace, own
from commops.site.prepare import prepare_language, write_tree
from commops.site.side_by_side import apart, side_by_side
from commops.texts import LANGS, Text
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


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The tree as it lies in build/: ``places`` maps a language to its folder of the site, ``""`` for the root."""

    pages: int
    places: dict[str, str]
    changed: int
    epoch: int
    """What a build of it takes as its time (seconds): it hangs on the day of the workspace, not on the clock."""
    name: str
    """The id of the community, which files for handing on are called after."""
    untranslated: dict[str, dict[str, int]]
    """See :class:`~commops.site.prepare.Prepared`."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Language tags, the first one at the root."""
        return tuple(self.places)


def write_prepared(ws: Workspace, root: Path, *, team: bool = False) -> OnDisk:
    """Write the tree of a workspace to build/docs and the configurations to build/mkdocs (see ``build_folder``)."""
    build = _own(ws, root, team=team)
    commit = (data_commit(root, PACK) or None) if team else None
    jobs = {tag: partial(_prepare, ws, tag, root, build, team=team, commit=commit) for tag in ws.languages}
    done = side_by_side(jobs, patience=_PATIENCE)
    day = datetime(*ws.as_of.timetuple()[:3], tzinfo=ws.zone)
    return OnDisk(
        sum(part[0] for part in done.values()),
        folders(ws),
        sum(part[1] for part in done.values()),
        int(day.timestamp()),
        ws.profile.data["id"] if ws.profile else "community",
        {tag: pages for part in done.values() for tag, pages in part[2].items()},
    )


def prepare_apart(read: Callable[[], Workspace], root: Path, *, team: bool = False) -> OnDisk:
    """``write_prepared`` in a process of its own, at whose end the workspace has left the memory."""
    done = apart(lambda: asdict(write_prepared(read(), root, team=team)), patience=2 * _PATIENCE)
    return OnDisk(**done)


def build(ws: Workspace, root: Path, out: Path, *, team: bool = False) -> Built:
    """The whole site of a workspace in ``out``; with ``team``, the one that only the team may read.

    Raises InputError when ``out`` holds something that we did not write, or when the engine refuses a page; what was
    in ``out`` before is left as it was then.
    """
    may_replace(out, root, team=team)
    return finish(write_prepared(ws, root, team=team), root, out, team=team)


def warm(ws: Workspace, root: Path) -> None:
    """Prepare a language here and keep nothing of it but what was loaded on the way.

    Builds prepare their languages in copies of this process, each of which would load all of that anew.
    """
    prepare_language(ws, ws.languages[0], root, build_folder(root, team=False))


def finish(tree: OnDisk, root: Path, out: Path, *, team: bool = False) -> Built:
    """The site of a prepared tree in ``out``; see ``build``."""
    may_replace(out, root, team=team)
    build = build_folder(root, team=team)
    with _environment(tree.epoch):
        side_by_side({tag: partial(_make, tag, build, root) for tag in tree.languages}, patience=_PATIENCE)
    compose({tree.places[tag]: build / "editions" / tag for tag in tree.languages}, out, (MARK, mark(team=team)))
    return Built(out, tree.pages, tree.languages)


def _own(ws: Workspace, root: Path, *, team: bool) -> Path:
    """The folder that the build works in, without what is left of languages that the community gave up."""
    build = build_folder(root, team=team)
    own(root / "build")
    if team:
        own(build)
    for part in ("docs", "editions", "mkdocs"):
        for path in sorted((build / part).iterdir()) if (build / part).is_dir() else ():
            if path.name.removesuffix(".yml") not in ws.languages:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
    return build


def _prepare(
    ws: Workspace, tag: str, root: Path, build: Path, *, team: bool, commit: str | None
) -> tuple[int, int, dict[str, dict[str, int]]]:
    """Write the part of the tree in one language: pages, files that changed, texts not translated."""
    prepared = prepare_language(ws, tag, root, build, team=team, commit=commit)
    docs = {path.removeprefix(f"{tag}/"): content for path, content in prepared.docs.items()}
    changed = write_tree(docs, build / "docs" / tag)
    for name, content in prepared.configs.items():
        changed += write_atomic(build / "mkdocs" / name, content, durable=False)
    return prepared.pages, changed, prepared.untranslated


def _make(tag: str, build: Path, root: Path) -> None:
    """Turn one prepared language into finished pages. Raises InputError for what is wrong."""
    if said := make(build / "mkdocs" / f"{tag}.yml", build / "editions" / tag):
        raise _failed(tag, [told(one, build / "docs" / tag, root) for one in said])


@contextmanager
def _environment(epoch: int) -> Iterator[None]:
    """The environment of the engine: without its notices, and with our time in place of the clock."""
    before = dict(os.environ)
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(epoch)}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _failed(tag: str, said: list[Text]) -> InputError:
    zh, en = ("\n    ".join(one.get(lang) for one in said[:12]) for lang in LANGS)
    return InputError(
        f"build/docs/{tag}",
        Text(f"网站引擎没有完成：\n    {zh}", f"The site engine did not finish:\n    {en}"),
        Text("按上面指出的文件修改后再试。", "Fix the file named above and try again."),
    )
