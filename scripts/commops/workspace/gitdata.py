"""The commit that last changed the data which reports are made of."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from commops.git import git

REPORT = ("community/stats", "community/metrics.yml", "community/strategy", "events")
"""What drafts of reports take their numbers from."""
PACK = (
    *REPORT,
    "community/community.yml",
    "community/channels.yml",
    "community/metrics",
    "community/competitors",
    "community/partners",
)
"""What the pack for investors is made of."""


def data_commit(root: Path, data: Sequence[str]) -> str | None:
    """The hash, 12 digits; "" while some of the data is not committed; None outside a repository or without git."""
    try:
        if git(root, "status", "--porcelain", "--untracked-files=all", "--", *data):
            return ""
        return git(root, "log", "-1", "--format=%H", "--", *data).decode()[:12] or None
    except (OSError, subprocess.SubprocessError):
        return None
