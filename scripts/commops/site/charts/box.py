"""Box plots lying on their side: median, quartiles and every single value; few values stay points without a box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, label, shape, svg, ticks
from commops.site.html import Html

_WIDTH, _LEFT, _RIGHT, _HIGH = 480, 156, 48, 36


@dataclass(frozen=True, slots=True)
class Box:
    """One row: its name, its values with what each is called, and the three quartiles, None for too few values."""

    name: str
    values: Sequence[tuple[float, str]]
    quartiles: tuple[float, float, float] | None


def boxes(words: Words, rows: Sequence[Box], *, show: Callable[[float], str]) -> Html:
    """A row for each box over one axis that starts at 0."""
    marks = ticks(max((value for row in rows for value, _ in row.values), default=0), 4)
    scale = (_WIDTH - _LEFT - _RIGHT) / marks[-1]
    bottom = len(rows) * _HIGH + 6
    shapes: list[Html] = []
    for mark in marks:
        x = _LEFT + mark * scale
        shapes += [
            shape("line", x1=x, x2=x, y1=4, y2=bottom, class_="co-grid" if mark else "co-base"),
            label(x, bottom + 16, show(mark), anchor="middle"),
        ]
    for line, row in enumerate(rows):
        y = line * _HIGH + _HIGH / 2 + 4
        shapes += [
            label(_LEFT - 8, y + 4, row.name, anchor="end", class_="co-axis co-axis--ink"),
            label(_WIDTH, y + 4, f"n={len(row.values)}", anchor="end", class_="co-axis co-axis--soft"),
        ]
        shapes += _row(row, y, scale, show)
    return svg(_WIDTH, bottom + 24, words, *shapes, class_="co-boxes")


def _row(row: Box, y: float, scale: float, show: Callable[[float], str]) -> list[Html]:
    shapes: list[Html] = []
    if row.quartiles is not None:
        low, middle, high = (_LEFT + value * scale for value in row.quartiles)
        name = " / ".join(show(value) for value in row.quartiles)
        ends = [_LEFT + value * scale for value, _ in row.values]
        shapes += [
            shape("line", x1=min(ends), x2=max(ends), y1=y, y2=y, class_="co-whisker"),
            shape(
                "rect",
                shape("title", f"{row.name}: {name}"),
                x=low,
                y=y - 9,
                width=max(1.0, high - low),
                height=18,
                rx=2,
                class_="co-box",
            ),
            shape("line", x1=middle, x2=middle, y1=y - 10, y2=y + 10, class_="co-median"),
        ]
    # Neighbours stand at different heights, so that equal values do not hide each other.
    for number, (value, name) in enumerate(row.values):
        dot = shape(
            "circle",
            shape("title", f"{name}: {show(value)}"),
            cx=_LEFT + value * scale,
            cy=y - 4 + 4 * (number % 3),
            r=2.4,
            class_="co-point",
        )
        shapes.append(dot)
    return shapes
