"""Follows the files of a workspace and builds the site again when one is saved; a mistake leaves the site as it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from commops import resources
from commops.errors import InputError
from commops.site import engine
from commops.site.faults import mistakes, sentence
from commops.site.reader import Reader
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.tree import CONTENT

PAUSE = 0.2
"""Seconds between two looks at the files."""


def follow(
    reader: Reader, root: Path, build: Callable[[Workspace], engine.Built], tell: Callable[[Text], None]
) -> Iterator[None]:
    """Build whenever a file changes, for as long as the caller asks; ``tell`` gets what happened, in both languages.

    Yields after every look at the files, changed or not. Mistakes that were there before the first build are told and
    built over, later ones keep the site as it was until they are mended.
    """
    seen = look(root)
    known: set[str] | None = None
    fresh, cold = True, True
    while True:
        if fresh:
            known = _turn(reader, build, tell, known)
        yield
        if cold and known is not None:
            # Nobody waits now, and every later build is quicker for it.
            with suppress(InputError):
                engine.warm(reader.read(), root)
            cold = False
        time.sleep(PAUSE)
        now = look(root)
        fresh, seen = now != seen, now


def look(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of everything that the site is made of, by path."""
    found: dict[str, tuple[int, int]] = {}
    folders = [os.fspath(root / name.rstrip("/")) for name in CONTENT] + [os.fspath(resources.folder("site"))]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        state = entry.stat(follow_symlinks=False)
                        found[entry.path] = (state.st_size, state.st_mtime_ns)
        except OSError:
            continue  # gone between two looks
    return found


def _turn(
    reader: Reader,
    build: Callable[[Workspace], engine.Built],
    tell: Callable[[Text], None],
    known: set[str] | None,
) -> set[str] | None:
    """One build, or why there is none; returns the mistakes that are known now."""
    started = time.monotonic()
    try:
        ws = reader.read()
        wrong = {found.fingerprint: found for found in mistakes(ws)}
        news = [found for mark, found in wrong.items() if known is None or mark not in known]
        for found in news:
            tell(sentence(found))
        if news and known is not None:
            tell(Text("网站没有更新，改好后会自动重建。", "The site stays as it was; it follows once this is mended."))
            return known
        built = build(ws)
    except InputError as error:
        tell(Text(error.render("zh"), error.render("en")))
        return known
    seconds = f"{time.monotonic() - started:.1f}"
    tell(Text(f"已更新，{built.pages} 页，{seconds} 秒", f"Up to date: {built.pages} pages, {seconds} s"))
    return set(wrong)
