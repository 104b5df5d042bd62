"""From a workspace to the whole tree of files that the site engine turns into a site, and that tree to disk."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commops import resources
from commops.files import write_atomic
from commops.site import cards
from commops.site.config import configuration
from commops.site.edition import ONLY, Edition
from commops.site.feeds.files import files as feed_files
from commops.site.guide import guide_pages
from commops.site.html import escape_title
from commops.site.nav import nav
from commops.site.numbers import Numbers
from commops.site.palette import monogram, stylesheet
from commops.site.squeeze import squeeze_css
from commops.site.tree import Page, write
from commops.workspace import Workspace

_FIRST_SHEETS = ("assets/css/base.css", "assets/css/blocks.css")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the engine needs. ``docs`` is by path below build/docs, ``configs`` by name below build/mkdocs."""

    docs: dict[str, bytes]
    configs: dict[str, bytes]
    pages: int
    untranslated: dict[str, dict[str, int]]
    """Language -> page -> how many texts on it exist in another language only; pages without any are left out."""


def pages_of(edition: Edition) -> Iterator[Page]:
    """Every page of one language: the modules of ``pages`` in name order, those of ``team``, the hand-written guide."""
    for name in ("pages", "team") if edition.team else ("pages",):
        package = importlib.import_module(f"commops.site.{name}")
        for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
            yield from importlib.import_module(f"{package.__name__}.{module}").pages(edition)
    yield from guide_pages(edition)


def prepare(ws: Workspace, root: Path, build: Path, *, team: bool = False, commit: str | None = None) -> Prepared:
    """The tree of a workspace: a function of its files and of the program, the same bytes every time.

    ``root`` and ``build`` say where the configuration files will stand in relation to each other, and where pictures
    drawn before may lie. With ``team`` it also holds the pages that only the team may read; ``commit`` is that of the
    data, which they name.
    """
    parts = [prepare_language(ws, tag, root, build, team=team, commit=commit) for tag in ws.languages]
    return Prepared(
        {path: content for part in parts for path, content in part.docs.items()},
        {name: content for part in parts for name, content in part.configs.items()},
        sum(part.pages for part in parts),
        {tag: pages for part in parts for tag, pages in part.untranslated.items()},
    )


def prepare_language(
    ws: Workspace, tag: str, root: Path, build: Path, *, team: bool = False, commit: str | None = None
) -> Prepared:
    """The part of the tree that is in one language of the workspace."""
    numbers = Numbers.of(ws)
    editions = {tag: Edition(ws, tag, numbers, team=team, commit=commit) for tag in ws.languages}
    edition = editions[tag]
    pages = {page.path: page for page in pages_of(edition)}
    files = {**_assets(ws), **feed_files(edition)}
    files |= {page.card.path: cards.picture(page.card, build / "docs" / tag) for page in pages.values() if page.card}
    known = {*pages, *files}
    docs = {f"{tag}/{path}": content for path, content in files.items()}
    config = configuration(edition, list(editions.values()), root, build, _titled(nav(edition, pages), pages))
    count = len(pages)
    # The guide belongs to the program: a community has nothing to translate there.
    marks = {path: page.body.count(f'{ONLY}"') for path, page in pages.items() if page.kind != "guide"}
    missing = {tag: {path: number for path, number in marks.items() if number}}
    while pages:  # one after the other, so that no page is in memory twice
        path, page = pages.popitem()
        docs[f"{tag}/{path}"] = write(page, known)
    return Prepared(docs, {f"{tag}.yml": config}, count, missing)


def _titled(entries: list[Any], pages: Mapping[str, Page]) -> list[Any]:
    """The navigation with the titles of its pages, so that the engine can leave a page alone that did not change."""
    return [
        {escape_title(pages[entry].title): entry}
        if isinstance(entry, str)
        else {name: _titled(inner, pages) for name, inner in entry.items()}
        for entry in entries
    ]


def _assets(ws: Workspace) -> dict[str, bytes]:
    """Style sheets of the program as one file, its scripts, and the palette and mark made from the profile."""
    folder = resources.folder("site") / "assets"
    files = {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    sheets = [name for name in files if name.endswith(".css")]
    # The first two say what the others use; print.css takes back what does not belong on paper.
    sheets.sort(key=lambda name: (name == "assets/css/print.css", name not in _FIRST_SHEETS, name))
    styles = [files.pop(name).decode() for name in sheets]
    colors = ws.profile.colors if ws.profile else None
    pair = (colors["primary"], colors["accent"]) if colors else (None, None)
    name = Edition(ws, ws.languages[0], Numbers()).name
    files["assets/site.css"] = squeeze_css("\n".join([stylesheet(*pair), *styles])).encode()
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
        changed += write_atomic(folder / name, content, durable=False)
    return changed
