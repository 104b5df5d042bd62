"""Refuses files that Git keeps: raw chat logs and sheets about people must never be in a repository."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commops.errors import InputError
from commops.texts import Text
from commops.workspace.gitref import tracked_under


def refuse_tracked(paths: Sequence[Path]) -> None:
    """Raise InputError if a path is, or holds, a file that Git tracks."""
    for path in paths:
        if found := tracked_under(path):
            raise InputError(
                str(path / found if path.is_dir() else path),
                Text(
                    "这个文件在 Git 里；聊天记录和人员名单的原件不能进 Git",
                    "this file is tracked by Git; raw logs and lists of people must not be in Git",
                ),
                Text(
                    "先执行 git rm --cached，把文件移到 exports/（已被忽略）；若已推送，还要清理历史",
                    "run git rm --cached on it and move it to exports/ (ignored); if it was pushed, clean the history",
                ),
            )
