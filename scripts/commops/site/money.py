"""The money of an event: planned and actual by line, where it comes from, and what is left."""

from __future__ import annotations

from typing import NamedTuple

from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, span
from commops.site.labels import label
from commops.site.sections import Section
from commops.workspace._shapes import BudgetLine
from commops.workspace._types import Budget


class View(NamedTuple):
    """How the amounts of a budget are shown."""

    edition: Edition
    currency: str
    closed: bool
    team: bool

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Titles of the columns with amounts."""
        return [("计划", "Planned"), ("实际", "Actual"), *([("差额", "Difference")] if self.closed else [])]

    def amounts(self, plan: float, actual: float | None, *, whole: bool = True) -> list[Child]:
        """Planned, actual and, in a closed budget, how far they are apart; ``whole`` says that nothing is missing."""
        cells: list[Child] = [blocks.money(plan, self.currency)]
        cells.append("–" if actual is None else blocks.money(actual, self.currency))
        if self.closed:
            apart = round(actual - plan, 2) if actual is not None and whole else None
            cells.append("" if apart is None else _signed(apart, self.currency) if apart else "0")
        return cells


def section(edition: Edition, budget: Budget, *, closed: bool, team: bool = False) -> Section:
    """The budget; who approved a cost, its receipt and notes are for the ``team`` only.

    Until it is ``closed``, what was paid may be a part of the cost, and a difference would say nothing.
    """
    show = View(edition, budget.currency, closed, team)
    content = (_costs(show, budget), _income(show, budget), _balance(edition, budget))
    return Section("budget", edition.say("预算", "Budget"), content)


def planned(budget: Budget) -> float:
    """What all costs were planned at."""
    return sum(line["planned"] for line in budget.lines)


def spent(budget: Budget) -> float | None:
    """What was spent so far; None as long as no actual cost is known."""
    known = [line["actual"] for line in budget.lines if "actual" in line]
    return sum(known) if known else None


def _costs(show: View, budget: Budget) -> Html:
    edition = show.edition
    rows = [_cost(show, line) for line in budget.lines]
    open_lines = sum("actual" not in line for line in budget.lines)
    total = show.amounts(planned(budget), spent(budget), whole=not open_lines)
    note = edition.say(f"{open_lines} 项还没有实际数", f"{open_lines} without an actual cost yet") if open_lines else ""
    name = join(el("b", edition.say("支出合计", "Total spending")), span("co-beside", note) if note else None)
    rows.append([name, "", *(el("b", cell) for cell in total), *([""] * 3 if show.team else [])])
    columns = [("支出", "Spending"), ("类别", "Kind"), *show.columns]
    columns += [("批准", "Approved by"), ("票据", "Receipt"), ("说明", "Note")] if show.team else []
    return blocks.table([edition.say(zh, en) for zh, en in columns], rows, numeric=(2, 3, 4) if show.closed else (2, 3))


def _cost(show: View, line: BudgetLine) -> list[Child]:
    edition = show.edition
    kind = label(edition.lang, "budget", "lines", "category", value=line.get("category"))
    cells: list[Child] = [edition.t(line["item"]), kind, *show.amounts(line["planned"], line.get("actual"))]
    if show.team:
        cells.append(blocks.person(edition, line.get("approved_by")))
        cells += [line.get("receipt_ref", ""), edition.t(line.get("note"))]
    return cells


def _income(show: View, budget: Budget) -> Child:
    edition = show.edition
    rows: list[list[Child]] = [
        [edition.t(row["source"]), *show.amounts(row["planned"], row.get("actual"))] for row in budget.income or ()
    ]
    columns = (("收入", "Income"), *show.columns)
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


def _signed(amount: float, currency: str) -> str:
    """An amount with its sign in front of the currency."""
    sign = "−" if amount < 0 else "+" if amount > 0 else ""
    return sign + blocks.money(abs(amount), currency)
