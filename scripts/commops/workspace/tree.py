"""The files of a workspace as names and bytes, wherever they lie, and the names that are refused."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Protocol

from commops.patterns import lazy
from commops.texts import Text, safe
from commops.workspace.reading.prescan import FORBIDDEN
from commops.workspace.reading.problems import Problem

PROFILE = "community/community.yml"
"""What makes a folder a workspace."""
CONTENT = ("community/", "content/", "events/")
"""Where the things of a community are written; other files of the repository are only scanned as text."""

_CONTROL = lazy("[\x00-\x1f\x7f]")
_SURROGATE = lazy("[\ud800-\udfff]")
_RESERVED = lazy(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
# The names that nearly all files have; whatever else is fine takes longer to be told so.
_PLAIN = lazy(
    r"(?:(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|\Z))[a-z0-9_.][a-z0-9_.-]*(?<!\.)(?:/|\Z))+", re.ASCII
)
_ODD = lazy(r'[\\:*?"<>|]|%(?:2e|2f|5c|00)', re.IGNORECASE)


class Tree(Protocol):
    """Files by path (``/`` between the parts, relative to the workspace)."""

    sizes: dict[str, int]
    """Size in bytes of every regular file, sorted by path."""
    refused: list[tuple[str, Problem]]
    """What is there but is not read, such as symbolic links."""
    blobs: dict[str, str]
    """Git's names for the contents of files, as far as they are known without reading."""

    def read(self, path: str) -> bytes:
        """The bytes of a file, cut off just above the cap. Raises OSError."""

    def read_many(self, paths: list[str]) -> Iterable[tuple[str, bytes | OSError]]:
        """The bytes of many files, in the order given."""


def own_files(names: Collection[str]) -> list[str]:
    """The names without what lies in workspaces of their own, such as examples/bad-week/.

    Their profiles stay, so that nobody starts one unseen. Nothing in the community's own folders or in one that
    begins with a dot can be left out: a profile there would hide posts or workflows from every check.
    """
    others = tuple(
        name[: -len(PROFILE)] for name in names if name.endswith(f"/{PROFILE}") and not name.startswith((*CONTENT, "."))
    )
    if not others:
        return list(names)
    return [name for name in names if not name.startswith(others) or name.endswith(f"/{PROFILE}")]


def blob_name(raw: bytes) -> str:
    """The name that git gives to a file with these bytes (in a repository with SHA-1 names)."""
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def name_problem(path: str) -> Text | None:
    """Why a path cannot be used on every computer and in every link, or None.

    Refused: parts that leave the folder, absolute paths, drives and backslashes, encoded dots, characters that
    Windows forbids or nobody sees, names reserved on Windows, and trailing dots or spaces.
    """
    if _PLAIN.fullmatch(path):
        return None
    if (not path.isascii() and (FORBIDDEN.search(path) or _SURROGATE.search(path))) or _CONTROL.search(path):
        return Text("文件名里有看不见的字符或不是 UTF-8", "The file name holds invisible characters or is not UTF-8")
    if _ODD.search(path):
        return Text(
            '文件名里有不能用的字符（\\ : * ? " < > | 或 %2e）',
            'The file name holds a character that cannot be used (\\ : * ? " < > | or %2e)',
        )
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return Text("路径里有空的部分、. 或 ..", "The path has an empty part, . or ..")
        if part != part.rstrip(". ") or part != part.lstrip(" "):
            return Text(
                "文件名以空格开头，或以点、空格结尾", "The file name starts with a space or ends with a dot or space"
            )
        if _RESERVED.fullmatch(part):
            return Text("这是 Windows 保留的文件名", "Windows reserves this file name")
    return None


_RENAME = Text("请改名：用小写英文字母、数字和连字符。", "Rename it: lower-case letters, digits and hyphens.")


def check_names(paths: Collection[str], sound: Collection[str] = ()) -> dict[str, Problem]:
    """The paths that are refused for their name: unusable ones, and those that are the same name elsewhere.

    ``A.md`` and ``a.md`` are one file on Windows and macOS, and so are two Unicode spellings of one name; the first
    in sorting order stays. ``sound`` are paths known to have no such problem among themselves, nor has a part of them.
    """
    if set(sound).issuperset(paths):
        return {}
    problems: dict[str, Problem] = {}
    seen: dict[str, str] = {}
    for path in sorted(paths):
        if (what := name_problem(path)) is not None:
            problems[path] = Problem(what, _RENAME)
            continue
        if path.isascii() and path.islower():
            folded = path
        else:
            folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        other = seen.setdefault(folded, path)
        if other != path:
            what = Text(
                f"和 {other} 在 Windows、macOS 上是同一个文件名",
                f"On Windows and macOS this is the same name as {other}",
            )
            problems[path] = Problem(what, _RENAME)
    return problems


def shown(path: str) -> str:
    """A path that can be printed, whatever bytes its name has."""
    return safe(path.encode("utf-8", "backslashreplace").decode(), one_line=True)


def symlink(path: str) -> tuple[str, Problem]:
    """What is said about a symbolic link."""
    return path, Problem(
        Text(
            "这是符号链接，不会被读取（它可能指向仓库之外）",
            "This is a symbolic link; it is not followed (it may point outside the repository)",
        ),
        Text("删掉链接，放入真正的文件。", "Delete the link and put the file itself here."),
    )


def not_a_file(path: str) -> tuple[str, Problem]:
    """What is said about a submodule, a pipe or a device."""
    return path, Problem(
        Text("这不是普通文件，不会被读取", "This is not a regular file; it is not read"),
        Text("删掉它，或放入真正的文件。", "Delete it or put a real file here."),
    )


def unreadable(error: OSError) -> Problem:
    """What is said about a file that cannot be opened."""
    reason = error.strerror or type(error).__name__
    return Problem(
        Text(f"文件打不开（{reason}）", f"The file cannot be opened ({reason})"),
        Text("检查文件权限。", "Check the permissions of the file."),
    )
