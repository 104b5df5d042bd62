"""Event budgets that were overspent, or that leave nothing for surprises."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Budget, Event
from commops.workspace.settings import setting

_OVER = ("done", "cancelled")


@rule("event-budget", each="budget")
def check(ws: Workspace, budget: Budget) -> Iterator[Hit]:
    """What was spent against all that was planned, and the contingency while the event is still to come."""
    planned = sum(line["planned"] for line in budget.lines)
    spent = sum(line.get("actual") or 0 for line in budget.lines)
    if planned and spent > planned * (1 + setting(ws, "budget_over_pct") / 100):
        facts: dict[str, object] = {"percent": round(spent / planned * 100), "spent": f"{spent:,.0f}"}
        yield Hit(budget.at("lines"), spent, facts | {"planned": f"{planned:,.0f}", "currency": budget.currency})
    event: Event | None = ws.get("event", budget.id)
    if event is None or event.status in _OVER or not planned:
        return
    least = setting(ws, "contingency_pct")
    percent = budget.contingency_pct
    if percent is None:
        kept = sum(line["planned"] for line in budget.lines if line.get("category") == "contingency")
        percent = 100 * kept / (planned - kept) if planned > kept else 100
    if percent < least:
        place = budget.at("contingency_pct") if budget.contingency_pct is not None else budget.at("lines")
        yield Hit(place, percent, {"percent": f"{percent:.3g}", "least": least}, case="contingency")
