"""Repairs a workspace: collects the edits of all findings, applies them in memory, checks again, keeps what helped."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commops import check
from commops.files import write_atomic
from commops.findings import Finding, State
from commops.mending.edits import Edit, applied
from commops.texts import safe
from commops.workspace import Workspace
from commops.workspace.build import build
from commops.workspace.tree import Tree

Mender = Callable[[Workspace, Finding, str], Iterator[Edit]]

_PASSES = 4
"""A repair may bring to light what can be repaired next, such as a key in a file that could not be read."""
_SINGLE = 60
"""Repairs that are tried one by one when all of them together make something worse."""


@cache
def menders() -> dict[str, Mender]:
    """The menders by rule, found by walking their folder."""
    package = importlib.import_module("commops.mending.menders")
    return {
        module.name.replace("_", "-"): importlib.import_module(f"{package.__name__}.{module.name}").mend
        for module in pkgutil.iter_modules(package.__path__)
    }


def edits_for(ws: Workspace, found: Finding) -> list[Edit]:
    """What would repair one finding; empty if that is not certain."""
    mend = menders().get(found.rule)
    text = _text(ws, found.at.path) if mend and found.state is not State.FIXED and not found.private else None
    return list(mend(ws, found, text)) if mend and text is not None else []


def _text(ws: Workspace, path: str) -> str | None:
    source = ws.sources.get(path)
    return source.text if source is not None else ws.read_text(path)


@dataclass(frozen=True, slots=True)
class Mended:
    """What repairing came to."""

    texts: dict[str, str]
    """The files that change: path and text (no BOM, line feeds only), sorted."""
    count: int
    """How many findings are gone."""
    workspace: Workspace
    """As it is after the repairs."""


def mended(ws: Workspace) -> Mended:
    """The workspace with all certain repairs, in memory. Repairs that bring a new finding are left out."""
    count, last = 0, ws
    changed: set[str] = set()
    for _ in range(_PASSES):
        findings = check.run(last)
        plans = [(found, made) for found in findings if (made := edits_for(last, found))]
        kept, last = _helpful(last, findings, plans)
        if not kept:
            break
        count += len(kept)
        changed |= {found.at.path for found, _ in kept}
    return Mended({path: _text(last, path) or "" for path in sorted(changed)}, count, last)


Plan = tuple[Finding, list[Edit]]


def _helpful(ws: Workspace, before: Sequence[Finding], plans: list[Plan]) -> tuple[list[Plan], Workspace]:
    """The repairs that make findings go and bring none: all together if that works, else one after the other."""
    together = _disjoint(plans)
    after = _with(ws, together)
    if together and _better(before, check.run(after), together):
        return together, after
    kept: list[Plan] = []
    after = ws
    for plan in plans[:_SINGLE]:
        tried = _disjoint([*kept, plan])
        if len(tried) > len(kept):
            candidate = _with(ws, tried)
            if _better(before, check.run(candidate), tried):
                kept, after = tried, candidate
    return kept, after


def _disjoint(plans: Iterable[Plan]) -> list[Plan]:
    """The plans, without those that touch characters that an earlier one changes."""
    kept: list[Plan] = []
    taken: dict[str, list[Edit]] = {}
    for found, edits in plans:
        others = taken.setdefault(found.at.path, [])
        if not any(edit.start <= other.end and other.start <= edit.end for edit in edits for other in others):
            others += edits
            kept.append((found, edits))
    return kept


def _better(before: Sequence[Finding], after: Sequence[Finding], plans: list[Plan]) -> bool:
    """Whether what was to be repaired is gone and nothing else came.

    A file that could not be read may show findings afterwards that it had all along.
    """
    old, new = ({_mark(found) for found in side} for side in (before, after))
    opened = {found.at.path for found, _ in plans if found.rule == "readable-file"}
    gone = all(_mark(found) not in new or found.rule == "readable-file" for found, _ in plans)
    return gone and all(mark in old or mark[1] in opened for mark in new)


def _mark(found: Finding) -> tuple[str, str, str, str]:
    return found.rule, found.at.path, found.value, str(found.message)


def _with(ws: Workspace, plans: Iterable[Plan]) -> Workspace:
    """The workspace with some edits applied."""
    edits: dict[str, list[Edit]] = {}
    for found, more in plans:
        edits.setdefault(found.at.path, []).extend(more)
    texts = {path: applied(_text(ws, path) or "", made) for path, made in edits.items()}
    after = build(Overlay(ws.tree, texts), as_of=ws.as_of, today=None, like=ws.sources)
    after.base = ws.base
    after.judge_by(ws.policy_from)
    return after


class Overlay:
    """A tree with some texts in the place of its files."""

    def __init__(self, tree: Tree, texts: dict[str, str]) -> None:
        self._tree = tree
        self._texts = {path: text.encode() for path, text in texts.items()}
        self.sizes = tree.sizes | {path: len(raw) for path, raw in self._texts.items()}
        self.refused = tree.refused
        self.blobs = {path: name for path, name in tree.blobs.items() if path not in texts}

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        return self._texts[path] if path in self._texts else self._tree.read(path)

    def read_many(self, paths: list[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """The bytes of many files, in the order given."""
        rest = iter(self._tree.read_many([path for path in paths if path not in self._texts]))
        for path in paths:
            yield (path, self._texts[path]) if path in self._texts else next(rest)


def write(root: Path, made: Mended) -> list[str]:
    """Write the changed files, each whole or not at all, in the way the file was written; returns their paths.

    A file that is not there yet is made. A BOM and line ends stay; a file with both kinds of line ends is left alone.
    Raises OSError.
    """
    done = []
    for path, text in made.texts.items():
        file = root / path
        if file.resolve() != root.resolve() / path:
            continue  # behind a symbolic link
        raw = file.read_bytes() if file.exists() else b""
        crlf, lf = raw.count(b"\r\n"), raw.count(b"\n")
        if crlf not in (0, lf):
            continue
        data = text.replace("\n", "\r\n") if crlf else text
        bom = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
        if write_atomic(file, bom + data.encode(), mode=file.stat().st_mode & 0o777 if raw else 0o644):
            done.append(path)
    return done


def diff(ws: Workspace, made: Mended) -> str:
    """The repairs as a unified diff, made safe to print; ``""`` if there are none."""
    lines: list[str] = []
    for path, text in made.texts.items():
        old = _text(ws, path) or ""
        sides = (old.splitlines(keepends=True), text.splitlines(keepends=True))
        for row in difflib.unified_diff(*sides, f"a/{path}", f"b/{path}"):
            lines.append(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n")
    return safe("".join(lines))
