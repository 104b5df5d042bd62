"""Builds one language with MkDocs, from its configuration into a folder: only what changed since the last time."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as engine
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from commops.site import known
from commops.site.links import broken, sentence
from commops.site.searching import INDEX, TEXTS
from commops.workspace.cache import Cache, program_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_OURS = {"commops", "search", "material/search"}


class _BrokenLinksError(Exception):
    """Links that lead nowhere; ``sentences`` name them."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__()
        self.sentences = sentences


def make(config_file: Path, folder: Path) -> list[str]:
    """Build into ``folder``, which keeps what an earlier build wrote there. Returns what is wrong, if anything."""
    with _listening() as said:
        try:
            config = load_config(config_file=str(config_file), site_dir=str(folder))
            _build(config, config_file)
        except _BrokenLinksError as error:
            said += error.sentences
        except (MkDocsException, Abort) as error:
            said.append(str(error))
        else:
            return []
    return said


def _build(config: MkDocsConfig, config_file: Path) -> None:
    plugin: Any = config.plugins["commops"]
    cache = Cache((config_file.parent / plugin.config.root).resolve(), program_of())
    name = f"site-{plugin.config.language}{'-team' if config.extra.get('team') else ''}"
    # What other plugins and hooks do to a page cannot be seen from its source.
    alone = not config.hooks and set(config.plugins) <= _OURS
    _no_links(Path(config.site_dir))
    plugin.known = known.unpacked(cache.load(name)) if alone else {}
    config.plugins.on_startup(command="build", dirty=False)
    engine.build(config, dirty=True)
    config.plugins.on_shutdown()
    if wrong := list(broken(plugin.built, plugin.targets)):
        raise _BrokenLinksError([sentence(*one) for one in wrong])
    _tidy(Path(config.site_dir), {*plugin.targets, *config.theme.static_templates, "sitemap.xml.gz", INDEX, TEXTS})
    if alone:
        cache.keep(name, known.packed(plugin.built))


def _no_links(folder: Path) -> None:
    """Delete links that somebody put among our files: the engine would write to where they lead."""
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(parent, name)
            if path.is_symlink():
                path.unlink()


def _tidy(folder: Path, expected: set[str]) -> None:
    """Delete what no page made this time."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink() or (path.is_file() and path.relative_to(folder).as_posix() not in expected):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


class _Ear(logging.Handler):
    """Collects warnings and errors; the one about building only what changed is ours to answer for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _no_complaint(record: logging.LogRecord) -> bool:
    return "'dirty' build" not in str(record.msg)


@contextmanager
def _listening() -> Iterator[list[str]]:
    ear, logger, builder = _Ear(), logging.getLogger("mkdocs"), logging.getLogger("mkdocs.commands.build")
    logger.addHandler(ear)
    builder.addFilter(_no_complaint)
    try:
        yield ear.said
    finally:
        logger.removeHandler(ear)
        builder.removeFilter(_no_complaint)
