"""Puts a value into a YAML text by hand, as it were: comments, order and style of everything else stay."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from commops.findings import Route
from commops.formatting.file import comments_of
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read, spots
from commops.workspace.reading.scalars import misread, resolve
from commops.workspace.reading.spots import Spot
from commops.workspace.shape.shapes import Node, key_names

Edit: TypeAlias = "tuple[int, int, str]"
"""The code points from start to end become a text."""

_PLAIN = re.compile(r"[^\W_](?:[\w %/+@.-]|:(?=\S))*(?<!\s)")


class CannotSetError(Exception):
    """The text is written in a way in which the value cannot be put there safely."""


class Change(NamedTuple):
    """A value to put somewhere: in the place of another, under a new key, or before the item with that number."""

    route: Route
    value: Any


def put(path: str, text: str, changes: Sequence[Change], root: Node) -> str:
    """The text with all changes. Routes are those of the text as it was; equal places are filled in the order given.

    ``root`` is the schema, which says where among the others a new key belongs. The result is read again: data,
    comments and Markdown must be what they were, but for the changes. Raises CannotSetError.
    """
    try:
        return _Setter(path, text, root).put(changes)
    except (UnreadableError, KeyError, IndexError, ValueError):
        raise CannotSetError from None


def flow(value: Any) -> str:
    """A value on one line, with quotes where a reader might take a text for something else."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and resolve(value) == value and not misread(value):
        return value
    return json.dumps(value, ensure_ascii=False)


