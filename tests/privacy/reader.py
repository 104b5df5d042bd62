"""A reader of all released numbers who looks for sums that hold between them, and works out with these what is hidden.

Nothing is taken from what the program knows of its own sums: whatever held in every case where the numbers can be
compared is believed, by columns of a row, by rows of a table, by weeks, and between metrics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, NamedTuple

from commops.stats import pages, periods

_PRIME = (1 << 61) - 1
_LEAST = 5
"""So often a sum has to hold, with parts that are not 0, before the reader believes it."""

_DATES = frozenset({"period", "week", "month", "quarter", "cohort", "day"})
"""Keys that tell the time; other rows are about the file that they stand in."""


class Name(NamedTuple):
    """A number: its metric, what it is about, and its column."""

    metric: str
    about: tuple[tuple[str, Any], ...]
    column: str


Equation = dict[Name, int]
"""Factors of numbers whose weighted sum is 0."""


@dataclass
class Reader:
    """True numbers, those that are printed, and the sums that were found."""

    true: dict[Name, int] = field(default_factory=dict)
    printed: set[Name] = field(default_factory=set)
    secret: set[Name] = field(default_factory=set)
    parts: list[tuple[Name, Name]] = field(default_factory=list)
    """(part, whole) of printed shares: the rest counts people too."""
    equations: list[Equation] = field(default_factory=list)

    def read(self, key: str, true: Mapping[str, Any], record: Mapping[str, Any], file: str) -> None:
        """A row of a released file, and what it would say if nothing were hidden."""
        page = pages.load_page(key)
        dated = not _DATES.isdisjoint(page.keys)
        about = _about({name: record[name] for name in page.keys} | ({} if dated else {"file": file}))
        size = true.get(page.n) if page.n else None
        rates = {rate.name for rate in page.rates}
        for column, value in true.items():
            if column in {*page.keys, *rates, "closed_n"} or not isinstance(value, int):
                continue
            name = Name(key, about, column)
            self.true[name] = value
            if record.get(column) is not None:
                assert record[column] == value, name
                self.printed.add(name)
            if (column in page.people and 0 < value < 5) or (isinstance(size, int) and 0 < size < 5):
                self.secret.add(name)
        for rate in page.rates:
            if rate.part:
                self.parts.append((Name(key, about, str(rate.over[0])), Name(key, about, str(rate.under[0]))))
            if record[rate.name] is not None and len(rate.over) == len(rate.under) == 1:
                told = [name for name in (*rate.over, *rate.under) if name in record and record[name] is None]
                assert told == [], f"{key} prints {rate.name} of a hidden number"

    def think(self) -> None:
        """Find the sums."""
        tables: dict[tuple[str, str], dict[tuple[tuple[str, Any], ...], int]] = defaultdict(dict)
        for name, value in self.true.items():
            tables[name.metric, name.column][name.about] = value
        for (metric, column), cells in tables.items():
            self._totals(metric, column, cells)
            self._steps(metric, column, cells, tables)
        self._within_rows(tables)
        self._same(tables)
        for part, whole in self.parts:
            if part in self.true and whole in self.true:
                rest = Name(part.metric, part.about, f"{whole.column} without {part.column}")
                self.true[rest] = self.true[whole] - self.true[part]
                if 0 < self.true[rest] < 5:
                    self.secret.add(rest)
                self.equations.append({whole: 1, part: -1, rest: -1})

    def _totals(self, metric: str, column: str, cells: Mapping[tuple[tuple[str, Any], ...], int]) -> None:
        """A row that lacks a key is the total of those that have it, if it always is."""
        keys = {key for about in cells for key, _ in about}
        for key in sorted(keys):
            groups = defaultdict(list)
            for about in cells:
                if key in dict(about):
                    groups[tuple(pair for pair in about if pair[0] != key)].append(about)
            sums = {whole: parts for whole, parts in groups.items() if whole in cells}
            weighty = sum(len([p for p in parts if cells[p]]) > 1 for parts in sums.values())
            if weighty >= _LEAST and all(cells[w] == sum(cells[p] for p in parts) for w, parts in sums.items()):
                for whole, parts in sums.items():
                    self._add(metric, {(whole, column): 1, **{(part, column): -1 for part in parts}})

    def _within_rows(self, tables: Mapping[tuple[str, str], Mapping[Any, int]]) -> None:
        """One column of a table is two others taken together, if it always is."""
        for metric in sorted({metric for metric, _ in tables}):
            columns = [column for one, column in tables if one == metric]
            for whole, one, other in permutations(columns, 3):
                cells = [tables[metric, column] for column in (whole, one, other)]
                rows = [about for about in cells[0] if about in cells[1] and about in cells[2]]
                known = [(cells[0][r], cells[1][r], cells[2][r]) for r in rows]
                weighty = len({row for row in known if row[1] and row[2]})
                if one < other and weighty >= _LEAST and all(w == a + b for w, a, b in known):
                    for about in rows:
                        self._add(metric, {(about, whole): 1, (about, one): -1, (about, other): -1})

    def _same(self, tables: Mapping[tuple[str, str], Mapping[Any, int]]) -> None:
        """Two metrics print the same number, if they always do."""
        columns = sorted(tables)
        for place, one in enumerate(columns):
            for other in columns[place + 1 :]:
                both = tables[one].keys() & tables[other].keys()
                if one[0] == other[0] or len({tables[one][about] for about in both}) < _LEAST:
                    continue
                if all(tables[one][about] == tables[other][about] for about in both):
                    for about in sorted(both, key=repr):
                        self._tie({Name(one[0], about, one[1]): 1, Name(other[0], about, other[1]): -1})

    def _steps(
        self, metric: str, column: str, cells: Mapping[Any, int], tables: Mapping[tuple[str, str], Mapping[Any, int]]
    ) -> None:
        """From one week to the next a number grows by another one, or four weeks of another make it up."""
        weeks = {about: week for about in cells if (week := _week(about)) is not None}
        for (other, step), grown in tables.items():
            if (metric, column) == (other, step) or not weeks:
                continue
            later = [(about, before) for about in weeks if (before := _shift(about, -1)) in cells and about in grown]
            if self._often([cells[a] - cells[b] for a, b in later], [grown[a] for a, _ in later]):
                for about, before in later:
                    self._tie({Name(metric, about, column): 1, Name(metric, before, column): -1,
                               Name(other, about, step): -1})  # fmt: skip
            for sign in (1, -1):
                blocks = {about: [_shift(about, sign * n) for n in range(4)] for about in weeks}
                whole = {about: four for about, four in blocks.items() if all(part in grown for part in four)}
                sums = [sum(grown[part] for part in four) for four in whole.values()]
                if self._often([cells[about] for about in whole], sums):
                    for about, four in whole.items():
                        self._tie({Name(metric, about, column): 1, **{Name(other, part, step): -1 for part in four}})

    @staticmethod
    def _often(one: list[int], other: list[int]) -> bool:
        return one == other and len(set(one) - {0}) >= _LEAST

    def _add(self, metric: str, cells: Mapping[tuple[Any, str], int]) -> None:
        self._tie({Name(metric, about, column): factor for (about, column), factor in cells.items()})

    def _tie(self, equation: Equation) -> None:
        assert sum(factor * self.true[name] for name, factor in equation.items()) == 0
        self.equations.append(equation)

    def told(self) -> set[Name]:
        """Secrets that follow from what is printed: by elimination, or since counts are never below 0."""
        return (self._eliminated() | self._bounded()) & self.secret - self.printed

    def _open(self) -> list[tuple[Equation, int]]:
        """The equations over hidden numbers, and what these come to."""
        found = []
        for equation in self.equations:
            hidden = {name: factor for name, factor in equation.items() if name not in self.printed}
            if hidden:
                found.append((hidden, sum(factor * self.true[name] for name, factor in hidden.items())))
        return found

    def _eliminated(self) -> set[Name]:
        """Numbers that the equations fix, worked out modulo a prime."""
        pivots: dict[Name, Equation] = {}
        uses: dict[Name, set[Name]] = defaultdict(set)
        for equation, _ in self._open():
            row = {name: factor % _PRIME for name, factor in equation.items()}
            for name in [name for name in row if name in pivots]:
                _subtract(row, pivots[name], row[name])
            if not row:
                continue
            lead = next(iter(row))
            inverse = pow(row[lead], -1, _PRIME)
            row = {name: factor * inverse % _PRIME for name, factor in row.items()}
            for other in uses.pop(lead, set()):
                pivot = pivots[other]
                if lead in pivot:
                    _subtract(pivot, row, pivot[lead])
                    for name in pivot:
                        uses[name].add(other)
            pivots[lead] = row
            for name in row:
                uses[name].add(lead)
        return {lead for lead, row in pivots.items() if len(row) == 1}

    def _bounded(self) -> set[Name]:
        """Numbers whose least and greatest possible value meet, counts being 0 or more."""
        negative = {(name.metric, name.column) for name, value in self.true.items() if value < 0}
        low: dict[Name, float] = {}
        high: dict[Name, float] = {}
        system = self._open()
        for equation, _ in system:
            for name in equation:
                low[name] = float("-inf") if (name.metric, name.column) in negative else 0
                high[name] = float("inf")
        changed = True
        while changed:
            changed = False
            for equation, total in system:
                for name, factor in equation.items():
                    least, most = _span(equation, total, name, low, high)
                    bounds = sorted((least / factor, most / factor))
                    if bounds[0] > low[name] or bounds[1] < high[name]:
                        low[name], high[name] = max(low[name], bounds[0]), min(high[name], bounds[1])
                        changed = True
        return {name for name in low if low[name] == high[name]}


def _span(
    equation: Equation, total: int, of: Name, low: Mapping[Name, float], high: Mapping[Name, float]
) -> tuple[float, float]:
    """Between which values factor times number lies, going by the bounds of the others."""
    least = most = 0.0
    for name, factor in equation.items():
        if name != of:
            ends = sorted((factor * low[name], factor * high[name]))
            least, most = least + ends[0], most + ends[1]
    return total - most, total - least


def _subtract(row: Equation, other: Equation, times: int) -> None:
    for name, factor in other.items():
        left = (row.get(name, 0) - times * factor) % _PRIME
        if left:
            row[name] = left
        else:
            row.pop(name, None)


def _about(keys: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """What a row is about, alike in all metrics: periods under the name of their grain, no key where it is over all."""
    found = dict(keys)
    if "period" in found:
        found[str(found.pop("grain", "week"))] = found.pop("period")
    return tuple(sorted((name, value) for name, value in found.items() if value != "*"))


def _week(about: Iterable[tuple[str, Any]]) -> int | None:
    label = dict(about).get("week", dict(about).get("cohort"))
    return periods.parse_week(str(label)) if label and "W" in str(label) else None


def _shift(about: tuple[tuple[str, Any], ...], weeks: int) -> tuple[tuple[str, Any], ...]:
    """The same some weeks later. A cohort is known by its first week."""
    week = _week(about)
    assert week is not None
    label = periods.week_label(week + weeks)
    return tuple(sorted(("week" if key in ("week", "cohort") else key, label if key in ("week", "cohort") else value)
                        for key, value in about))  # fmt: skip
