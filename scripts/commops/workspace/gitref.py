"""The only place that runs git: lists what it knows, and reads a workspace at any ref from git's objects.

Nothing here touches the working tree or runs hooks, filters or text conversions: objects are read with plumbing
commands only, names never reach git as options, and the environment cannot redirect git to another repository.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from commops.errors import InputError
from commops.texts import Text, safe
from commops.workspace.build import build
from commops.workspace.model import Workspace
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.reading.problems import Problem
from commops.workspace.tree import CONTENT, check_names, not_a_file, symlink

TIMEOUT_S = 60
_SAFE_REF = re.compile(r"[A-Za-z0-9_@^~./{}+-]{1,250}", re.ASCII)
_QUIET = (
    "--no-pager", "--no-replace-objects",
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false",
    "-c", "protocol.allow=never", "-c", "gc.auto=0", "-c", "safe.bareRepository=explicit",
)  # fmt: skip


def list_files(root: Path) -> list[str] | None:
    """Paths below ``root`` that git tracks or would add, relative to it; None outside a repository or without git."""
    try:
        out = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except (OSError, subprocess.SubprocessError):
        return None
    return sorted({os.fsdecode(name) for name in out.split(b"\0") if name and not name.endswith(b"/")})


def tracked_under(path: Path) -> str | None:
    """The first file at or below ``path`` that git tracks, by name; None when there is none (or no git at all)."""
    folder, name = (path, ".") if path.is_dir() else (path.parent, path.name)
    try:
        out = _git(folder, "ls-files", "-z", "--cached", "--", name)
    except (OSError, subprocess.SubprocessError):
        return None
    return next((os.fsdecode(found) for found in sorted(out.split(b"\0")) if found), None)


def would_track(path: Path) -> bool:
    """Whether git would pick up a file at ``path``, which need not exist yet; False outside a repository."""
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    try:
        if _git(folder, "rev-parse", "--is-inside-work-tree").strip() != b"true":
            return False
        _git(folder, "check-ignore", "--quiet", "--", str(path.absolute()))
    except subprocess.CalledProcessError as error:
        # check-ignore answers 1 for "not ignored"; outside a repository rev-parse fails with 128.
        return error.returncode == 1
    except (OSError, subprocess.SubprocessError):
        return False
    return False


def load_ref(root: Path, ref: str, *, as_of: dt.date | None = None, today: dt.date | None = None) -> Workspace:
    """The workspace as it is at a ref (branch, tag, commit, ``HEAD~2``). Raises InputError for an unknown ref."""
    return build(GitTree(root, ref), as_of=as_of, today=today)


class GitTree:
    """The files of one commit, below the folder that ``root`` is in its repository."""

    def __init__(self, root: Path, ref: str) -> None:
        self.root = root
        self.commit = _commit(root, ref)
        self.sizes: dict[str, int] = {}
        self.refused: list[tuple[str, Problem]] = []
        self._objects: dict[str, str] = {}
        # `ls-tree` runs in root, so paths are relative to it; --full-tree is left out for that reason.
        listing = _git(root, "ls-tree", "-r", "-z", "-l", self.commit)
        sizes: dict[str, int] = {}
        for row in listing.split(b"\0"):
            if row:
                head, _, name = row.partition(b"\t")
                mode, kind, name_of_object, size = head.decode("ascii").split()
                path = os.fsdecode(name)
                if kind == "blob" and mode != "120000":
                    sizes[path] = int(size)
                    self._objects[path] = name_of_object
                elif path.startswith(CONTENT):
                    self.refused.append(symlink(path) if mode == "120000" else not_a_file(path))
        bad = check_names(sizes)
        self.refused += [(path, problem) for path, problem in bad.items() if path.startswith(CONTENT)]
        self.sizes = {path: sizes[path] for path in sorted(sizes) if path not in bad}

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off just above the cap. Raises OSError."""
        return _start_of(self.root, self._objects[path], MAX_BYTES + 1)

    def read_many(self, paths: list[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """The bytes of many files through one ``git cat-file --batch``; a file over the cap is not fetched."""
        fits = [path for path in paths if self.sizes[path] <= MAX_BYTES]
        names = "".join(f"{self._objects[path]}\n" for path in fits).encode("ascii")
        # All output is taken at once: writing and reading in turns could block both sides.
        out = _git(self.root, "cat-file", "--batch", stdin=names) if fits else b""
        contents, start = {}, 0
        for path in fits:
            end = out.index(b"\n", start)
            size = int(out[start:end].split()[-1])
            contents[path] = (end + 1, end + 1 + size)
            start = end + size + 2
        for path in paths:
            if path in contents:
                yield path, out[slice(*contents[path])]
            else:
                yield path, OSError(0, "too large")


def _commit(root: Path, ref: str) -> str:
    """The full name of the commit that a ref means. Raises InputError."""
    fix = Text(
        "写一个分支、标签或提交，例如 main 或 HEAD~1。", "Give a branch, a tag or a commit, such as main or HEAD~1."
    )
    place = safe(ref, one_line=True)[:100]
    if not _SAFE_REF.fullmatch(ref) or ref.startswith("-"):
        raise InputError(place, Text("这不是 git 的版本名", "This is not a name of a git version"), fix)
    try:
        out = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except FileNotFoundError:
        raise InputError(
            "git", Text("没有安装 git", "git is not installed"), Text("请安装 git。", "Install git.")
        ) from None
    except (OSError, subprocess.SubprocessError):
        raise InputError(place, Text("git 里没有这个版本", "git knows no such version here"), fix) from None
    return out.decode("ascii").strip()


def _start_of(root: Path, name: str, size: int) -> bytes:
    """The first bytes of an object, however big it is. Raises OSError."""
    with subprocess.Popen(  # noqa: S603
        _command("cat-file", "blob", name),
        cwd=root,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        content = process.stdout.read(size) if process.stdout else b""
        process.kill()
    return content


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in ``root`` and return what it prints. Raises OSError, CalledProcessError or TimeoutExpired."""
    return subprocess.run(  # noqa: S603 - a fixed program with checked arguments
        _command(*arguments),
        cwd=root,
        env=_environment(),
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=TIMEOUT_S,
        check=True,
    ).stdout


def _command(*arguments: str) -> list[str]:
    return ["git", *_QUIET, *arguments]


def _environment() -> dict[str, str]:
    """The environment without anything that points git elsewhere or makes it ask, wait or fetch."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }
