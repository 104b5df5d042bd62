"""Numbers that people aim at: targets of metrics and events, and key results; in the scale of the snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commops.texts import pick
from commops.workspace.model import Workspace
from commops.workspace.recorded import Missing
from commops.workspace.spans import span, within

if TYPE_CHECKING:
    from commops.workspace._shapes import StrategyKeyResult


def aimed(ws: Workspace, metric: str, column: str, period: str, channel: str | None = None) -> float | Missing:
    """The target of metrics.yml for a metric in the shortest of its periods in which ``period`` ends.

    A target without a column is that of the metric's main number, which only the caller knows; one with a column is
    found under that name only. Targets in percent are told as shares, as the snapshots have them.
    """
    fitting = [
        target
        for table in ws.items("metric-list")
        for target in table.targets or ()
        if target["metric"] == metric
        and target.get("channel") == channel
        and target.get("column", column) == column
        and within(period, target["period"])
    ]
    if not fitting:
        return Missing.METRIC
    nearest = min(fitting, key=lambda target: span(target["period"])[1] - span(target["period"])[0])
    unit = next((entry.unit for entry in ws.metrics if entry.id == metric), None)
    return _scaled(nearest["target"], pick(unit, "en"))


def hoped(ws: Workspace, event: str, column: str) -> float | Missing:
    """What an event's file aims at for a field of its results."""
    thing = ws.get("event", event)
    if thing is None:
        return Missing.PERIOD
    values = [target["value"] for target in thing.targets or () if target["metric"] == column]
    return values[0] if values else Missing.COLUMN


def key_result(ws: Workspace, metric: str, column: str, period: str) -> float | Missing:
    """``baseline``, ``target`` or ``current`` of the key result with this metric in the plan of the period."""
    found = next((result for result in key_results(ws, period) if result["metric"] == metric), None)
    if found is None:
        return Missing.METRIC
    value = found.get(column) if column in ("baseline", "target", "current") else None
    return _scaled(value, pick(found.get("unit"), "en")) if isinstance(value, int | float) else Missing.COLUMN


def key_results(ws: Workspace, period: str) -> list[StrategyKeyResult]:
    """The key results of the plans in whose period ``period`` ends, in their order."""
    plans = [plan for plan in ws.items("strategy") if within(period, plan.period)]
    return [result for plan in plans for objective in plan.data["objectives"] for result in objective["key_results"]]


def _scaled(value: float, unit: str) -> float:
    return value / 100 if unit == "%" else value
