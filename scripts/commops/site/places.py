"""Where a build may write: a build folder that is really here, and a site folder in which only a site can be lost."""

from __future__ import annotations

from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text
from commops.workspace.tree import CONTENT

MARK = ".commops-site"
"""A file that says: this folder was written by us and may be replaced."""
PARTS = ("docs", "mkdocs", "editions", "staging")
"""Folders of build/ that every build empties or writes anew."""


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


def may_replace(out: Path, root: Path) -> None:
    """Raise InputError unless ``out`` is a folder that a build may replace: empty, missing, or an earlier site.

    Never a folder that holds files of the community or the build itself, whatever mark somebody put there.
    """
    build, content = root / "build", [root / name.rstrip("/") for name in CONTENT]
    inside = any(out.is_relative_to(place) for place in (*content, *(build / part for part in PARTS), root / ".git"))
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
