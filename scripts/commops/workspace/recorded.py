"""Numbers that were committed: a cell of a stats snapshot, or a field of an event's results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from commops.workspace.model import Workspace


class Missing(StrEnum):
    """Why there is no number."""

    PERIOD = "period"
    """No snapshot of that week, or no results of that event."""
    METRIC = "metric"
    COLUMN = "column"
    ROW = "row"
    """No row fits, or more than one does."""
    HIDDEN = "hidden"
    """The cell is there and empty: too few people stand behind it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which number of a snapshot is meant.

    ``channel`` is the id of a channel, or None for all together (the row with ``*``). ``where`` names further columns
    with their values; without a ``grain`` in it, the row of the week counts.
    """

    metric: str
    column: str
    period: str
    channel: str | None = None
    where: Mapping[str, object] = field(default_factory=dict)


def measured(ws: Workspace, wanted: Wanted) -> float | Missing:
    """The number as the snapshot of ``wanted.period`` has it.

    The period is an ISO week such as ``2026-W46``, or a month such as ``2026-10``, whose rows stand in the snapshot of
    the week in which the month ended, and again in that of the month if there is one.
    """
    month = "W" not in wanted.period
    snapshots = ws.snapshots if month else filter(None, [ws.get("snapshot", wanted.period)])
    tables = [(snapshot.period, snapshot.data["metrics"].get(wanted.metric) or ()) for snapshot in snapshots]
    if not tables:
        return Missing.PERIOD
    rows: list[dict[str, Any]] = [
        row for period, table in tables for row in table if not month or _about(row, wanted.period, period)
    ]
    if not rows:
        return Missing.METRIC
    conditions: dict[str, object] = dict(wanted.where)
    if "channel" in rows[0]:
        conditions.setdefault("channel", wanted.channel or "*")
    if any(row.get("grain") == "week" for row in rows):
        conditions.setdefault("grain", "week")
    fitting: list[dict[str, Any]] = []
    for row in rows:
        if all(row.get(key) == value for key, value in conditions.items()) and row not in fitting:
            fitting.append(row)
    if len(fitting) != 1 or (wanted.channel is not None and "channel" not in fitting[0]):
        return Missing.ROW
    if wanted.column not in fitting[0]:
        return Missing.COLUMN
    value = fitting[0][wanted.column]
    return value if isinstance(value, int | float) else Missing.HIDDEN


def _about(row: Mapping[str, object], month: str, file: str) -> bool:
    """Whether a row is about a month: it says so, or it says no month and stands in the month's own file."""
    own = row.get("month") or (row.get("period") if row.get("grain") == "month" else None)
    return own == month if own else file == month


def reported(ws: Workspace, event: str, column: str) -> float | Missing:
    """A number of an event's results: one of its fields, or one of its further figures by id."""
    results = ws.get("event-result", event)
    if results is None:
        return Missing.PERIOD
    value = results.data.get(column)
    if value is None:
        figures = {row["id"]: row["value"] for row in results.data.get("figures") or ()}
        value = figures.get(column, Missing.COLUMN)
    if isinstance(value, dict):
        value = value.get("amount")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else Missing.COLUMN
