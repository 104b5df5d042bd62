"""The commit that last changed the data which reports are made of."""

from __future__ import annotations

import subprocess
from pathlib import Path

from commops.git import git

_DATA = ("community/stats", "community/metrics.yml", "community/strategy", "events")


def data_commit(root: Path) -> str | None:
    """The hash, 12 digits; "" while some of the data is not committed; None outside a repository or without git."""
    try:
        if git(root, "status", "--porcelain", "--untracked-files=all", "--", *_DATA):
            return ""
        return git(root, "log", "-1", "--format=%H", "--", *_DATA).decode()[:12] or None
    except (OSError, subprocess.SubprocessError):
        return None
