"""Stacked bars: how a whole divides, one row above the other on the same width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_WIDTH, _HIGH, _BAR, _KINDS = 480, 44, 20, 5


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, what stands at its end, and its parts in the order of the legend."""

    name: str
    end: str
    parts: Sequence[float]
    unknown: float = 0
    """What belongs to the whole but to no part that may be named; drawn dashed at the end."""


def kind(place: int) -> str:
    """The class of the colour of a part; a sixth part and later ones share the quiet one."""
    return f"co-s{place + 1}" if place < _KINDS else "co-srest"


def stacked(words: Words, parts: Sequence[str], rows: Sequence[Row]) -> Html:
    """Each row is drawn over the whole width; a part that is wide enough carries its share."""
    shapes: list[Html] = []
    for line, row in enumerate(rows):
        y = line * _HIGH
        shapes += [
            label(0, y + 12, row.name, class_="co-axis co-axis--ink"),
            label(_WIDTH, y + 12, row.end, anchor="end"),
        ]
        shapes += _bar(parts, row, y + 18)
    return svg(_WIDTH, max(1, len(rows)) * _HIGH, words, *shapes, class_="co-stacked")


def _bar(parts: Sequence[str], row: Row, y: int) -> list[Html]:
    whole = sum(row.parts) + row.unknown
    if whole <= 0:
        return [shape("rect", x=0.5, y=y + 0.5, width=_WIDTH - 1, height=_BAR - 1, class_="co-cell--none")]
    shapes: list[Html] = []
    x = 0.0
    for place, (name, value) in enumerate(zip(parts, row.parts, strict=True)):
        wide = _WIDTH * value / whole
        if value > 0:
            share = f"{value / whole * 100:.0f}%"
            # A hairline between neighbours tells parts apart without colour.
            box = shape(
                "rect",
                shape("title", f"{row.name} · {name}: {share}"),
                x=x,
                y=y,
                width=max(0.5, wide - 1.5),
                height=_BAR,
                class_=f"co-part {kind(place)}",
            )
            shapes.append(box)
            if wide >= 34:
                shapes.append(label(x + wide / 2 - 0.7, y + 14, share, anchor="middle", class_="co-part__share"))
        x += wide
    if row.unknown > 0:
        shapes.append(
            shape("rect", x=x + 0.5, y=y + 0.5, width=max(0.5, _WIDTH - x - 1), height=_BAR - 1, class_="co-cell--none")
        )
    return shapes
