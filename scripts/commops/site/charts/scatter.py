"""Scatter plots: one point for each pair of values, with the line of medians where there are enough points."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, above, brief, label, shape, svg, ticks
from commops.site.html import Html

_WIDTH, _HEIGHT = 480, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 24, 44
ENOUGH = 3
"""Points at a place of the x axis that make a median worth drawing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One point and what it is called."""

    x: float
    y: float
    name: str


def medians(spots: Sequence[Spot]) -> list[tuple[float, float, int]]:
    """For each x that has enough points: x, the median of y, and how many points."""
    groups: dict[float, list[float]] = {}
    for spot in spots:
        groups.setdefault(spot.x, []).append(spot.y)
    return [(x, statistics.median(ys), len(ys)) for x, ys in sorted(groups.items()) if len(ys) >= ENOUGH]


def scatter(
    words: Words,
    spots: Sequence[Spot],
    *,
    axes: tuple[str, str],
    show: Callable[[float], str] = brief,
    level: float | None = None,
) -> Html:
    """Points over two axes from 0; ``axes`` names x and y, ``level`` draws a line at a y that means ordinary."""
    across = ticks(above(max((spot.x for spot in spots), default=0)), 5)
    across = [mark for mark in across if mark == round(mark)] or across
    upward = ticks(above(max([spot.y for spot in spots] + [level or 0])), 4)
    unit_x = (_WIDTH - _LEFT - _RIGHT) / across[-1]
    unit_y = (_HEIGHT - _TOP - _BOTTOM) / upward[-1]

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + x * unit_x, _HEIGHT - _BOTTOM - y * unit_y

    shapes = [*_axes(across, upward, axes, show, place)]
    if level is not None:
        y = place(0, level)[1]
        shapes.append(shape("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="co-level"))
    for spot in spots:
        x, y = place(spot.x, spot.y)
        shapes.append(shape("circle", shape("title", spot.name), cx=x, cy=y, r=4, class_="co-spot"))
    line = [place(x, y) for x, y, _ in medians(spots)]
    if len(line) > 1:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line)
        shapes.append(shape("path", d=path, class_="co-line co-s2"))
    shapes += [shape("rect", x=x - 4, y=y - 4, width=8, height=8, class_="co-dot co-s2") for x, y in line]
    return svg(_WIDTH, _HEIGHT, words, *shapes, class_="co-scatter")


def _axes(
    across: Sequence[float],
    upward: Sequence[float],
    names: tuple[str, str],
    show: Callable[[float], str],
    place: Callable[[float, float], tuple[float, float]],
) -> list[Html]:
    shapes = [
        label(0, 11, names[1], class_="co-axis co-axis--soft"),
        label(_WIDTH - _RIGHT, _HEIGHT - 6, names[0], anchor="end", class_="co-axis co-axis--soft"),
    ]
    for mark in upward:
        y = place(0, mark)[1]
        shapes += [
            shape("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="co-grid" if mark else "co-base"),
            label(_LEFT - 6, y + 4, show(mark), anchor="end"),
        ]
    shapes += [label(place(mark, 0)[0], _HEIGHT - _BOTTOM + 16, brief(mark), anchor="middle") for mark in across]
    return shapes
