"""Where the data that belongs to the program lies: in the clone beside it, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """A top-level data folder (``schemas`` or ``site``), from the wheel when installed, else from the clone."""
    packed = PACKAGE / "_resources" / name
    return packed if packed.is_dir() else PACKAGE.parents[1] / name
