"""From the warehouse to tables: the metrics asked for, over everything up to a day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commops.stats import pages
from commops.stats.backend import Backend
from commops.stats.context import context_of, counted
from commops.stats.engine import Engine
from commops.stats.suppress import hide_small
from commops.stats.table import Table, finish
from commops.workspace import Workspace


def compute(
    files: Sequence[Path | str],
    ws: Workspace,
    metrics: Sequence[str] | None = None,
    *,
    until: int | None = None,
    exact: bool = False,
    every: bool = False,
    backend: Backend | None = None,
) -> dict[str, Table]:
    """The tables of the metrics (when None all that the backend can work out), keyed and ordered as asked.

    ``until``: last ``day_n`` to look at (default: the last of the log). ``exact``: keep cells of 1 to 4 people and
    rates over fewer than ``min_n``. ``every``: count chats that are not the community's channels too. Neither is
    for publication. ``backend``: the database to use (default: DuckDB). Raises KeyError for an unknown metric.
    """
    with Engine(files, context_of(ws), only=None if every else counted(ws), backend=backend) as engine:
        if until is not None:
            engine.as_of(until)
        return tables(engine, metrics, exact=exact)


def tables(engine: Engine, metrics: Sequence[str] | None = None, *, exact: bool = False) -> dict[str, Table]:
    """The tables of the metrics (when None all that run there) on an engine as it stands."""
    if metrics is None:
        chosen = [page for page in map(pages.load_page, pages.keys()) if engine.runs(page)]
    else:
        chosen = [pages.load_page(key) for key in metrics]
    rows = engine.run_all(chosen)
    if not exact:
        hide_small([(page, rows[page.key]) for page in chosen])
    return {page.key: finish(page, rows[page.key], as_of=engine.as_of_day, exact=exact) for page in chosen}
