"""Reorders the lines of a YAML text so that keys stand in the order of their schema; comments go with their key."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from commops.findings import Route
from commops.workspace.reading.spots import Spots
from commops.workspace.shape.shapes import Node, key_names

_LAST = 1 << 30


def reordered(text: str, data: Any, spots: Spots, root: Node) -> str:
    """The text with the keys of every block mapping in the order of the schema ``root``.

    ``data`` and ``spots`` are what reading the text gave, lines counted from 1. Only whole lines move: a key takes
    along its value and the comment lines right above it; comments above the first key of a file and behind the last
    one stay where they are. Mappings in braces and keys that the schema does not know keep their order.
    """
    lines = text.split("\n")
    return "\n".join(_Mover(lines, data, spots, root).whole())


class _Mover:
    def __init__(self, lines: list[str], data: Any, spots: Spots, root: Node) -> None:
        self.lines = lines
        self.data = data
        self.root = root
        self.values, self.keys = spots.values, spots.keys

    def whole(self) -> list[str]:
        if not isinstance(self.data, dict) or not self.data:
            return self.lines
        first = self._line_of_key((), next(iter(self.data)))
        return self.lines[:first] + self._mapping((), self.data, first, len(self.lines))

    def _line_of_key(self, route: Route, key: str) -> int:
        return self.keys[(*route, key)].line - 1

    def _mapping(self, route: Route, data: dict[str, Any], start: int, end: int) -> list[str]:
        """The lines from ``start`` (that of the first key) to ``end`` with the keys of one mapping in order."""
        names = list(data)
        at = [self._line_of_key(route, name) for name in names]
        column = self.keys[(*route, names[0])].column - 1
        if len(set(at)) < len(at) or self.lines[start][:column].strip(" -"):
            return self.lines[start:end]
        tail = end
        while tail - 1 > at[-1] and self._outside(self.lines[tail - 1], column):
            tail -= 1
        begins = [start, *(self._with_comments(line, before, column) for before, line in pairwise(at))]
        pieces = []
        for name, line, begin, stop in zip(names, at, begins, [*begins[1:], tail], strict=True):
            pieces.append((self.lines[begin:line], self._value((*route, name), data[name], line, stop)))
        order = self._order(route, names)
        if order[0] != 0:
            # In a list the first key stands behind the dash; whichever comes first takes its place.
            dash = self.lines[start][:column]
            new, old = pieces[order[0]][1], pieces[0][1]
            old[0], new[0] = f"{' ' * column}{old[0][column:]}", f"{dash}{new[0][column:]}"
            margin = " " * _indent(dash)
            pieces[order[0]] = ([f"{margin}{line.lstrip()}" for line in pieces[order[0]][0] if line.strip()], new)
        return [line for number in order for part in pieces[number] for line in part] + self.lines[tail:end]

    def _value(self, route: Route, value: Any, line: int, end: int) -> list[str]:
        """The lines of one key with what is below it in order."""
        if isinstance(value, dict) and value:
            first = self._line_of_key(route, next(iter(value)))
            if first > line:
                return self.lines[line:first] + self._mapping(route, value, first, end)
        if isinstance(value, list) and value:
            starts = [self.values[(*route, number)].line - 1 for number in range(len(value))]
            if starts[0] > line and len(set(starts)) == len(starts):
                found = self.lines[line : starts[0]]
                for number, (start, stop) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
                    found += self._entry((*route, number), value[number], start, stop)
                return found
        return self.lines[line:end]

    def _entry(self, route: Route, value: Any, start: int, end: int) -> list[str]:
        if isinstance(value, dict) and value and self._line_of_key(route, next(iter(value))) == start:
            return self._mapping(route, value, start, end)
        return self.lines[start:end]

    def _order(self, route: Route, names: list[str]) -> list[int]:
        ranks = {key: rank for rank, key in enumerate(key_names(self.root, route))}
        return sorted(range(len(names)), key=lambda number: ranks.get(names[number], _LAST))

    def _with_comments(self, line: int, before: int, column: int) -> int:
        """The first of the comment and empty lines right above a key that belong to it."""
        while line - 1 > before:
            above = self.lines[line - 1]
            if above.strip() and not (above.lstrip().startswith("#") and _indent(above) == column):
                break
            line -= 1
        return line

    @staticmethod
    def _outside(line: str, column: int) -> bool:
        """Whether a line behind the last value belongs to what comes after the mapping."""
        return not line.strip() or (line.lstrip().startswith("#") and (_indent(line) < column or column == 0))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
