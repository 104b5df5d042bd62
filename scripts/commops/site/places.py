"""Where a build may write: a build folder that is really here, and a site folder in which only a site can be lost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from commops import resources
from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text
from commops.workspace.tree import CONTENT

MARK = ".commops-site"
"""A file that says: this folder was written by us and may be replaced."""
PRIVATE = "private"
"""The folder of build/ for what only the team may read: a second build/ with the same parts."""
PARTS = ("docs", "mkdocs", "editions", PRIVATE)
"""Folders of build/ that every build empties or writes anew."""


def build_folder(root: Path, *, team: bool) -> Path:
    """Where a build works: build/, or build/private/ for the site of the team."""
    return root / "build" / PRIVATE if team else root / "build"


def mark(*, team: bool) -> str:
    """What stands in the mark of a finished site."""
    kind = "the team's site, not to be published" if team else "the public site"
    return f"Written by commops build ({kind}); replaced by the next one.\n"


def own(build: Path) -> None:
    """Make the build folder, out of Git's sight. Raises InputError for links: what they lead to would be emptied.

    A pull request can bring such links along, also below a folder that Git ignores.
    """
    folders = [build, *(build / part for part in PARTS)]
    folders += sorted((build / "editions").iterdir()) if (build / "editions").is_dir() else []
    for folder in folders:
        if folder.is_symlink():
            raise InputError(
                str(folder),
                Text(
                    "这是符号链接；构建会清空它指向的文件夹。",
                    "This is a symbolic link; a build would empty the folder it leads to.",
                ),
                Text("删掉这个链接，再构建一次。", "Delete the link and build again."),
            )
    build.mkdir(parents=True, exist_ok=True)
    write_atomic(build / ".gitignore", "*\n")


def listing(build: Path) -> dict[str, list[int]]:
    """Size and time of change (nanoseconds) of what was prepared in a build folder, and of what it was made with."""
    found: dict[str, list[int]] = {}
    for folder in (build / "docs", build / "mkdocs", resources.folder("site")):
        for parent, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(parent, name)  # noqa: PTH118 - thousands of files
                state = os.lstat(path)
                found[path] = [state.st_size, state.st_mtime_ns]
    return found


def intact(build: Path, before: Mapping[str, list[int]]) -> bool:
    """Whether what was prepared is as it was then."""
    return listing(build) == before


def may_replace(out: Path, root: Path, *, team: bool = False) -> None:
    """Raise InputError unless ``out`` is a folder that a build may replace: empty, missing, or an earlier site.

    Never a folder that holds files of the community or the build itself, whatever mark somebody put there; and the
    site of the team never takes the place of the public one, from where it would be published.
    """
    build, content = root / "build", [root / name.rstrip("/") for name in CONTENT]
    works = [build / part for part in PARTS if not (team and part == PRIVATE)]
    works += [build / PRIVATE / part for part in PARTS] if team else []
    inside = any(out.is_relative_to(place) for place in (*content, *works, root / ".git"))
    if team and (out == build / "site" or _is_public(out)):
        raise InputError(
            str(out),
            Text("这里是公开网站的位置；团队内部的网站不能放在这里。", "This is the place of the public site."),
            Text(
                "换一个文件夹；不写 --out 时用 build/private/site。",
                "Choose another folder; without --out it is build/private/site.",
            ),
        )
    if (
        inside
        or build.is_relative_to(out)
        or out.is_symlink()
        or (out.exists() and not out.is_dir())
        or (out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file())
    ):
        raise InputError(
            str(out),
            Text("这里有别的东西，构建会把它删掉。", "Something else is here, and a build would delete it."),
            Text("换一个空文件夹，或自己先清空它。", "Choose an empty folder, or empty this one yourself first."),
        )


def _is_public(out: Path) -> bool:
    """Whether a finished public site stands there."""
    found = out / MARK
    return found.is_file() and not found.is_symlink() and found.read_text(encoding="utf-8") != mark(team=True)
