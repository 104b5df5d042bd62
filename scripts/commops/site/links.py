"""Links that lead nowhere: found over all pages of a language, and told by the file and line that people edit."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from commops.site.known import Built
from commops.site.paths import address
from commops.texts import Text

_DOC = re.compile(r"Doc file '(?P<doc>[^']+\.md)' contains a link '(?P<link>[^']+)'")
_SOURCE = re.compile(r'^source: "(?P<path>[^"]+)"$', re.MULTILINE)
_FRAME = "__"
"""How the names start that the theme gives to its own parts."""


def broken(pages: Mapping[str, Built], targets: Collection[str]) -> Iterator[tuple[str, str]]:
    """Page and link, for every link that leads to no file, or to no place of a page; ``targets`` are all files.

    A link that leaves the language is not looked at: what lies there is built at the same time.
    """
    names = {address(path): {html.unescape(one) for one in page.ids} for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.links:
            where, _, anchor = html.unescape(link).partition("#")
            where = where.partition("?")[0]
            target = posixpath.normpath(posixpath.join("/", address(path), unquote(where)))[1:] if where else None
            if target is None:
                target = address(path)
            elif _leaves(address(path), where):
                continue
            elif f"{target}/" in names or not target:
                target = f"{target}/" if target else ""
            if target not in names:
                if target not in targets:
                    yield path, link
            elif anchor and not anchor.startswith(_FRAME) and unquote(anchor) not in names[target]:
                yield path, link


def _leaves(here: str, link: str) -> bool:
    return posixpath.normpath(posixpath.join(here or ".", link)).startswith("..") or link.startswith("/")


def sentence(page: str, link: str) -> str:
    """What is wrong, in the words of the engine, so that both come out the same way."""
    return f"Doc file '{page}' contains a link '{link}', but there is no such page, file or place."


def told(said: str, docs: Path, root: Path) -> Text:
    """A sentence of the engine with the place that people edit: the source of the page, and the line of the link."""
    found = _DOC.search(said)
    if found is None:
        return Text(said, said)
    place = _place(docs / found["doc"], html.unescape(found["link"]), root) or found["doc"]
    link = found["link"]
    return Text(
        f"{place}: 链接“{link}”指向不存在的页面、文件或位置。", f'{place}: the link "{link}" leads nowhere. ({said})'
    )


def _place(page: Path, link: str, root: Path) -> str | None:
    try:
        source = _SOURCE.search(page.read_text("utf-8"))
    except OSError:
        return None
    if source is None:
        return None
    path = root / source["path"]
    files = [path] if path.is_file() else sorted(path.rglob("*.*")) if path.is_dir() else []
    for file in files:
        lines = file.read_text("utf-8", errors="replace").split("\n") if file.is_file() else []
        for number, line in enumerate(lines, start=1):
            if link in line:
                return f"{file.relative_to(root).as_posix()}:{number}"
    return source["path"]
