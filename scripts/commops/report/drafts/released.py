"""The rows of released weeks as tables, for annexes and workbooks: what is hidden in them stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from commops.stats import pages
from commops.stats.table import Row, Table
from commops.workspace import Workspace

SNAPSHOT = "snapshot"
"""The column that says which released week holds a row."""


def released_tables(ws: Workspace, weeks: Iterable[str], keep: Callable[[Row], bool] | None = None) -> dict[str, Table]:
    """A table per metric with the rows of these weeks, in their order, beginning with the week that holds them."""
    found: dict[str, list[Row]] = {}
    for week in weeks:
        snapshot = ws.get("snapshot", week)
        for key, rows in snapshot.metrics.items() if snapshot else ():
            if key in pages.keys():  # noqa: SIM118 - a function, not a mapping
                columns = pages.load_page(key).columns
                kept = [row for row in rows if keep is None or keep(row)]
                found.setdefault(key, []).extend(
                    {SNAPSHOT: week, **{name: row.get(name) for name in columns}} for row in kept
                )
    return {
        key: Table(key, (SNAPSHOT, *pages.load_page(key).columns), tuple(rows))
        for key, rows in sorted(found.items())
        if rows
    }
