"""The only place that runs git.

Nothing here runs hooks, filters or text conversions, and the environment cannot redirect git to another repository.
"""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

TIMEOUT_S = 60
LISTING = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
"""Asks for the paths that git tracks or would add."""
_QUIET = (
    "--no-pager", "--no-replace-objects",
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false",
    "-c", "protocol.allow=never", "-c", "gc.auto=0", "-c", "safe.bareRepository=explicit",
)  # fmt: skip


class Answer:
    """What git will have said when it is done; the caller goes on meanwhile."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self._out = b""
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._ask, args=(root, arguments), daemon=True)
        self._thread.start()

    def _ask(self, root: Path, arguments: tuple[str, ...]) -> None:
        try:
            self._out = git(root, *arguments)
        except (OSError, subprocess.SubprocessError) as error:
            self._error = error

    def get(self) -> bytes:
        """The output, waited for. Raises what ``git`` raises."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._out


def git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in ``root`` and return what it prints. Raises OSError, CalledProcessError or TimeoutExpired."""
    return subprocess.run(  # noqa: S603 - a fixed program with checked arguments
        command(*arguments),
        cwd=root,
        env=environment(),
        input=stdin,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=True,
    ).stdout


def command(*arguments: str) -> list[str]:
    """The whole command line."""
    return ["git", *_QUIET, *arguments]


def environment() -> dict[str, str]:
    """The environment without anything that points git elsewhere or makes it ask, wait or fetch."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }
