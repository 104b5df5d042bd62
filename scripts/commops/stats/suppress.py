"""Keeps small groups unpublished: cells of 1 to 4 people go, with whatever would give them away by subtraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import gcd
from typing import TypeAlias

from commops.stats import periods
from commops.stats.flows import SMALL, hide_flows
from commops.stats.pages import Page
from commops.stats.table import Row

ALL = "*"
"""In a key column: the row over all its values."""

_LONGER = ("week", "month", "28d")

Cell: TypeAlias = "tuple[object, ...]"
"""Name, keys and value of a number. The same number in two metrics is one cell: hidden in one, hidden in both."""
Equation: TypeAlias = "dict[Cell, int]"
"""Cells with factors whose weighted sum a reader knows."""


@dataclass(slots=True)
class Cells:
    """Every number that is about to be published, which are hidden, and the sums that tie them together."""

    values: dict[Cell, int] = field(default_factory=dict)
    places: dict[Cell, list[tuple[Row, str]]] = field(default_factory=lambda: defaultdict(list))
    hidden: set[Cell] = field(default_factory=set)
    secret: set[Cell] = field(default_factory=set)
    """Small, or about a small group; the other hidden cells only protect these."""
    spare: set[Cell] = field(default_factory=set)
    """Totals and group sizes: hidden only when nothing else is left, since the rest is read against them."""
    equations: list[Equation] = field(default_factory=list)

    def add(self, place: str, name: str, keys: tuple[object, ...], row: Row) -> Cell | None:
        """Register the number in a row's column ``place`` under its name; None when there is none (an empty window)."""
        value = row[place]
        if not isinstance(value, int):
            return None
        cell = (name, keys, value)
        self.values[cell] = value
        self.places[cell].append((row, place))
        return cell

    def small(self, cell: Cell) -> bool:
        """Whether the number counts 1 to 4 people."""
        return 0 < self.values[cell] < SMALL


def hide_small(tables: Sequence[tuple[Page, list[Row]]], earlier: Sequence[tuple[Page, list[Row]]] = ()) -> None:
    """Set to null, in the rows given, every number that must not be published; rows are changed in place.

    The tables are looked at together: what one hides, another must not tell. Afterwards no hidden small number is
    fixed by the published totals and shares (`recoverable` finds none). ``earlier``: rows that a reader has from files
    that are out already.
    """
    cells = Cells()
    for page, rows in earlier:
        _register(cells, page, rows)
    for page, rows in tables:
        if page.flow:
            hide_flows(page, rows)
        else:
            _register(cells, page, rows)
    add_up(cells, [page for page, _ in tables])
    protect(cells)
    for page, rows in tables:
        for row in rows:
            if page.n and row[page.n] is None:
                row.update({name: None for name in row if name not in page.keys and isinstance(row[name], int)})


def protect(cells: Cells) -> None:
    """Hide what is hidden, and as much more as keeps the secret cells from being worked out; rows change in place."""
    for system in _systems(cells.equations):
        while found := recoverable(system, cells.hidden) & cells.secret:
            shield = _shield(cells, system, found)
            if shield is None:
                break
            cells.hidden.add(shield)
    for cell in cells.hidden:
        for row, name in cells.places.get(cell, ()):
            row[name] = None


def _systems(equations: Sequence[Equation]) -> list[list[Equation]]:
    """The equations split into groups that share no cell, so that each can be solved by itself."""
    at = defaultdict(list)
    for number, equation in enumerate(equations):
        for cell in equation:
            at[cell].append(number)
    done: set[int] = set()
    systems = []
    for number in range(len(equations)):
        group, open_ = [], [] if number in done else [number]
        done.add(number)
        while open_:
            group.append(open_.pop())
            near = {other for cell in equations[group[-1]] for other in at[cell]} - done
            done |= near
            open_.extend(sorted(near))
        if group:
            systems.append([equations[number] for number in sorted(group)])
    return systems


def keys_of(page: Page, row: Row) -> tuple[object, ...]:
    """What a row is about, the same in every metric: ``week: W`` and ``grain: week, period: W`` are one thing."""
    keys = {name: row.get(name) for name in page.keys}
    if "period" in keys:
        keys[str(keys.pop("grain", "week"))] = keys.pop("period")
    return tuple(sorted((name, value) for name, value in keys.items() if value != ALL))


