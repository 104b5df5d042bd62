"""Flows between groups from one month to the next (alluvial): bands as thick as the people who moved together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, exact, label, shape, svg
from commops.site.html import Html

_WIDE, _GAP, _TOP = 10, 16, 26
_TALL = 290


@dataclass(frozen=True, slots=True)
class Space:
    """The room for names on both sides, and between two columns."""

    edge: int
    span: int


ROOMY = Space(116, 210)
SLIM = Space(122, 112)
"""Two columns that a phone shows without scrolling and with words one can read."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group in every column: its key, its name, and the number of its colour (0: the quiet one).

    A ``loose`` group is as thick as its bands, whatever its size: most of its people stay and are not drawn.
    """

    key: str
    name: str
    color: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A point in time: its name, and how many are in each group; None is withheld, a missing key is not counted."""

    name: str
    sizes: Mapping[str, int | None]


Move = tuple[str, str]
Moves = Mapping[Move, int | None]
"""From a group to a group: how many; None is withheld. Pairs that nobody took are left out or 0."""


@dataclass(frozen=True, slots=True)
class _Node:
    y: float
    high: float
    size: int | None


def flow(
    words: Words, groups: Sequence[Group], columns: Sequence[Column], moves: Sequence[Moves], space: Space = ROOMY
) -> Html:
    """``moves[i]`` leads from column i to column i + 1. A withheld move is a thin dotted line: it is not nothing."""
    edge, span = space.edge, space.span
    weights = [_weights(groups, columns, moves, place) for place in range(len(columns))]
    most = max((sum(one.values()) for one in weights), default=0) or 1
    unit = _TALL / most
    nodes = [_stack(groups, column, weight, unit) for column, weight in zip(columns, weights, strict=True)]
    width = 2 * edge + span * (len(columns) - 1) + _WIDE
    shapes: list[Html] = []
    for place, one in enumerate(moves):
        shapes += _ribbons(
            groups,
            (nodes[place], nodes[place + 1]),
            one,
            (edge + span * place + _WIDE, edge + span * (place + 1)),
            unit,
        )
    for place, column in enumerate(columns):
        x = edge + span * place
        shapes.append(label(x + _WIDE / 2, 12, column.name, anchor="middle", class_="co-axis co-axis--ink"))
        shapes += _nodes(groups, nodes[place], x, last=place == len(columns) - 1, first=place == 0)
    bottom = max((node.y + node.high for one in nodes for node in one.values()), default=0)
    return svg(width, round(bottom) + 12, words, *shapes, class_="co-flow")


def _weights(groups: Sequence[Group], columns: Sequence[Column], moves: Sequence[Moves], place: int) -> dict[str, int]:
    """How many each group of a column needs room for: its size, or more where its bands need more."""
    found = {}
    for group in groups:
        came = sum(n or 0 for (_, to), n in moves[place - 1].items() if to == group.key) if place else 0
        went = sum(n or 0 for (start, _), n in moves[place].items() if start == group.key) if place < len(moves) else 0
        size = 0 if group.loose else columns[place].sizes.get(group.key) or 0
        found[group.key] = max(size, came, went)
    return found


def _stack(groups: Sequence[Group], column: Column, weights: Mapping[str, int], unit: float) -> dict[str, _Node]:
    nodes, y = {}, float(_TOP)
    for group in groups:
        high = max(2.0, weights[group.key] * unit)
        nodes[group.key] = _Node(y, high, column.sizes.get(group.key))
        y += high + _GAP
    return nodes


def _ribbons(
    groups: Sequence[Group],
    ends: tuple[Mapping[str, _Node], Mapping[str, _Node]],
    moves: Moves,
    across: tuple[int, int],
    unit: float,
) -> list[Html]:
    (left, right), (x, far) = ends, across
    names = {group.key: group for group in groups}
    start = {key: node.y for key, node in left.items()}
    goal = {key: node.y for key, node in right.items()}
    known, withheld = [], []
    for one in groups:
        for other in groups:
            count = moves.get((one.key, other.key), 0)
            name = f"{one.name} → {names[other.key].name}"
            if count is None:
                y, to = (node.y + node.high / 2 for node in (left[one.key], right[other.key]))
                path = f"M{x:.1f} {y:.1f}{_curve(x, y, far, to)}"
                withheld.append(shape("path", shape("title", f"{name}: –"), d=path, class_="co-flow__few"))
            elif count:
                y, to, thick = start[one.key], goal[other.key], count * unit
                start[one.key], goal[other.key] = y + thick, to + thick
                back = f"V{to + thick:.1f}{_curve(far, to + thick, x, y + thick)}Z"
                kind = f"co-flow__band co-s{one.color}" if one.color else "co-flow__band"
                path = f"M{x:.1f} {y:.1f}{_curve(x, y, far, to)}{back}"
                known.append(shape("path", shape("title", f"{name}: {exact(count)}"), d=path, class_=kind))
    return known + withheld


def _curve(x: float, y: float, far: float, to: float) -> str:
    bend = (x + far) / 2
    return f"C{bend:.1f} {y:.1f} {bend:.1f} {to:.1f} {far:.1f} {to:.1f}"


def _nodes(groups: Sequence[Group], nodes: Mapping[str, _Node], x: float, *, first: bool, last: bool) -> list[Html]:
    shapes = []
    for group in groups:
        node = nodes[group.key]
        size = "" if node.size is None else f" {exact(node.size)}"
        kind = f"co-flow__node co-s{group.color}" if group.color else "co-flow__node"
        shapes.append(
            shape(
                "rect",
                shape("title", f"{group.name}{size}"),
                x=x,
                y=node.y,
                width=_WIDE,
                height=node.high,
                class_=kind,
            )
        )
        middle = node.y + node.high / 2 + 4
        if first or last:
            side = (x - 6, "end") if first else (x + _WIDE + 6, "start")
            shapes.append(label(side[0], middle, f"{group.name}{size}", anchor=side[1]))
        elif size:
            shapes.append(label(x + _WIDE + 4, middle, size.strip(), class_="co-axis co-flow__size"))
    return shapes
