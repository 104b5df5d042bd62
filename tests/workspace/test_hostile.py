"""No file ends in a traceback, a signal, or more than 2 s or 256 MB, whatever it holds (1 MiB at most)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of a process need fork")


def costs(mode: str, step: int) -> list[list[object]]:
    """One row per hostile file: fine, file, name, exit status, CPU seconds, peak megabytes."""
    script = Path(__file__).with_name("hostile.py")
    run = subprocess.run([sys.executable, script, mode, str(step)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize("mode", ["quick", pytest.param("pure", marks=pytest.mark.slow)])
def test_a_sample_of_hostile_files(mode: str) -> None:
    rows = costs(mode, 61)
    assert len(rows) > 4
    assert [row for row in rows if not row[0]] == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["quick", "pure"])
def test_every_hostile_file(mode: str) -> None:
    rows = costs(mode, 1)
    assert len(rows) > 320
    assert [row for row in rows if not row[0]] == []
