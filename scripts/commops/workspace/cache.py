"""A folder of the workspace in which a run keeps for the next one what it worked out; it may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path
from typing import Any

import orjson

from commops import __version__, resources
from commops.files import write_atomic

FOLDER = ".commops/cache"
MAX_BYTES = 128 << 20
"""Of one file; a bigger one is neither read nor written."""
_SEAL = "seal"


class Cache:
    """Values by name, good for one state of the program (``program``) and for this folder on this machine.

    Nothing here is trusted: a file that is damaged, too big, a link, of another program, or that was not written here
    (unpacked from an archive, checked out from Git, copied) counts as absent. What was written here is known by the
    seal, an empty file: its inode and the time of its making stand in every file, and cannot be chosen by who makes
    an archive. Files can be read by their owner only, and nothing fails when the folder cannot be written.
    """

    def __init__(self, root: Path, program: str) -> None:
        self._folder = root / FOLDER
        self._program = program

    def load(self, name: str) -> Any:
        """The value last kept under a name, or None."""
        path = self._folder / f"{name}.json"
        try:
            if not self._is_ours(path):
                return None
            head, _, body = path.read_bytes().partition(b"\n")
            return orjson.loads(body) if orjson.loads(head) == self._head(body) else None
        except (OSError, ValueError):
            return None

    def keep(self, name: str, value: Any) -> None:
        """Keep a value of what JSON can hold; without a word if that is not possible."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._prepare()
            body = orjson.dumps(value)
            if len(body) <= MAX_BYTES:
                self._replace(self._folder / f"{name}.json", orjson.dumps(self._head(body)) + b"\n", body)

    def _replace(self, path: Path, *parts: bytes) -> None:
        """Write a file whole or not at all, readable by its owner only. A crash may lose it: it is only a cache."""
        import tempfile  # with all that it brings along; most runs write nothing

        handle, name = tempfile.mkstemp(suffix=".tmp", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(parts)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _head(self, body: bytes) -> list[Any]:
        seal = (self._folder / _SEAL).lstat()
        return [self._program, seal.st_dev, seal.st_ino, seal.st_ctime_ns, hashlib.blake2b(body).hexdigest()]

    def _is_ours(self, path: Path) -> bool:
        """Whether a file lies where it says, belongs to us and has a bearable size."""
        for folder in (self._folder.parent, self._folder):
            if not stat.S_ISDIR(folder.lstat().st_mode):
                return False
        found = path.lstat()
        owned = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        return stat.S_ISREG(found.st_mode) and owned and found.st_size <= MAX_BYTES

    def _prepare(self) -> None:
        """Make the folder, invisible to Git. Raises OSError, also when a link lies in the way."""
        outer = self._folder.parent
        outer.mkdir(mode=0o700, exist_ok=True)
        for folder in (outer, self._folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if not stat.S_ISDIR(folder.lstat().st_mode):
                raise OSError(0, "not a folder")
        if not (outer / ".gitignore").exists():
            write_atomic(outer / ".gitignore", "*\n")
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self._folder / _SEAL, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def program_of(tables: str = "") -> str:
    """A digest of all that verdicts depend on besides the workspace: this program, its tables and Python.

    Files of the program count by size and time of change. ``tables`` names the tables when they are not those of the
    program but of some version in git.
    """
    rows = [__version__, sys.version, tables]
    places = [resources.PACKAGE, *([] if tables else [resources.folder("schemas")])]
    for place in places:
        for folder, _, names in os.walk(place):
            if not folder.endswith("__pycache__"):
                for name in names:
                    found = os.stat(f"{folder}/{name}")  # noqa: PTH116 - hundreds of files
                    rows.append(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}")
    return hashlib.blake2b("\n".join(sorted(rows)).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
