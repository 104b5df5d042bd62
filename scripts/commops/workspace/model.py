"""The workspace as a value: every readable file and every valid thing in it, read once, from disk or from git."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from commops.findings import Hit, Location
from commops.workspace._types import Collections
from commops.workspace.item import Item
from commops.workspace.source import Source


class Workspace(Collections):
    """All that a community wrote down. Rules, pages and reviews are functions of this value and nothing else."""

    sources: Mapping[str, Source]
    """Readable files by path, sorted."""
    tracked: Mapping[str, str]
    as_of: dt.date
    zone: ZoneInfo
    languages: tuple[str, ...]

    def items(self, kind: str) -> list[Item]:
        """Every item of a kind whose shape its schema accepts, sorted by id."""
        raise NotImplementedError

    def ids(self, kind: str) -> Mapping[str, list[Location]]:
        """Every id of a kind and where it is defined, also in files that their schema refuses."""
        raise NotImplementedError

    def faults(self, rule: str) -> Iterator[Hit]:
        """What reading and the schemas already saw for this rule."""
        raise NotImplementedError
