"""The money of an event: planned and actual by line, where it comes from, and what is left."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, span
from commops.site.labels import label
from commops.site.sections import Section
from commops.workspace._shapes import BudgetLine
from commops.workspace._types import Budget


def section(edition: Edition, budget: Budget, *, team: bool = False) -> Section:
    """The budget; who approved a cost, its receipt and notes are for the ``team`` only."""
    content = (_costs(edition, budget, team=team), _income(edition, budget), _balance(edition, budget))
    return Section("budget", edition.say("预算", "Budget"), content)


def planned(budget: Budget) -> float:
    """What all costs were planned at."""
    return sum(line["planned"] for line in budget.lines)


def spent(budget: Budget) -> float | None:
    """What was spent so far; None as long as no actual cost is known."""
    known = [line["actual"] for line in budget.lines if "actual" in line]
    return sum(known) if known else None


def _costs(edition: Edition, budget: Budget, *, team: bool) -> Html:
    rows = [_cost(edition, budget.currency, line, team=team) for line in budget.lines]
    total = _amounts(edition, budget.currency, planned(budget), spent(budget))
    open_lines = sum("actual" not in line for line in budget.lines)
    note = edition.say(f"{open_lines} 项还没有实际数", f"{open_lines} without an actual cost yet") if open_lines else ""
    name = join(el("b", edition.say("支出合计", "Total spending")), span("co-beside", note) if note else None)
    rows.append([name, "", *(el("b", cell) for cell in total), *([""] * 3 if team else [])])
    columns = [("支出", "Spending"), ("类别", "Kind"), ("计划", "Planned"), ("实际", "Actual"), ("差额", "Difference")]
    columns += [("批准", "Approved by"), ("票据", "Receipt"), ("说明", "Note")] if team else []
    return blocks.table([edition.say(zh, en) for zh, en in columns], rows, numeric=(2, 3, 4))


def _cost(edition: Edition, currency: str, line: BudgetLine, *, team: bool) -> list[Child]:
    kind = label(edition.lang, "budget", "lines", "category", value=line.get("category"))
    cells: list[Child] = [
        edition.t(line["item"]),
        kind,
        *_amounts(edition, currency, line["planned"], line.get("actual")),
    ]
    if team:
        cells += [
            blocks.person(edition, line.get("approved_by")),
            line.get("receipt_ref", ""),
            edition.t(line.get("note")),
        ]
    return cells


def _income(edition: Edition, budget: Budget) -> Child:
    rows: list[list[Child]] = [
        [edition.t(row["source"]), *_amounts(edition, budget.currency, row["planned"], row.get("actual"))]
        for row in budget.income or ()
    ]
    columns = (("收入", "Income"), ("计划", "Planned"), ("实际", "Actual"), ("差额", "Difference"))
    return blocks.table([edition.say(zh, en) for zh, en in columns], rows, numeric=(1, 2, 3)) if rows else None


def _balance(edition: Edition, budget: Budget) -> Child:
    """What is planned to be left, and the reserve; only for a budget that names its income."""
    if not budget.income:
        return None
    left = sum(row["planned"] for row in budget.income) - planned(budget)
    reserve = budget.contingency_pct
    words = edition.say(
        f"计划收支差 {_signed(left, budget.currency)}", f"Planned balance {_signed(left, budget.currency)}"
    )
    if reserve is not None:
        share = blocks.number(reserve)
        words += edition.say(f"；机动占支出的 {share}%", f"; reserve of {share}% of the costs")
    return el("p", words + edition.say("。", "."), class_="co-meta")


def _amounts(edition: Edition, currency: str, plan: float, actual: float | None) -> Sequence[Child]:
    if actual is None:
        return [blocks.money(plan, currency), "–", ""]
    apart = round(actual - plan, 2)
    return [blocks.money(plan, currency), blocks.money(actual, currency), _signed(apart, currency) if apart else "0"]


def _signed(amount: float, currency: str) -> str:
    """An amount with its sign in front of the currency."""
    sign = "−" if amount < 0 else "+" if amount > 0 else ""
    return sign + blocks.money(abs(amount), currency)
