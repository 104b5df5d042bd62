"""From a workspace to the whole tree of files that the site engine turns into a site, and that tree to disk."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commops import resources
from commops.files import write_atomic
from commops.site import feeds
from commops.site.config import configurations
from commops.site.edition import Edition
from commops.site.guide import guide_pages
from commops.site.numbers import Numbers
from commops.site.palette import monogram, stylesheet
from commops.site.tree import Page, write
from commops.workspace import Workspace

SECTIONS = (
    "index.md",
    "calendar/index.md",
    "events/index.md",
    "numbers.md",
    "strategy.md",
    "channels.md",
    "rules.md",
    "team.md",
)
"""The pages of the navigation, in its order; the guide and the reference follow with what they hold."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the engine needs. ``docs`` is by path below build/docs, ``configs`` by name below build/mkdocs."""

    docs: dict[str, bytes]
    configs: dict[str, bytes]
    pages: int


def pages_of(edition: Edition) -> Iterator[Page]:
    """Every page of one language: the modules of ``pages`` in name order, then the hand-written guide."""
    package = importlib.import_module("commops.site.pages")
    for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        yield from importlib.import_module(f"{package.__name__}.{module}").pages(edition)
    yield from guide_pages(edition)


def prepare(ws: Workspace, root: Path, build: Path) -> Prepared:
    """The tree of a workspace: a function of its files and of the program, the same bytes every time.

    ``root`` and ``build`` only say where the configuration files will stand in relation to each other.
    """
    numbers = Numbers.of(ws)
    editions = [Edition(ws, tag, numbers) for tag in ws.languages]
    docs: dict[str, bytes] = {}
    navs: dict[str, list[Any]] = {}
    count = 0
    for edition in editions:
        pages = {page.path: page for page in pages_of(edition)}
        files = {**_assets(ws), **feeds.calendars(edition)}
        known = {*pages, *files}
        count += len(pages)
        docs |= {f"{edition.tag}/{path}": write(page, known) for path, page in pages.items()}
        docs |= {f"{edition.tag}/{path}": content for path, content in files.items()}
        navs[edition.tag] = _nav(edition, pages)
    return Prepared(docs, configurations(editions, root, build, navs), count)


def _nav(edition: Edition, pages: dict[str, Page]) -> list[Any]:
    """The few pages of the navigation. Pages name themselves; only the groups need a name here."""
    guide = [path for path in sorted(pages, key=_guide_order) if path.startswith("guide/")]
    reference = [
        path for path in ("reference/index.md", "reference/metrics.md", "reference/rules/index.md") if path in pages
    ]
    return [
        *(path for path in SECTIONS if path in pages),
        {edition.say("指南", "Guide"): guide},
        {edition.say("参考", "Reference"): reference},
    ]


def _guide_order(path: str) -> tuple[bool, bool, str]:
    return ("decisions/" in path, not path.endswith("index.md"), path)


def _assets(ws: Workspace) -> dict[str, bytes]:
    """Style sheets of the program, and the palette and mark made from the profile."""
    folder = resources.folder("site") / "assets"
    files = {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    colors = ws.profile.colors if ws.profile else None
    pair = (colors["primary"], colors["accent"]) if colors else (None, None)
    name = Edition(ws, ws.languages[0], Numbers()).name
    files["assets/palette.css"] = stylesheet(*pair).encode()
    files["assets/mark.svg"] = monogram(name[:1], *pair).encode()
    return files


def write_tree(files: dict[str, bytes], folder: Path) -> int:
    """Make ``folder`` hold exactly these files: write what changed, delete the rest. Returns how many changed.

    Raises OSError. Nothing outside ``folder`` is touched, even when a link inside it points there.
    """
    changed = 0
    for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (path.is_file() and name not in files):
            path.unlink()
            changed += 1
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, content in files.items():
        changed += write_atomic(folder / name, content)
    return changed
