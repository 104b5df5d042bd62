"""What the commands of ``commops logs`` share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from commops.cli._options import today

if TYPE_CHECKING:
    from commops.workspace import Workspace


def workspace(root: Path) -> Workspace | None:
    """The workspace at ``root``; None for a folder that holds logs only."""
    if not (root / "community").is_dir():
        return None
    from commops.workspace.load import load_late

    return load_late(root, today=today())


def midnight(day: dt.datetime, zone: str) -> int:
    """UTC seconds of the beginning of a day in a zone."""
    from zoneinfo import ZoneInfo

    return int(day.replace(tzinfo=ZoneInfo(zone)).timestamp())
