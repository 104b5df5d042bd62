"""What the data say for a number that a report lists: of a snapshot, of an event's results, or what was aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commops.workspace.aims import aimed, hoped, key_result
from commops.workspace.model import Workspace
from commops.workspace.recorded import Missing, Wanted, measured, reported

if TYPE_CHECKING:
    from commops.workspace._shapes import ReportNumber


def value_of(ws: Workspace, number: ReportNumber, period: str) -> float | Missing:
    """The value behind an entry of ``numbers``; ``period`` is that of the report, for entries without their own."""
    period, column = number.get("period", period), number["column"]
    if "key_result" in number:
        return key_result(ws, number["key_result"], column, period)
    if "event" in number:
        return (hoped if number.get("target") else reported)(ws, number["event"], column)
    if number.get("target"):
        return aimed(ws, number["metric"], column, period, number.get("channel"))
    where = {row["column"]: row["equals"] for row in number.get("where", ())}
    return measured(ws, Wanted(number["metric"], column, period, number.get("channel"), where))
