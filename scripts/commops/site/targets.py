"""What the community wants its numbers to be: the targets of the running period, and which way is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commops.report.drafts.lines import chief_columns
from commops.site.edition import Edition
from commops.site.numbers import computed
from commops.stats import pages as definitions
from commops.workspace.spans import span

_MEANT = {"retention_classic": {"age": 4}}
"""Rows that people mean by the name of a metric when a target cannot say which: retention is that of week 4."""


def by_metric(edition: Edition) -> dict[str, Mapping[str, Any]]:
    """The running target of the whole community for each metric; that of a month comes before that of its quarter."""
    return {row["metric"]: row for row in sorted(_running(edition), key=lambda row: -_days(row["period"]))}


def aimed(row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The column that a target means and the rows; of several grains the newest 28 days, as in the health score.

    The column is "" for a metric that the program does not compute.
    """
    metric = row["metric"]
    if metric not in computed():
        return "", {}
    page = definitions.load_page(metric)
    grain = {"grain": "28d"} if "28d" in page.grain else {}
    return str(row.get("column") or chief_columns(page)[0]), {**grain, **_MEANT.get(metric, {})}


def direction(edition: Edition, key: str) -> str:
    """Which way a metric should go, by the community's own words, else by its definition; ``""`` where nobody says."""
    own = next((metric for metric in edition.ws.metrics if metric.id == key), None)
    said = own.direction if own else None
    return said or (definitions.load_page(key).direction if key in computed() else "")


def is_running(edition: Edition, period: str) -> bool:
    """Whether a period is under way; one that the calendar does not have never is."""
    try:
        first, last = span(period)
    except ValueError:
        return False
    return first <= edition.ws.as_of <= last


def elapsed(edition: Edition, period: str) -> float:
    """Which share of a period is over, today included."""
    first, _ = span(period)
    return min(1.0, max(0.0, ((edition.ws.as_of - first).days + 1) / _days(period)))


def _running(edition: Edition) -> Iterator[Mapping[str, Any]]:
    for table in edition.ws.items("metric-list"):
        for row in table.data.get("targets") or ():
            if "channel" not in row and is_running(edition, row["period"]):
                yield row


def _days(period: str) -> int:
    first, last = span(period)
    return (last - first).days + 1
