"""Runs commands in turn as whole processes and reports medians and ratios, so that a slow machine slows both sides."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Run:
    """What one command took: wall seconds per run, peak memory of its largest process in MB, last exit code."""

    name: str
    command: Sequence[str]
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0
    code: int = 0
    folder: Path | None = None
    """Where it runs, if not where all others do."""
    before: Callable[[], None] | None = None
    """What is done before every run; it takes no time."""

    @property
    def median(self) -> float:
        """Median wall time in seconds."""
        return statistics.median(self.seconds)


# Modules are compiled once, as they are for everybody who installed the program, whatever the environment here says.
_COMPILED = tempfile.TemporaryDirectory(prefix="commops-bench-pyc-")
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
_ENVIRONMENT["PYTHONPYCACHEPREFIX"] = _COMPILED.name


def once(run: Run, folder: Path) -> None:
    """Run the command once in ``folder``; output is thrown away."""
    if run.before is not None:
        run.before()
    started = time.perf_counter()
    process = subprocess.Popen(
        run.command,
        cwd=run.folder or folder,
        env=_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = run.code = os.waitstatus_to_exitcode(status)
    run.seconds.append(time.perf_counter() - started)
    run.peak_mb = max(run.peak_mb, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def in_turn(runs: Sequence[Run], folder: Path, times: int = 5, warm: int = 1) -> None:
    """Run all commands A B C A B C ..., ``warm`` rounds uncounted first."""
    for number in range(times + warm):
        for run in runs:
            once(run, folder)
            if number < warm:
                run.seconds.clear()


def table(runs: Sequence[Run], against: Run) -> str:
    """A Markdown table: median, spread, peak memory and the ratio to ``against`` (above 1 = slower than it)."""
    rows = ["| command | median s | min–max s | peak MB | ratio |", "|---|---:|---:|---:|---:|"]
    for run in runs:
        spread = f"{min(run.seconds):.2f}–{max(run.seconds):.2f}"
        ratio = run.median / against.median
        rows.append(f"| {run.name} | {run.median:.2f} | {spread} | {run.peak_mb:.0f} | {ratio:.2f} |")
    return "\n".join(rows)
