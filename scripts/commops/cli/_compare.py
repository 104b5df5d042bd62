"""``commops stats --compare``: two weeks or months beside each other, from the snapshots or from the log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commops.cli._options import message_language, today

if TYPE_CHECKING:
    from commops.stats.table import Table


def show(
    root: Path,
    labels: tuple[str, str],
    metrics: Sequence[str],
    form: str,
    lang: str | None,
    from_log: Callable[[], Mapping[str, Table]],
    *,
    log_only: bool,
) -> None:
    """Print the comparison: of released numbers where both periods have them, else of what ``from_log`` works out."""
    from commops.report import comparison
    from commops.stats.compare import check_periods, compare, released
    from commops.workspace.load import load

    check_periods(*labels)
    ws = load(root, today=today())
    tables = None if log_only else released(ws, labels)
    source = "snapshots" if tables is not None else "log"
    if tables is None:
        tables = {key: list(table.rows) for key, table in from_log().items()}
    chosen = {key: rows for key, rows in tables.items() if key in metrics or not metrics}
    pairs = compare(chosen, *labels)
    if form == "table":
        comparison.as_text(
            pairs, labels, source, message_language(lang, ws.languages[0]), sys.stdout, all_=bool(metrics)
        )
    else:
        json = form == "json"
        click.echo(comparison.as_json(pairs, labels, source) if json else comparison.as_csv(pairs), nl=json)
