"""What is to be reached: key results of ``community/strategy/``, targets and weights of ``community/metrics.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from commops.stats import pages, periods, read
from commops.stats.context._declare import ContextTable, day_of
from commops.workspace import Workspace


class Goal(NamedTuple):
    """A key result from its first day to the day it is due; numbers in thousandths."""

    objective: str
    number: int
    metric: str
    start_day: int
    due_day: int
    baseline: int
    target: int


class GoalValue(NamedTuple):
    """Where a key result stood by the end of a day: as typed, or as a released week says; in thousandths."""

    objective: str
    number: int
    day_n: int
    value: int


class HealthTarget(NamedTuple):
    """A part of the health score: its weight, and the values that give 0 and 100 in a period; in thousandths.

    A part whose metric has no target with a warning value has one row without a period.
    """

    metric: str
    weight: int
    from_day: int | None
    to_day: int | None
    warn: int | None
    target: int | None


def _thousandths(value: float) -> int:
    return round(value * 1000)


def _goals(ws: Workspace) -> Iterator[Goal]:
    for strategy in ws.strategies:
        start = periods.day_number(periods.span(strategy.period)[0])
        for objective in strategy.data["objectives"]:
            for number, result in enumerate(objective["key_results"], 1):
                span = start, day_of(result["due"])
                values = _thousandths(result["baseline"]), _thousandths(result["target"])
                yield Goal(objective["id"], number, result["metric"], *span, *values)


def _values(ws: Workspace) -> Iterator[GoalValue]:
    shots = read.snapshots(ws)
    for strategy in ws.strategies:
        for objective in strategy.data["objectives"]:
            for number, result in enumerate(objective["key_results"], 1):
                for day, value in _stands(result, shots):
                    yield GoalValue(objective["id"], number, day, _thousandths(value))


def _stands(result: dict[str, Any], shots: list[read.Snapshot]) -> Iterator[tuple[int, float]]:
    """By day: what was typed in, and what the released weeks say in the unit of the key result."""
    if "current" in result and "current_on" in result:
        yield day_of(result["current_on"]), result["current"]
    metric = result["metric"]
    if metric not in pages.keys():  # noqa: SIM118 - a function, not a mapping
        return
    column = result.get("column") or read.main_column(metric)
    where = {row["column"]: row["equals"] for row in result.get("where") or ()}
    scale = 100 if read.is_share(metric, column) and result.get("unit") == "%" else 1
    for shot in shots:
        point = read.latest([shot], metric, column, **read.defaults(metric, where))
        if point is not None and point.value is not None:
            yield day_of(shot.end), point.value * scale


def _health(ws: Workspace) -> Iterator[HealthTarget]:
    metrics = ws.metric_list
    if metrics is None:
        return
    for part in metrics.health or ():
        told = [
            row
            for row in metrics.targets or ()
            if row["metric"] == part["metric"] and "warn" in row and "channel" not in row
        ]
        for row in told:
            first, last = map(periods.day_number, periods.span(row["period"]))
            values = _thousandths(row["warn"]), _thousandths(row["target"])
            yield HealthTarget(part["metric"], part["weight"], first, last, *values)
        if not told:
            yield HealthTarget(part["metric"], part["weight"], None, None, None, None)


TABLES = (
    ContextTable("goals", Goal, _goals, since="start_day"),
    ContextTable("goal_values", GoalValue, _values, since="day_n"),
    ContextTable("health_targets", HealthTarget, _health),
)