def _number(page: Page, row: Row, name: str, keys: tuple[object, ...]) -> tuple[str, tuple[object, ...]]:
    """The name under which a column's number is known, and what it is about: maybe those of another row."""
    if row.get("grain") == "day" and name in page.adds_up:
        return page.adds_up[name], keys
    if name not in page.same:
        return name, keys
    column, key, by = page.same[name]
    return column, keys_of(page, {**row, key: row[by]})


def _register(cells: Cells, page: Page, rows: Sequence[Row]) -> None:
    counts = [name for name in (rows[0] if rows else ()) if name not in page.keys and name != "closed_n"]
    found: list[dict[str, Cell]] = []
    for row in rows:
        keys = keys_of(page, row)
        entry = {}
        for name in counts:
            column, about = _number(page, row, name, keys)
            if (cell := cells.add(name, column, about, row)) is not None:
                entry[name] = cell
        found.append(entry)
        tiny = page.n in entry and cells.small(entry[page.n])
        for name, cell in entry.items():
            if tiny or (name in page.people and cells.small(cell)):
                cells.hidden.add(cell)
                cells.secret.add(cell)
            if name == page.n or ALL in [row[key] for key in page.keys]:
                cells.spare.add(cell)
        _parts(cells, page, entry)
        for equation in page.equations:
            if equation.keys() <= entry.keys():
                cells.equations.append({entry[name]: factor for name, factor in equation.items()})
    _sums(cells, page, rows, found)
    _chains(cells, page, rows, found)


def _parts(cells: Cells, page: Page, entry: dict[str, Cell]) -> None:
    """A share tells the rest as well: whole = part + rest. The rest is never printed, but may be small itself."""
    for name, parts in page.splits.items():
        if name in entry and all(part in entry for part in parts):
            cells.equations.append({entry[name]: 1, **{entry[part]: -1 for part in parts}})
    for rate in page.rates:
        over, under = rate.over[0], rate.under[0]
        if rate.part and over in entry and under in entry:
            _rest(cells, entry[str(over)], entry[str(under)])
        # A share of a few named by rank (the top 1 %) tells about those few.
        ranked = rate.n and rate.n not in (page.n, *rate.under)
        if ranked and rate.n in entry and over in entry and cells.small(entry[rate.n]):
            cells.hidden.add(entry[str(over)])
            cells.secret.add(entry[str(over)])


def _rest(cells: Cells, part: Cell, whole: Cell) -> None:
    rest: Cell = ("rest", part, whole)
    cells.values[rest] = cells.values[whole] - cells.values[part]
    cells.hidden.add(rest)
    if cells.small(rest):
        cells.secret.add(rest)
    cells.equations.append({whole: 1, part: -1, rest: -1})


def _chains(cells: Cells, page: Page, rows: Sequence[Row], found: Sequence[dict[str, Cell]]) -> None:
    """Nested groups: from one row to the next people only drop out, and how many is a count of people too."""
    for chain in page.chains:
        groups: dict[tuple[object, ...], dict[int, Cell]] = defaultdict(dict)
        for row, entry in zip(rows, found, strict=True):
            step = row[chain.along]
            if chain.column in entry and isinstance(step, int):
                groups[tuple(row[key] for key in page.keys if key != chain.along)][step] = entry[chain.column]
        for group in groups.values():
            steps = [group[step] for step in sorted(group)]
            for whole, part in pairwise(steps):
                _rest(cells, part, whole)


def _sums(cells: Cells, page: Page, rows: Sequence[Row], found: Sequence[dict[str, Cell]]) -> None:
    for rule in page.sums:
        groups: dict[tuple[object, ...], dict[Cell, int]] = defaultdict(dict)
        for row, entry in zip(rows, found, strict=True):
            if rule.column in entry:
                over_all = not rule.total and all(row[key] == ALL for key in rule.over)
                same = tuple(row[key] for key in page.keys if key not in rule.over)
                groups[same][entry[rule.column]] = -1 if over_all else 1
        # A total that stands alone, as that of a day does, is the sum of nothing that is printed.
        summed = (group for group in groups.values() if rule.total or {-1, 1} <= {*group.values()})
        cells.equations.extend(summed)


