"""From ledgers to what may be published: totals per action, level and badge, small groups kept out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from commops.points.programme import Rules
from commops.points.replay import Ledger
from commops.stats.suppress import Cell, Cells, protect
from commops.stats.table import Row


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows of counts; None is a number that is hidden. ``actions``: action, members, times, points; the others:
    ``level`` or ``badge`` and members. ``members``: how many have points or a badge.
    """

    members: int | None
    actions: Sequence[Row]
    levels: Sequence[Row]
    badges: Sequence[Row]


def totals(rules: Rules, ledgers: Mapping[str, Ledger], *, days: Collection[int], exact: bool = False) -> Totals:
    """Totals of the ledgers; actions only over entries on ``days`` (``day_n``). ``exact``: for private eyes only.

    Levels and the total tell each other by subtraction, and a total tells who is missing from a badge or an action:
    both are looked at, as for metrics (stats/suppress.py).
    """
    there = [ledger for ledger in ledgers.values() if ledger.badges or any(e.points for e in ledger.entries)]
    level_of = Counter(ledger.level.id for ledger in there if ledger.level)
    badges = Counter(badge for ledger in there for badge in ledger.badges)
    whole: Row = {"members": len(there)}
    actions = _actions(rules, there, days)
    levels: list[Row] = [{"level": level.id, "members": level_of[level.id]} for level in rules.levels]
    below = len(there) - sum(level_of.values())
    if below:
        levels.insert(0, {"level": "-", "members": below})
    held: list[Row] = [{"badge": badge.id, "members": badges[badge.id]} for badge in rules.badges]
    if not exact:
        _hide(whole, actions, levels, held)
    size = whole["members"]
    return Totals(size if isinstance(size, int) else None, actions, levels, held)


def _actions(rules: Rules, ledgers: Sequence[Ledger], days: Collection[int]) -> list[Row]:
    who: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for ledger in ledgers:
        for entry in ledger.entries:
            if entry.points and entry.why != "fading" and entry.day_n in days:
                who[entry.action].add(ledger.member)
                times[entry.action] += entry.counted
                points[entry.action] += entry.points
    return [
        {"action": name, "members": len(who[name]), "times": times[name], "points": points[name]}
        for name in rules.actions
    ]


def _hide(whole: Row, actions: Sequence[Row], levels: Sequence[Row], badges: Sequence[Row]) -> None:
    cells = Cells()
    total = _count(cells, "total", "", whole)
    cells.spare.add(total)
    by_level = [_count(cells, "level", str(row["level"]), row) for row in levels]
    cells.equations.append({total: -1} | dict.fromkeys(by_level, 1))
    for name, rows in (("action", actions), ("badge", badges)):
        for row in rows:
            _rest(cells, total, _count(cells, name, str(row[name]), row))
    protect(cells)
    for row in actions:
        if row["members"] is None:
            row.update(times=None, points=None)


def _count(cells: Cells, name: str, key: str, row: Row) -> Cell:
    """Register the people of a row."""
    cell: Cell = (name, key)
    value = row["members"]
    assert isinstance(value, int)  # noqa: S101 - nothing is hidden yet
    cells.values[cell] = value
    cells.places[cell].append((row, "members"))
    if cells.small(cell):
        cells.hidden.add(cell)
        cells.secret.add(cell)
    return cell


def _rest(cells: Cells, total: Cell, part: Cell) -> None:
    """Those without a badge or an action: never printed, but they follow from the total and may be few."""
    rest: Cell = ("rest", *part)
    cells.values[rest] = cells.values[total] - cells.values[part]
    cells.hidden.add(rest)
    if cells.small(rest):
        cells.secret.add(rest)
    cells.equations.append({total: 1, part: -1, rest: -1})
