"""Loads a workspace from disk: regular files only, never through a symbolic link."""

from __future__ import annotations

import datetime as dt
import os
import stat
from bisect import bisect_left
from collections.abc import Collection, Iterator
from pathlib import Path

from commops.git import Answer
from commops.workspace.build import build
from commops.workspace.cache import FOLDER
from commops.workspace.gitref import list_files, load_base
from commops.workspace.late import late
from commops.workspace.model import Workspace
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.reading.problems import Problem
from commops.workspace.tree import CONTENT, PROFILE, check_names, not_a_file, own_files, symlink

_SKIPPED = {".git", ".commops", "build", "exports", ".venv", "__pycache__", "node_modules"}


def load(
    root: Path, *, as_of: dt.date | None = None, today: dt.date | None = None, base: str | None = None
) -> Workspace:
    """The workspace in the folder ``root``.

    ``as_of`` overrides the profile's ``as_of``; ``today`` counts when neither is given (this module reads no clock).
    With ``base``, the name of a git version, ``ws.base`` is the workspace where that version and HEAD went apart.
    Raises InputError if there is no community/community.yml, if no day is known, or if git has no such version.
    """
    ws = build(DiskTree(root), as_of=as_of, today=today)
    if base is not None:
        ws.base = load_base(root, base, ws)
    return ws


def load_late(root: Path, *, today: dt.date) -> Workspace:
    """The same workspace, of which only the profile is read before somebody asks for more.

    For commands that look at a few kinds of things and report nothing about the others.
    """
    return late(DiskTree(root), as_of=None, today=today)


class DiskTree:
    """The files of a folder that are, or could be, committed: what git knows or would add, else all of them."""

    def __init__(self, root: Path, listing: Answer | None = None, known: Collection[str] = ()) -> None:
        """``listing``: git's answer to ``LISTING`` in ``root``, if somebody has asked already.

        ``known`` are the files that were there the last time: they are looked at while git still works.
        """
        self.root = root
        self.sizes: dict[str, int] = {}
        self.refused: list[tuple[str, Problem]] = []
        self.blobs: dict[str, str] = {}
        self.stamps: dict[str, list[int]] = {}
        """Size, times of change of content and of entry (nanoseconds), and inode of every file, by path."""
        self._prefix = f"{os.fspath(root)}/"
        seen = {name: state for name in known if (state := self._state(name)) is not None}
        names = list_files(root, listing)
        if names is None or PROFILE not in names:
            # No git, or a workspace that git ignores (a test, a build folder).
            names = list(_walk(os.fspath(root), ""))
        names = sorted(own_files(names))
        at = bisect_left(names, f"{FOLDER}/")
        self.cache_is_foreign = names[at : at + 1] != [] and names[at].startswith(f"{FOLDER}/")
        """Whether git knows the folder of the cache: then what is in it was not written by this program, here."""
        self._sort_out(names, seen, () if self.cache_is_foreign else known)

    def _state(self, name: str) -> os.stat_result | None:
        """What the file system says about a file; None for one that is not there."""
        try:
            return os.lstat(self._prefix + name)  # ten thousand Path objects are slow
        except (OSError, ValueError):
            return None

    def _sort_out(self, names: list[str], seen: dict[str, os.stat_result], sound: Collection[str]) -> None:
        """Keep regular files with usable names; say what is wrong with the others among the community's files."""
        kept: dict[str, int] = {}
        for name in names:
            state = seen.get(name) or self._state(name)
            if state is None:
                continue  # deleted in the working tree but still in the index
            if stat.S_ISREG(state.st_mode):
                kept[name] = state.st_size
                self.stamps[name] = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
            elif f"{name}/".startswith(CONTENT):
                self.refused.append(symlink(name) if stat.S_ISLNK(state.st_mode) else not_a_file(name))
        bad = check_names(kept, sound)
        self.refused += [(name, problem) for name, problem in bad.items() if name.startswith(CONTENT)]
        self.sizes = {name: size for name, size in kept.items() if name not in bad} if bad else kept
        for name in bad:
            del self.stamps[name]

    def read(self, path: str) -> bytes:
        """The bytes of a tracked file, at most one more than the cap. Raises OSError; never follows a link."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(os.path.join(self.root, path), flags)  # noqa: PTH118
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(0, "not a regular file")
            chunks, left = [], MAX_BYTES + 1
            while left and (chunk := os.read(handle, left)):
                chunks.append(chunk)
                left -= len(chunk)
            return b"".join(chunks)
        finally:
            os.close(handle)

    def read_many(self, paths: list[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """The bytes of many files, or why one cannot be read."""
        for path in paths:
            try:
                yield path, self.read(path)
            except OSError as error:
                yield path, error


def _walk(root: str, prefix: str) -> Iterator[str]:
    """Everything below a folder but private and generated folders; links are named, not followed."""
    folders = [prefix]
    while folders:
        prefix = folders.pop()
        try:
            with os.scandir(os.path.join(root, prefix)) as entries:  # noqa: PTH118
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        yield f"{prefix}{entry.name}"
                    elif entry.name not in _SKIPPED:
                        folders.append(f"{prefix}{entry.name}/")
        except OSError:
            continue