def add_up(cells: Cells, pages: Sequence[Page]) -> None:
    """Days add up to their week and month, whichever metrics print them; four weeks must not tell a small one of them.

    Only sums that come out hold: metrics differ in the days that they count from. Of 28 days every one goes that a
    small week is in, since the windows overlap and are released one after the other.
    """
    names = {(whole, part) for page in pages for whole, part in page.adds_up.items()}
    known: dict[tuple[object, object, object], dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    wanted = {name for pair in names for name in pair}
    for cell in cells.values if wanted else ():
        if cell[0] in wanted and (found := _dated(cell)):
            known[cell[0], found[0], found[2]][found[1]].append(cell)
    for (name, grain, rest), wholes in list(known.items()):
        for part in sorted(part for whole, part in names if whole == name and grain in _LONGER):
            smaller = known.get((name, "week", rest) if grain == "28d" else (part, "day", rest), {})
            for label, same in wholes.items():
                parts = [smaller[one] for one in _parts_of(str(grain), label) if one in smaller]
                if grain == "28d":
                    cells.hidden.update(same if any(one in cells.secret for few in parts for one in few) else ())
                else:
                    cells.equations.extend(_sums_of(cells, same, parts))


def _sums_of(cells: Cells, wholes: Sequence[Cell], parts: Sequence[Sequence[Cell]]) -> Iterator[Equation]:
    """The sums that come out, where a part or the whole is known with more than one value."""
    for chosen in ([same[0] for same in parts], [same[-1] for same in parts]) if parts else ():
        total = sum(cells.values[one] for one in chosen)
        yield from ({whole: 1, **dict.fromkeys(chosen, -1)} for whole in wholes if cells.values[whole] == total)


def _dated(cell: Cell) -> tuple[str, str, Cell] | None:
    """The grain, the period, and what else a number is about; None for one without a single period."""
    keys = cell[1]
    dated = [key for key in keys if key[0] in ("day", *_LONGER)] if isinstance(keys, tuple) else []
    if len(dated) != 1 or not isinstance(keys, tuple):
        return None
    return dated[0][0], str(dated[0][1]), tuple(key for key in keys if key != dated[0])


def _parts_of(grain: str, label: str) -> list[str]:
    """The labels of the days of a week or month, or of the four weeks that end with a week."""
    if grain == "28d":
        last = periods.parse_week(label)
        return [periods.week_label(week) for week in range(last - 3, last + 1)]
    first, last_day = map(periods.day_number, periods.span(label))
    return [periods.day_label(day) for day in range(first, last_day + 1)]


def _shield(cells: Cells, system: Sequence[Equation], found: set[Cell]) -> Cell | None:
    """The number to hide next so that a secret can no longer be worked out: beside it, cheap, not zero if possible.

    None when nothing of the system is printed any more.
    """
    beside = {cell for equation in system if found & equation.keys() for cell in equation} - cells.hidden
    choice = beside or {cell for equation in system for cell in equation} - cells.hidden
    return min(
        choice,
        key=lambda c: (c in cells.spare, cells.values[c] == 0, cells.values[c], repr(c)),
        default=None,
    )


def recoverable(equations: Sequence[Equation], hidden: set[Cell]) -> set[Cell]:
    """Hidden cells whose value the equations fix once everything else is known (Gaussian elimination, exact).

    Rows stay whole numbers, for fractions take five times as long. Which cell leads a row does not matter: a cell that
    is fixed stands alone in the end, whatever the order.
    """
    pivots: dict[Cell, dict[Cell, int]] = {}
    for equation in equations:
        row = {cell: factor for cell, factor in equation.items() if cell in hidden and factor}
        for cell in [cell for cell in row if cell in pivots]:
            row = _without(row, pivots[cell], cell)
        if row:
            lead = next(iter(row))
            for cell, pivot in pivots.items():
                if lead in pivot:
                    pivots[cell] = _without(pivot, row, lead)
            pivots[lead] = row
    return {cell for cell, row in pivots.items() if len(row) == 1}


def _without(row: Mapping[Cell, int], other: Mapping[Cell, int], cell: Cell) -> dict[Cell, int]:
    """A multiple of ``row`` less a multiple of ``other``, so that ``cell`` falls out."""
    ours, theirs = other[cell], row[cell]
    found = {one: left for one in {**row, **other} if (left := ours * row.get(one, 0) - theirs * other.get(one, 0))}
    shared = gcd(*found.values())
    return {one: factor // shared for one, factor in found.items()} if shared > 1 else found
