"""What is known of the last build of one language: the pages that need not be built again, and what they link to."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "nh3")


@dataclass(frozen=True, slots=True)
class Built:
    """A page as it was built: of which source, into which bytes, and what the search and the links need of it."""

    key: str
    stamp: tuple[int, int]
    """Size and time of change (nanoseconds) of the file that was written: somebody may have changed it since."""
    entries: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def frame(files: Collection[Path], salt: Collection[str]) -> str:
    """A digest of what all pages hang on: configuration, templates, and the versions of what renders them.

    ``files`` are read whole; ``salt`` is anything else that counts.
    """
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for word in (*salt, *(f"{name} {importlib.metadata.version(name)}" for name in _ENGINE)):
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()


def key(frame: str, path: str, source: bytes, names: str) -> str:
    """What a page follows from; ``names`` stands for all pages and files, which only links in Markdown look up."""
    digest = hashlib.blake2b(f"{frame}\0{path}\0".encode(), digest_size=16)
    digest.update(source)
    if b"](" in source:
        digest.update(names.encode())
    return digest.hexdigest()


def stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of change of a file, or None if there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def packed(pages: Mapping[str, Built]) -> dict[str, Any]:
    """The record as JSON holds it."""
    return {path: [page.key, page.stamp, page.entries, page.ids, page.links] for path, page in pages.items()}


def unpacked(rows: Any) -> dict[str, Built]:
    """The record again; empty for anything that is none."""
    if not isinstance(rows, dict):
        return {}
    return {path: Built(row[0], (row[1][0], row[1][1]), row[2], row[3], row[4]) for path, row in rows.items()}
