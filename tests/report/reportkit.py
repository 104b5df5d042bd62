"""A copy of the demo community outside Git, for reports that are written into it."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from commops.cli.main import cli

DEMO = Path(__file__).parents[2]


def copy_demo(target: Path) -> Path:
    """The demo's files that reports are made of."""
    for name in ("community", "events", "content"):
        shutil.copytree(DEMO / name, target / name, dirs_exist_ok=True)
    return target


def report(root: Path, *arguments: str, lang: str = "zh") -> Result:
    """Run ``commops report`` there."""
    return CliRunner().invoke(cli, ["report", *arguments, "-C", str(root), "--lang", lang])