class _Setter:
    def __init__(self, path: str, text: str, root: Node) -> None:
        self.path = path
        self.root = root
        self.reading = read(path, text.encode())
        self.text = self.reading.text
        self.lines = self.text.split("\n")
        self.places = spots(self.text, self.reading.yaml_start, self.reading.yaml_end)

    def put(self, changes: Sequence[Change]) -> str:
        edits = [self._edit(change) for change in changes]
        parts, last = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if start < last:
                raise CannotSetError
            parts += [self.text[last:start], new]
            last = end
        text = "".join([*parts, self.text[last:]])
        if not self._as_wanted(text, changes):
            raise CannotSetError
        return text

    def _edit(self, change: Change) -> Edit:
        route, value = change
        parent = _at(self.reading.data, route[:-1])
        if isinstance(parent, list):
            return self._item(route, parent, value)
        if route[-1] in parent:
            return self._replaced(route, value)
        if self._in_block(route[:-1], parent):
            return self._block_key(route, parent, value)
        return self._flow_key(route, parent, value)

    def _as_wanted(self, text: str, changes: Sequence[Change]) -> bool:
        after = read(self.path, text.encode())
        wanted: Any = copy.deepcopy(self.reading.data)
        inserted: list[tuple[int, int, list[Any], Any]] = []
        for route, value in changes:
            parent = _at(wanted, route[:-1])
            if isinstance(parent, list):
                inserted.append((int(route[-1]), len(inserted), parent, value))
            else:
                parent[route[-1]] = value
        # From the end, so that no insertion moves the place of another; of two at one place the later one first.
        for number, _, parent, value in sorted(inserted, key=lambda entry: entry[:2], reverse=True):
            parent.insert(number, value)
        bodies = [one.text[one.body_start :] if one.body_start else "" for one in (self.reading, after)]
        same = comments_of(self.reading) == comments_of(after) and bodies[0] == bodies[1]
        return same and bool(after.data == wanted)

    def _offset(self, spot: Spot) -> int:
        return sum(len(line) + 1 for line in self.lines[: spot.line - 1]) + spot.column - 1

    def _replaced(self, route: Route, value: Any) -> Edit:
        if isinstance(_at(self.reading.data, route), dict | list):
            raise CannotSetError
        spot = self.places.values[route]
        start = self._offset(spot)
        return start, start + spot.length, flow(value)

    def _in_block(self, route: Route, parent: dict[str, Any]) -> bool:
        if not parent:
            return not route
        first = self.places.keys[(*route, next(iter(parent)))]
        return not self.lines[first.line - 1][: first.column - 1].strip(" -")

    def _before(self, route: Route, parent: dict[str, Any]) -> str | None:
        """The key behind which a new one belongs; None for the first place."""
        ranks = {name: rank for rank, name in enumerate(key_names(self.root, route[:-1]))}
        own = ranks.get(str(route[-1]), len(ranks))
        earlier = [name for name in parent if ranks.get(name, -1) < own]
        return max(earlier, key=lambda name: ranks.get(name, -1)) if earlier else None

    def _block_key(self, route: Route, parent: dict[str, Any], value: Any) -> Edit:
        before = self._before(route, parent)
        if before is None:
            raise CannotSetError
        spot = self.places.keys[(*route[:-1], before)]
        margin = " " * (spot.column - 1)
        line = self._end(spot.line, spot.column - 1, listed=isinstance(parent[before], list))
        if isinstance(value, list):
            new = [f"{margin}{route[-1]}:", *(f"{margin}  - {flow(item)}" for item in value)]
        else:
            new = [f"{margin}{route[-1]}: {flow(value)}"]
        return self._below(line, new)

    def _flow_key(self, route: Route, parent: dict[str, Any], value: Any) -> Edit:
        entry = f"{route[-1]}: {flow(value)}"
        before = self._before(route, parent)
        if before is not None and not isinstance(parent[before], dict | list):
            spot = self.places.values[(*route[:-1], before)]
            return self._inserted(self._offset(spot) + spot.length, f", {entry}")
        return self._inserted(self._closing(route[:-1]), f", {entry}" if parent else entry)

    def _item(self, route: Route, parent: list[Any], value: Any) -> Edit:
        number = int(route[-1])
        if not parent or not self._own_lines(route[:-1], len(parent)):
            if number < len(parent):
                raise CannotSetError
            return self._inserted(self._closing(route[:-1]), f", {flow(value)}" if parent else flow(value))
        indent = self._indent(self.places.values[(*route[:-1], 0)].line)
        if number < len(parent):
            line = self.places.values[(*route[:-1], number)].line - 1
            while line and self.lines[line - 1].lstrip().startswith("#") and self._indent(line) == indent:
                line -= 1
        else:
            line = self._end(self.places.values[(*route[:-1], number - 1)].line, indent, listed=False)
        return self._below(line, [f"{' ' * indent}- {flow(value)}"])

    def _own_lines(self, route: Route, count: int) -> bool:
        starts = [self.places.values[(*route, number)] for number in range(count)]
        return all(self.lines[spot.line - 1].lstrip().startswith("- ") for spot in starts) and len(
            {spot.line for spot in starts}
        ) == len(starts)

    def _indent(self, line: int) -> int:
        """Indentation of a line, counted from 1."""
        written = self.lines[line - 1]
        return len(written) - len(written.lstrip(" "))

    def _end(self, line: int, column: int, *, listed: bool) -> int:
        """Index of the line behind the value of a key (or dash) at a column of a line; empty lines stay below."""
        last = self.text.count("\n", 0, self.reading.yaml_end)
        end = line
        for number in range(line, last if self.reading.body_start else len(self.lines)):
            written = self.lines[number]
            if not written.strip():
                continue
            indent = self._indent(number + 1)
            if indent < column or (indent == column and not (listed and written.lstrip().startswith("- "))):
                break
            end = number + 1
        return end

    def _closing(self, route: Route) -> int:
        """Offset of the bracket that closes a list or mapping in brackets, spaces before it left out."""
        start = self._offset(self.places.values[route])
        end = _bracket(self.text, start)
        return start + 1 + len(self.text[start + 1 : end].rstrip())

    def _inserted(self, offset: int, new: str) -> Edit:
        return offset, offset, new

    def _below(self, line: int, new: Sequence[str]) -> Edit:
        """New lines before the line with an index."""
        if line >= len(self.lines):
            return self._inserted(len(self.text), "".join(f"\n{part}" for part in new))
        return self._inserted(sum(len(part) + 1 for part in self.lines[:line]), "".join(f"{part}\n" for part in new))


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def _bracket(text: str, start: int) -> int:
    """Offset of the bracket that closes the one at ``start``. Raises ValueError if there is none."""
    depth, quote, previous = 0, "", ""
    for offset in range(start, len(text)):
        char = text[offset]
        if quote:
            quote = "" if char == quote and not (quote == '"' and previous == "\\") else quote
        elif char in "\"'" and previous in "[{,:":
            quote = char
        elif char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
            if depth == 0:
                return offset
        previous = char if not char.isspace() or quote else previous
    raise ValueError("no closing bracket")
