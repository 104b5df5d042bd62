"""The rows of released weeks as tables, for annexes and workbooks: what is hidden in them stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from commops.stats import pages
from commops.stats.table import Row, Table
from commops.workspace import Workspace

SNAPSHOT = "snapshot"
"""The column that says which released week holds a row."""


def released_tables(ws: Workspace, files: Iterable[str], keep: Callable[[Row], bool] | None = None) -> dict[str, Table]:
    """A table per metric with the rows of these weeks and months, in their order, beginning with the file of each.

    Of a month only the metrics that wait for it: its other rows stand in the files of its weeks.
    """
    found: dict[str, list[Row]] = {}
    for file in files:
        snapshot = ws.get("snapshot", file)
        for key, rows in snapshot.metrics.items() if snapshot else ():
            if key in pages.keys():  # noqa: SIM118 - a function, not a mapping
                page = pages.load_page(key)
                columns, here = page.columns, "W" in file or page.files == "month"
                kept = [row for row in rows if here and (keep is None or keep(row))]
                found.setdefault(key, []).extend(
                    {SNAPSHOT: file, **{name: row.get(name) for name in columns}} for row in kept
                )
    return {
        key: Table(key, (SNAPSHOT, *pages.load_page(key).columns), tuple(rows))
        for key, rows in sorted(found.items())
        if rows
    }
