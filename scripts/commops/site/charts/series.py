"""Lines and bars over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, above, brief, exact, label, shape, svg, ticks
from commops.site.html import Html

WIDTH, HEIGHT = 480, 250
LEFT, RIGHT, TOP, BOTTOM = 42, 12, 14, 30


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values over the shared x axis; None where there is no number."""

    name: str
    values: Sequence[float | None]
    area: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened at a place of the x axis, drawn as a thin upright line with a letter."""

    index: int
    sign: str
    text: str


class Scale:
    """An x for each of ``count`` places, and a y for each value from 0 to a round number above ``top``."""

    def __init__(self, count: int, top: float) -> None:
        self.marks = ticks(top)
        self.count = count
        self.top = self.marks[-1]
        self.step = (WIDTH - LEFT - RIGHT) / max(1, count)

    def x(self, index: int) -> float:
        """The middle of a place."""
        return LEFT + self.step * (index + 0.5)

    def y(self, value: float) -> float:
        """The height of a value."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / self.top)


def frame(scale: Scale, labels: Sequence[str], show: Callable[[float], str]) -> list[Html]:
    """Lines across for the values of the y axis, and the names of the places below."""
    shapes = []
    for mark in scale.marks:
        y = scale.y(mark)
        shapes += [
            shape("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="co-base" if mark == 0 else "co-grid"),
            label(LEFT - 6, y + 4, show(mark), anchor="end"),
        ]
    every = max(1, -(-len(labels) // 6))
    last = len(labels) - 1
    for index, text in enumerate(labels):
        if (index % every == 0 and (last - index >= every * 0.9 or index == last)) or index == last:
            anchor = "end" if index == last and last > 0 else "middle" if index else "start"
            x = {"start": scale.x(0) - scale.step / 2, "end": float(WIDTH - RIGHT)}.get(anchor, scale.x(index))
            shapes.append(label(x, HEIGHT - 9, text, anchor=anchor))
    return shapes


def _markers(scale: Scale, markers: Sequence[Marker]) -> list[Html]:
    return [
        shape(
            "g",
            shape("title", marker.text),
            shape("line", x1=scale.x(marker.index), x2=scale.x(marker.index), y1=TOP, y2=HEIGHT - BOTTOM),
            shape("circle", cx=scale.x(marker.index), cy=TOP, r=8),
            label(scale.x(marker.index), TOP + 4, marker.sign, anchor="middle", class_="co-marker__sign"),
            class_="co-marker",
        )
        for marker in markers
    ]


def runs(scale: Scale, values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """The points of a line, in runs without a gap: a missing number is a gap, never a slope."""
    found: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((scale.x(index), scale.y(value)))
    return [run for run in found if run]


def path_of(run: Sequence[tuple[float, float]]) -> str:
    """A line from point to point."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run)


def _strokes(scale: Scale, series: Series, kind: str) -> list[Html]:
    """Area, line and last dot of one series; a value between two gaps is a dot of its own."""
    shapes = []
    ground = f"{scale.y(0):.1f}"
    drawn = runs(scale, series.values)
    for run in drawn:
        path = path_of(run)
        if len(run) == 1:
            shapes.append(shape("circle", cx=run[0][0], cy=run[0][1], r=2.5, class_=f"co-dot {kind}"))
            continue
        if series.area:
            area = f"{path}L{run[-1][0]:.1f} {ground}L{run[0][0]:.1f} {ground}Z"
            shapes.append(shape("path", d=area, class_=f"co-area {kind}"))
        shapes.append(shape("path", d=path, class_=f"co-line {kind}{' co-dashed' if series.dashed else ''}"))
    if drawn:
        shapes.append(shape("circle", cx=drawn[-1][-1][0], cy=drawn[-1][-1][1], r=4, class_=f"co-dot {kind}"))
    return shapes


def lines(
    words: Words,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    markers: Sequence[Marker] = (),
    show: Callable[[float], str] = brief,
) -> Html:
    """Lines over one x axis that starts at zero; ``show`` writes a value of the y axis."""
    scale = Scale(len(labels), above(max((v for one in series for v in one.values if v is not None), default=0)))
    shapes = [*frame(scale, labels, show), *_markers(scale, markers)]
    for number, one in enumerate(series, start=1):
        shapes += _strokes(scale, one, f"co-s{number}")
    return svg(WIDTH, HEIGHT, words, *shapes, class_="co-timeline")


def bars(
    words: Words,
    labels: Sequence[str],
    values: Sequence[float | None],
    *,
    markers: Sequence[Marker] = (),
    show: Callable[[float], str] = brief,
) -> Html:
    """One bar for each place of the x axis; a missing number leaves a gap."""
    scale = Scale(len(labels), above(max((value for value in values if value is not None), default=0)))
    shapes = [*frame(scale, labels, show), *_markers(scale, markers)]
    wide = min(26.0, scale.step * 0.66)
    last = len(values) - 1
    for index, value in enumerate(values):
        if value is None:
            continue
        y = scale.y(value)
        bar = shape(
            "rect",
            shape("title", f"{labels[index]}: {exact(value) if show is brief else show(value)}"),
            x=scale.x(index) - wide / 2,
            y=y,
            width=wide,
            height=max(0.0, scale.y(0) - y),
            rx=2,
            class_="co-bar co-bar--now" if index == last else "co-bar",
        )
        shapes.append(bar)
    return svg(WIDTH, HEIGHT, words, *shapes, class_="co-timeline")


def spark(words: Words, values: Sequence[float | None]) -> Html:
    """A small line without axes: the shape of the last weeks beside a number."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Html("")
    low, high = min(known), max(known)
    spread = (high - low) or 1.0
    step = 116 / max(1, len(values) - 1)
    points = [
        (2 + step * index, 26 - 22 * (value - low) / spread) for index, value in enumerate(values) if value is not None
    ]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    area = f"{path}L{points[-1][0]:.1f} 30L{points[0][0]:.1f} 30Z"
    return svg(
        120,
        30,
        words,
        shape("path", d=area, class_="co-area co-s1"),
        shape("path", d=path, class_="co-line co-s1"),
        shape("circle", cx=points[-1][0], cy=points[-1][1], r=2.5, class_="co-dot co-s1"),
        class_="co-spark",
    )
