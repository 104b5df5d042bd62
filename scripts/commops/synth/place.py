"""Whether a made-up log may be written somewhere: never over other files, never where Git would pick it up."""

from __future__ import annotations

from pathlib import Path

from commops.errors import InputError
from commops.texts import Text
from commops.workspace.gitref import would_track

MARK = ".made-up"
"""A file beside the log that says it is made up; only a folder that holds it is replaced."""


def check_place(folder: Path) -> None:
    """Refuse (InputError) a folder with files of others in it, and one that a Git repository does not ignore."""
    if folder.exists() and not folder.is_dir():
        raise InputError(
            str(folder),
            Text("这里已经有一个文件", "There is a file here already"),
            Text("请给出一个新的文件夹", "Name a new folder"),
        )
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise InputError(
            str(folder),
            Text("文件夹里有不是 synth 写的文件", "The folder holds files that synth did not write"),
            Text("请换一个空文件夹;真实导出不会被覆盖", "Name an empty folder; real exports are never overwritten"),
        )
    if would_track(folder / "result.json"):
        raise InputError(
            str(folder),
            Text(
                "这个位置会被 Git 收录,聊天记录不能进入 Git",
                "Git would pick this up; chat logs stay out of Git",
            ),
            Text(
                "写到 exports/ 下,或先把该文件夹加入 .gitignore",
                "Write under exports/, or add the folder to .gitignore first",
            ),
        )
