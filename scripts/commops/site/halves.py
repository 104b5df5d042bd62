"""Reads a large workspace with two processes: what the other one read comes back as data, as it would from a cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from commops.processes import can_fork
from commops.site.side_by_side import beside
from commops.workspace.build import build
from commops.workspace.load import DiskTree
from commops.workspace.reading.problems import Problem
from commops.workspace.remembered import packed, unpacked
from commops.workspace.source import Source
from commops.workspace.tree import CONTENT

LEAST = 800
"""Files below which a second process costs more than it saves."""
_PATIENCE = 120


def read_ahead(tree: DiskTree, day: dt.date) -> dict[str, Source]:
    """What is in the files of a large workspace, for ``build`` to adopt where it is faultless; nothing of a small one.

    The tree learns what git calls their contents.
    """
    paths = [path for path in tree.sizes if path.startswith(CONTENT)]
    if len(paths) < LEAST or not can_fork():
        return {}
    rows, own = beside(
        lambda: packed(_read(tree, paths[1::2], day)), lambda: _read(tree, paths[::2], day), patience=_PATIENCE
    )
    found = {**own, **unpacked(rows, tree.read)}
    tree.blobs.update((path, source.blob) for path, source in found.items())
    return found


def _read(tree: DiskTree, paths: Sequence[str], day: dt.date) -> Mapping[str, Source]:
    return build(_Part(tree, paths), as_of=day, today=None, empty=True).sources


class _Part:
    """Some files of a tree, as a tree."""

    def __init__(self, tree: DiskTree, paths: Sequence[str]) -> None:
        self.sizes = {path: tree.sizes[path] for path in paths}
        self.refused: list[tuple[str, Problem]] = []
        self.blobs = tree.blobs
        self.read, self.read_many = tree.read, tree.read_many
