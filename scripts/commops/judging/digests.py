"""Short names for what a rule asked a workspace for, so that it can be told whether any of it is different now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from commops.workspace import Workspace
from commops.workspace.gitref import GitTree
from commops.workspace.model import Read
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.shape.kinds import kinds
from commops.workspace.tree import blob_name


class Digests:
    """The digests of one workspace; equal digests mean equal answers.

    Contents count by git's names of them, whatever reads them, so nothing here looks into a file twice.
    """

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._known: dict[Read, str | None] = {}

    def of(self, read: Read) -> str | None:
        """The digest of an answer; None for one that must not be taken from before."""
        if read not in self._known:
            self._known[read] = self._work_out(*read)
        return self._known[read]

    def thing(self, kind: str, name: str) -> str:
        """Which thing has an id: its file, what is in it; "" when there is none."""
        item = self._ws.get(kind, name)
        return f"{item.source.path} {item.source.blob}" if item is not None else ""

    @cached_property
    def blobs(self) -> dict[str, str]:
        """Content of every file, by path; "" for one that cannot be read, or is too big to look for changes."""
        sources, claimed = self._ws.sources, self._ws.claimed
        return {
            path: sources[path].blob if path in sources else "" if path in claimed else self._content(path) or ""
            for path in self._ws.tree.sizes
        }

    def _work_out(self, what: str, name: str = "") -> str | None:
        ws = self._ws
        if what in ("kind", "own"):
            other = ws.policy_from
            if what == "kind" and other is not ws and name in kinds().policy:
                return Digests(other).of(("own", name))
            return self._by_kind.get(name, "")
        if what == "names":
            return _hash(sorted(ws.ids(name)))
        if what == "sources":
            return _hash(f"{path} {self.blobs[path]}" for path in self._ws.claimed)
        if what == "tracked":
            return _hash(f"{path} {size}" for path, size in ws.tree.sizes.items())
        if what == "text":
            return self._content(name)
        if what == "base":
            return self._base()
        plain = {"as_of": ws.as_of.isoformat(), "zone": ws.zone.key, "languages": " ".join(ws.languages)}
        return plain.get(what)

    @cached_property
    def _by_kind(self) -> dict[str, str]:
        """Of every kind of thing, what is in the files that can hold some."""
        rows: dict[str, list[str]] = {}
        for path, kind in self._ws.claimed.items():
            rows.setdefault(kind, []).append(f"{path} {self.blobs[path]}")
        files = {kind: _hash(found) for kind, found in rows.items()}
        return {part: " ".join(files.get(kind, "") for kind in holders) for part, holders in kinds().files_of.items()}

    def _content(self, path: str) -> str | None:
        tree = self._ws.tree
        if path not in tree.sizes:
            return ""
        if path not in tree.blobs:
            source = self._ws.sources.get(path)
            if source is not None:
                return source.blob
            if tree.sizes[path] > MAX_BYTES:
                return None
            try:
                tree.blobs[path] = blob_name(tree.read(path))
            except OSError:
                return None
        return tree.blobs[path]

    def _base(self) -> str | None:
        base = self._ws.base
        if base is None:
            return ""
        return _hash([base.tree.commit, self.policy]) if isinstance(base.tree, GitTree) else None

    @cached_property
    def policy(self) -> str:
        """Of all that says how strict the checks are."""
        ws = self._ws
        policy = self if ws.policy_from is ws else Digests(ws.policy_from)
        return _hash(str(policy.of(("own", kind))) for kind in sorted(kinds().policy))


def _hash(rows: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(rows).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
