"""What git knows: lists its files, and reads a workspace at any ref from its objects.

Nothing here touches the working tree: objects are read with plumbing commands only, and names never reach git as
options.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from commops.errors import InputError
from commops.git import LISTING, Answer, command, environment, git
from commops.patterns import lazy
from commops.texts import Text, safe
from commops.workspace.build import build
from commops.workspace.model import Workspace
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.reading.problems import Problem
from commops.workspace.tree import CONTENT, PROFILE, check_names, name_problem, not_a_file, own_files, symlink

_TREE = ("ls-tree", "-r", "-z")
_ROW = lazy(r"(\d+) (\w+) (\w+)\t([^\0]+)\0")
_SAFE_REF = lazy(r"[A-Za-z0-9_@^~./{}+-]{1,250}", re.ASCII)


def list_files(root: Path, listing: Answer | None = None) -> list[str] | None:
    """Paths below ``root`` that git tracks or would add, relative to it; None outside a repository or without git.

    ``listing`` is the answer if somebody has asked for it already (``LISTING``).
    """
    try:
        out = listing.get() if listing is not None else git(root, *LISTING)
    except (OSError, subprocess.SubprocessError):
        return None
    return sorted({name for name in os.fsdecode(out).split("\0") if name and not name.endswith("/")})


def tracked_under(path: Path) -> str | None:
    """The first file at or below ``path`` that git tracks, by name; None when there is none (or no git at all)."""
    folder, name = (path, ".") if path.is_dir() else (path.parent, path.name)
    try:
        out = git(folder, "ls-files", "-z", "--cached", "--", name)
    except (OSError, subprocess.SubprocessError):
        return None
    return next((os.fsdecode(found) for found in sorted(out.split(b"\0")) if found), None)


def would_track(path: Path) -> bool:
    """Whether git would pick up a file at ``path``, which need not exist yet; False outside a repository."""
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    try:
        if git(folder, "rev-parse", "--is-inside-work-tree").strip() != b"true":
            return False
        git(folder, "check-ignore", "--quiet", "--", str(path.absolute()))
    except subprocess.CalledProcessError as error:
        # check-ignore answers 1 for "not ignored"; outside a repository rev-parse fails with 128.
        return error.returncode == 1
    except (OSError, subprocess.SubprocessError):
        return False
    return False


def load_ref(root: Path, ref: str, *, as_of: dt.date | None = None, today: dt.date | None = None) -> Workspace:
    """The workspace as it is at a ref (branch, tag, commit, ``HEAD~2``). Raises InputError for an unknown ref."""
    return build(GitTree(root, ref), as_of=as_of, today=today)


def merge_base(root: Path, ref: str) -> str:
    """The commit at which HEAD and a ref went apart, as for a pull request. Raises InputError.

    It is the state before the change, whatever was merged into the ref since.
    """
    _need_name(ref)
    try:
        # One call in nearly all cases; only when it fails, others find out why.
        return git(root, "merge-base", ref, "HEAD").decode("ascii").split()[0]
    except (OSError, subprocess.SubprocessError, IndexError):
        _commit(root, ref)
    try:
        git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
    except subprocess.SubprocessError:
        raise InputError("HEAD", *_UNBORN) from None
    raise InputError(_place(ref), *(_SHALLOW if _is_shallow(root) else _UNRELATED))


def load_base(root: Path, ref: str, head: Workspace) -> Workspace:
    """The workspace before the change: at the merge base of a ref and HEAD, seen on the day of ``head``.

    Files that did not change are the very same Source objects in both. Where there was no workspace yet, it is empty.
    Raises InputError.
    """
    return load_commit(root, merge_base(root, ref), head)


def load_commit(root: Path, commit: str, head: Workspace, tree: Answer | None = None) -> Workspace:
    """The same for a commit that is known to be the one to compare with, by its full name."""
    sizes = {blob: head.tree.sizes[path] for path, blob in head.tree.blobs.items() if path in head.tree.sizes}
    files = GitTree(root, commit, sizes, tree, head.tree.sizes)
    return build(files, as_of=head.as_of, today=None, like=head.sources, twin=head, empty=PROFILE not in files.sizes)


def ask_tree(root: Path, commit: str) -> Answer:
    """Ask for the files of a commit; git lists them while the caller goes on."""
    return Answer(root, *_TREE, commit)


class GitTree:
    """The files of one commit, below the folder that ``root`` is in its repository."""

    def __init__(
        self,
        root: Path,
        ref: str,
        known: Mapping[str, int] | None = None,
        tree: Answer | None = None,
        sound: Collection[str] = (),
    ) -> None:
        """``known`` are sizes of objects by their names; git is asked for those of the others only.

        ``sound`` are paths that can lie beside each other (see ``check_names``). ``tree`` is the answer of ``ask_tree``
        for ``ref``, which then is the full name of a commit.
        """
        self.root = root
        self.commit = ref if tree is not None else _commit(root, ref)
        self.sizes: dict[str, int] = {}
        self.refused: list[tuple[str, Problem]] = []
        self.blobs: dict[str, str] = {}
        # `ls-tree` runs in root, so paths are relative to it; --full-tree is left out for that reason.
        listing = os.fsdecode(tree.get() if tree is not None else git(root, *_TREE, self.commit))
        for mode, kind, blob, path in _ROW.findall(listing):
            if kind == "blob" and mode != "120000":
                self.blobs[path] = blob
            elif path.startswith(CONTENT):
                self.refused.append(symlink(path) if mode == "120000" else not_a_file(path))
        of = dict(known or {})
        of |= _sizes(root, sorted({blob for blob in self.blobs.values() if blob not in of}))
        sizes = {path: of[blob] for path, blob in self.blobs.items()}
        bad = check_names(sizes, sound)
        self.refused += [(path, problem) for path, problem in bad.items() if path.startswith(CONTENT)]
        self.sizes = {path: sizes[path] for path in sorted(own_files(sizes)) if path not in bad}

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off just above the cap. Raises OSError."""
        return _start_of(self.root, self.blobs[path], MAX_BYTES + 1)

    def read_many(self, paths: list[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """The bytes of many files through one ``git cat-file --batch``; a file over the cap is not fetched."""
        fits = [path for path in paths if self.sizes[path] <= MAX_BYTES]
        contents = _contents(self.root, [self.blobs[path] for path in fits])
        for path in paths:
            yield path, (next(contents) if self.sizes[path] <= MAX_BYTES else OSError(0, "too large"))


def files_at_top(root: Path, commit: str, folder: str) -> dict[str, bytes]:
    """The regular files in a folder at the top of the repository that ``root`` is in, at a commit, by path.

    Names that are not plain ASCII paths and files over the cap are left out.
    """
    listing = git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", f"{folder}/")
    blobs: dict[str, str] = {}
    for row in filter(None, listing.split(b"\0")):
        head, _, name = row.partition(b"\t")
        mode, kind, blob, size = head.decode("ascii").split()
        path = os.fsdecode(name)
        if kind == "blob" and mode != "120000" and int(size) <= MAX_BYTES and name_problem(path) is None:
            blobs[path] = blob
    return dict(zip(blobs, _contents(root, list(blobs.values())), strict=True))


def _commit(root: Path, ref: str) -> str:
    """The full name of the commit that a ref means. Raises InputError."""
    _need_name(ref)
    try:
        out = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except FileNotFoundError:
        raise InputError("git", *_NO_GIT) from None
    except (OSError, subprocess.SubprocessError):
        raise InputError(_place(ref), *_why_unknown(root)) from None
    return out.decode("ascii").strip()


def _need_name(ref: str) -> None:
    if not _SAFE_REF.fullmatch(ref) or ref.startswith("-"):
        raise InputError(_place(ref), *_NO_NAME)


def _why_unknown(root: Path) -> tuple[Text, Text]:
    """What to say when git finds no commit of a name."""
    try:
        git(root, "rev-parse", "--git-dir")
    except subprocess.CalledProcessError as error:
        return _NOT_OURS if b"dubious ownership" in (error.stderr or b"") else _NO_REPOSITORY
    return _SHALLOW if _is_shallow(root) else _UNKNOWN


def _is_shallow(root: Path) -> bool:
    try:
        return git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except (OSError, subprocess.SubprocessError):
        return False


def _place(ref: str) -> str:
    return safe(ref, one_line=True)[:100]


_WRITE_REF = Text(
    "写一个分支、标签或提交，例如 main 或 HEAD~1。", "Give a branch, a tag or a commit, such as main or HEAD~1."
)
_NO_NAME = (Text("这不是 git 的版本名", "This is not a name of a git version"), _WRITE_REF)
_NO_GIT = (Text("没有安装 git", "git is not installed"), Text("请安装 git。", "Install git."))
_UNKNOWN = (
    Text("git 里没有这个版本", "git knows no such version here"),
    Text(
        "写一个分支、标签或提交，例如 main 或 HEAD~1；远程的分支要先取下来：git fetch origin main。",
        "Give a branch, a tag or a commit, such as main or HEAD~1; a branch of the server has to be fetched first: "
        "git fetch origin main.",
    ),
)
_SHALLOW = (
    Text(
        "这是浅克隆，里面没有这个版本或两边分开的地方",
        "This clone is shallow: the version, or where the two went apart, is missing",
    ),
    Text(
        "把历史取全：git fetch --unshallow；在 GitHub Actions 里给 actions/checkout 写上 fetch-depth: 0。",
        "Fetch the history: git fetch --unshallow; in GitHub Actions give actions/checkout fetch-depth: 0.",
    ),
)
_UNRELATED = (
    Text("它和 HEAD 没有共同的历史", "It has no history in common with HEAD"),
    Text("写这次改动所依据的分支。", "Give the branch that the change started from."),
)
_UNBORN = (
    Text("这个仓库里还没有提交", "There is no commit in this repository yet"),
    Text("先提交一次，再来比较。", "Commit once, then compare."),
)
_NO_REPOSITORY = (
    Text(
        "这里不是 git 仓库，没有可以比较的版本", "This is not a git repository, so there is no version to compare with"
    ),
    Text("在仓库里运行，或不写这个选项。", "Run the command in a repository, or leave the option out."),
)
_NOT_OURS = (
    Text(
        "git 不读这个仓库：文件夹属于别的用户", "git does not read this repository: the folder belongs to another user"
    ),
    Text(
        "运行 git config --global --add safe.directory 加上这个文件夹。",
        "Run git config --global --add safe.directory with this folder.",
    ),
)


def _contents(root: Path, blobs: list[str]) -> Iterator[bytes]:
    """The bytes of objects, in order, through one ``git cat-file --batch``."""
    names = "".join(f"{blob}\n" for blob in blobs).encode("ascii")
    # All output is taken at once: writing and reading in turns could block both sides.
    out, start = git(root, "cat-file", "--batch", stdin=names) if blobs else b"", 0
    for _ in blobs:
        end = out.index(b"\n", start)
        size = int(out[start:end].split()[-1])
        yield out[end + 1 : end + 1 + size]
        start = end + size + 2


def _sizes(root: Path, blobs: list[str]) -> dict[str, int]:
    """The sizes of objects by their names, through one ``git cat-file --batch-check``."""
    if not blobs:
        return {}
    names = "".join(f"{blob}\n" for blob in blobs).encode("ascii")
    out = git(root, "cat-file", "--batch-check=%(objectsize)", stdin=names)
    return dict(zip(blobs, map(int, out.split()), strict=True))


def _start_of(root: Path, name: str, size: int) -> bytes:
    """The first bytes of an object, however big it is. Raises OSError."""
    with subprocess.Popen(  # noqa: S603
        command("cat-file", "blob", name),
        cwd=root,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        content = process.stdout.read(size) if process.stdout else b""
        process.kill()
    return content
