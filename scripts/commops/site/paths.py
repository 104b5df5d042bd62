"""Addresses of pages and files by their paths in the tree of a language."""

from __future__ import annotations

import posixpath


def address(path: str) -> str:
    """The address of a page or file below the root of its language: ``events/index.md`` is ``events/``."""
    folder, name = posixpath.split(path)
    stem, extension = posixpath.splitext(name)
    if extension != ".md":
        return path
    return f"{folder}/" if stem == "index" and folder else "" if stem == "index" else posixpath.join(folder, stem) + "/"


def relative(here: str, target: str) -> str:
    """The relative address that leads from one page to another page or file of the same language."""
    start, end = address(here), address(target)
    found = posixpath.relpath(end or ".", start or ".")
    return found + "/" if (not end or end.endswith("/")) and not found.endswith("/") else found
