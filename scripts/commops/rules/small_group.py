"""Cells of stats snapshots behind which one to four people stand."""

from collections.abc import Iterator
from functools import cache

from commops.findings import Hit
from commops.resources import PACKAGE
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Snapshot
from commops.workspace.reading.read import read

SMALL = 5


@cache
def _people() -> dict[str, frozenset[str]]:
    """By metric, the columns that count people, as the pages of the metrics say."""
    pages = sorted((PACKAGE / "stats" / "metrics").glob("*.md"))
    headers = [read(path.name, path.read_bytes()).data for path in pages]
    return {header["key"]: frozenset(header.get("people") or ()) for header in headers}


@rule("small-group", each="snapshot")
def check(_ws: Workspace, snapshot: Snapshot) -> Iterator[Hit]:
    """Suppressed cells are null; a nought tells nothing about anybody."""
    for metric, rows in snapshot.metrics.items():
        for column in _people().get(metric, ()):
            for number, row in enumerate(rows):
                value = row.get(column)
                if isinstance(value, int) and 0 < value < SMALL:
                    at = snapshot.at("metrics", metric, number, column)
                    yield Hit(at, None, {"metric": metric, "column": column})
