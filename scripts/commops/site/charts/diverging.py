"""Bars upwards and downwards from one line: who came and who left."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site.charts.figure import Words, brief, exact, label, shape, svg, ticks
from commops.site.charts.series import Marker
from commops.site.html import Html

_WIDTH, _LEFT, _RIGHT, _TOP = 480, 42, 12, 26
_PLOT = 210


def diverging(
    words: Words,
    labels: Sequence[str],
    up: Sequence[int | None],
    down: Sequence[int | None],
    *,
    names: tuple[str, str],
    markers: Sequence[Marker] = (),
) -> Html:
    """A bar up and a bar down for each place of the x axis, on one scale; a withheld number is a dashed stub."""
    high = max((value for value in up if value is not None), default=0)
    low = max((value for value in down if value is not None), default=0)
    above, below = ticks(high, 3), ticks(low, 2) if low else [0.0]
    # One scale for both sides: a bar twice as long is twice as many, wherever it points.
    unit = _PLOT / (above[-1] + below[-1])
    ground = _TOP + above[-1] * unit
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    centers = [_LEFT + step * (index + 0.5) for index in range(len(labels))]
    shapes = [*_axis(above, ground, -unit), *_axis(below[-1:] if low else [], ground, unit)]
    shapes += _marks(markers, centers)
    wide = min(18.0, step * 0.66)
    for x, name, came, gone in zip(centers, labels, up, down, strict=True):
        shapes.append(_bar(x - wide / 2, ground, wide, came, -unit, f"{name} {names[0]}", "co-up"))
        shapes.append(_bar(x - wide / 2, ground, wide, gone, unit, f"{name} {names[1]}", "co-down"))
    bottom = ground + below[-1] * unit
    every = max(1, -(-len(labels) // 6))
    shapes += [
        label(x, bottom + 20, name, anchor="middle")
        for index, (x, name) in enumerate(zip(centers, labels, strict=True))
        if index % every == 0
    ]
    return svg(_WIDTH, round(bottom) + 30, words, *shapes, class_="co-diverging")


def _axis(values: Sequence[float], ground: float, unit: float) -> list[Html]:
    shapes = []
    for value in values:
        y = ground + value * unit
        kind = "co-grid" if value else "co-base"
        shapes += [
            shape("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_=kind),
            label(_LEFT - 6, y + 4, brief(value), anchor="end"),
        ]
    return shapes


def _bar(x: float, ground: float, wide: float, value: int | None, unit: float, name: str, kind: str) -> Html:
    if value is None:
        y = ground - 7 if unit < 0 else ground + 1
        return shape("rect", shape("title", f"{name}: –"), x=x, y=y, width=wide, height=6, class_="co-stub")
    high = abs(value * unit)
    y = ground - high if unit < 0 else ground
    return shape(
        "rect", shape("title", f"{name}: {exact(value)}"), x=x, y=y, width=wide, height=high, rx=1.5, class_=kind
    )


def _marks(markers: Sequence[Marker], centers: Sequence[float]) -> list[Html]:
    """Markers of one week stand below one another."""
    shapes = []
    seen: dict[int, int] = {}
    for marker in markers:
        y = 9 + 18 * seen.get(marker.index, 0)
        seen[marker.index] = seen.get(marker.index, 0) + 1
        x = centers[marker.index]
        shapes.append(
            shape(
                "g",
                shape("title", marker.text),
                shape("line", x1=x, x2=x, y1=y, y2=_TOP + _PLOT),
                shape("circle", cx=x, cy=y, r=8),
                label(x, y + 4, marker.sign, anchor="middle", class_="co-marker__sign"),
                class_="co-marker",
            )
        )
    return shapes
