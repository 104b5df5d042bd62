"""Reads a workspace again and again, and each time only the files that changed since the last."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from commops.site.halves import read_ahead
from commops.workspace import Workspace
from commops.workspace.build import build
from commops.workspace.cache import Cache, program_of
from commops.workspace.load import DiskTree
from commops.workspace.remembered import TICK_NS, adopt, packed, unpacked
from commops.workspace.source import Source
from commops.workspace.tree import blob_name

_SPARE = 0.02
"""Share of the files whose data may be missing in the cache before it is written anew."""


class Reader:
    """One workspace on disk, and what was read of it before: by this reader, or by an earlier one that kept it."""

    def __init__(self, root: Path, *, as_of: dt.date | None, today: dt.date) -> None:
        self._root = root
        self._days = (as_of, today)
        self._cache = Cache(root, program_of())
        self._last: Mapping[str, Any] = self._cache.load("site-run") or {}
        self._looked = time.time_ns()
        self._tree = DiskTree(root, known=self._last.get("files", {}))
        if self._tree.cache_is_foreign:
            self._last = {}
        refused = sorted(f"{path} {problem.problem.en}" for path, problem in self._tree.refused)
        self._question = [str(as_of), str(today), *refused]
        self._same, _ = adopt(self._tree, self._last.get("files", {}), self._last.get("looked", 0))
        self._like: Mapping[str, Source] | None = None
        self.language = ""
        """The main language of the workspace, once it was read."""

    def kept(self) -> Any:
        """What an earlier reader kept, if no file is different from then; else None."""
        return self._last["value"] if self._same and self._last.get("question") == self._question else None

    def read(self) -> Workspace:
        """The workspace as it is now. Raises InputError as ``load`` does."""
        as_of, today = self._days
        if self._like is None:
            tree = self._tree
            stored = None if tree.cache_is_foreign else self._cache.load("site-data")
            before: Mapping[str, Source] = unpacked(stored or {}, tree.read)
            like = before or read_ahead(tree, as_of or today)
        else:
            before = like = self._like
            known, looked = self._files(), self._looked
            self._looked = time.time_ns()
            tree = DiskTree(self._root, known=known)
            adopt(tree, known, looked)
        ws = build(tree, as_of=as_of, today=today, like=like)
        self.language = ws.languages[0]
        self._tree, self._like = tree, ws.sources
        fresh = sum(1 for path, one in ws.sources.items() if path not in before or before[path].blob != one.blob)
        if fresh > _SPARE * len(ws.sources) + 1 and not tree.cache_is_foreign:
            self._cache.keep("site-data", packed(ws.sources))
        return ws

    def keep(self, value: Any) -> None:
        """Keep what was made of the workspace that was read last, for ``kept``; it is what JSON can hold."""
        if not self._tree.cache_is_foreign:
            run = {"question": self._question, "looked": self._looked, "files": self._files(), "value": value}
            self._cache.keep("site-run", run)

    def _files(self) -> dict[str, Any]:
        blobs = self._tree.blobs | {path: source.blob for path, source in (self._like or {}).items()}
        for path, stamp in self._tree.stamps.items():
            if path not in blobs and max(stamp[1], stamp[2]) >= self._looked - TICK_NS:
                # Its time will not do to know it again, and nobody has read it.
                with suppress(OSError):
                    blobs[path] = blob_name(self._tree.read(path))
        return {path: [stamp, blobs.get(path, "")] for path, stamp in self._tree.stamps.items()}
