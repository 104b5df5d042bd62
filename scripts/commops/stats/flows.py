"""Keeps small flows between segments unpublished, also against subtraction from the segments' own numbers."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from commops.stats.pages import Page
from commops.stats.table import Row

SMALL = 5
"""Groups below this stay unpublished (domain/security: k = 5)."""
OUT = "-"
"""In place of a segment: not there, before or after. How many these are is not published anywhere."""

Node: TypeAlias = "tuple[int, str]"
"""A segment before (0) or after (1); the ground, (2, ""), stands for the numbers of those who came and went."""
Edge: TypeAlias = "tuple[Node, Node]"
_GROUND: Node = (2, "")


def hide_flows(page: Page, rows: Sequence[Row]) -> None:
    """Set to null, in place, the flows of 1 to 4 people and as many others as keep them from being worked out.

    A reader knows the number in each segment of both months (metric ``segments``) unless it is 1 to 4 itself. So a
    month is a table with known sums, and a hidden flow follows from the rest exactly if it is a bridge in the graph
    whose nodes are rows and columns and whose edges are the hidden cells (Gusfield, SIAM J. Comput. 17, 1988). Months
    are protected each by itself: a small segment, whose number stands in the tables of two months, must reach the
    ground in both, so that no chain of months tells it.
    """
    before, after = page.flow
    months: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        months[row["month"]].append(row)
    for found in months.values():
        cells = {((0, str(row[before])), (1, str(row[after]))): row for row in found}
        values = {edge: _people(row) for edge, row in cells.items()}
        for edge in _protect(values):
            cells[edge]["people"] = None


def _people(row: Row) -> int:
    value = row["people"]
    assert isinstance(value, int)  # noqa: S101 - nothing is hidden yet
    return value


def _protect(values: dict[Edge, int]) -> set[Edge]:
    """The cells to hide. Every round hides at least one more, so there are no more rounds than cells."""
    sums = _sums(values)
    hidden = {edge for edge, value in values.items() if 0 < value < SMALL}
    ground: set[Edge] = {(node, _GROUND) for node in sums if node[1] == OUT}
    small = hidden | {edge for edge in ground if 0 < sums[edge[0]] < SMALL}
    lonely = sorted(node for node, total in sums.items() if 0 < total < SMALL and node[1] != OUT)
    while True:
        graph = hidden | ground
        told = sorted(small & _bridges(graph)) or [(node, _GROUND) for node in _cut_off(graph, lonely)]
        path = next((path for edge in told if (path := _way_round(values, graph, edge))), None)
        if path is None:
            return hidden
        hidden |= path & values.keys()


def _sums(values: dict[Edge, int]) -> dict[Node, int]:
    """The sum of each row and column. Where it is 1 to 4, the metric ``segments`` hides it too."""
    sums: dict[Node, int] = defaultdict(int)
    for edge, value in values.items():
        for node in edge:
            sums[node] += value
    return sums


def _near(edges: Iterable[Edge]) -> dict[Node, list[Node]]:
    near: dict[Node, list[Node]] = defaultdict(list)
    for one, other in sorted(edges):
        near[one].append(other)
        near[other].append(one)
    return near


def _bridges(edges: set[Edge]) -> set[Edge]:
    """Edges that lie on no circle: found by leaving each out and looking whether its ends still meet."""
    return {edge for edge in edges if edge[1] not in _reach(_near(edges - {edge}), edge[0])}


def _cut_off(edges: set[Edge], nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes that do not reach the ground."""
    reached = _reach(_near(edges), _GROUND)
    return (node for node in nodes if node not in reached)


def _reach(near: dict[Node, list[Node]], start: Node) -> set[Node]:
    seen, open_ = {start}, [start]
    while open_:
        for node in near.get(open_.pop(), ()):
            if node not in seen:
                seen.add(node)
                open_.append(node)
    return seen


def _way_round(values: dict[Edge, int], graph: set[Edge], edge: Edge) -> set[Edge] | None:
    """The cheapest way between the ends of an edge without it: hidden cells cost nothing, others what they hold.

    None when there is no way, which happens only in a table that is all hidden.
    """
    cost = {cell: 0 if cell in graph else max(value, SMALL) for cell, value in values.items()}
    cost.update(dict.fromkeys(graph - values.keys(), 0))
    cost.pop(edge, None)
    near = _near(cost)
    best: dict[Node, int] = {}
    heap: list[tuple[int, Node, tuple[Edge, ...]]] = [(0, edge[0], ())]
    while heap:
        so_far, node, path = heapq.heappop(heap)
        if node == edge[1]:
            return set(path)
        if node in best:
            continue
        best[node] = so_far
        for other in near[node]:
            step = (node, other) if (node, other) in cost else (other, node)
            heapq.heappush(heap, (so_far + cost[step], other, (*path, step)))
    return None
