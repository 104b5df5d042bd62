"""Step lines: values that hold until the next one, such as response times by week or the tasks that are left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, above, brief, label, shape, svg
from commops.site.charts.series import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Scale, Series, frame, path_of, runs
from commops.site.html import Html


@dataclass(frozen=True, slots=True)
class Limit:
    """A value across the whole drawing, such as a target."""

    value: float
    name: str
    kind: str = "target"
    """``target``, ``warn`` or ``alert``."""


def steps(
    words: Words,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    limits: Sequence[Limit] = (),
    today: int | None = None,
    show: Callable[[float], str] = brief,
) -> Html:
    """A step line for each series; a missing value leaves a gap. ``today`` marks a place by an upright line."""
    values = [value for one in series for value in one.values if value is not None]
    scale = Scale(len(labels), above(max([*values, *(limit.value for limit in limits)], default=0)))
    shapes = [*frame(scale, labels, show), *(_limit(scale, limit) for limit in limits)]
    if today is not None:
        shapes.append(
            shape("line", x1=scale.x(today), x2=scale.x(today), y1=TOP, y2=scale.y(0), class_="co-today-line")
        )
    for number, one in enumerate(series, start=1):
        kind = f"co-line co-s{number}{' co-dashed' if one.dashed else ''}"
        shapes += [shape("path", d=path_of(_stairs(scale, run)), class_=kind) for run in runs(scale, one.values)]
    # Names last: a line over them would strike them through.
    shapes += [_name(scale, limit) for limit in limits]
    return svg(WIDTH, HEIGHT, words, *shapes, class_="co-timeline")


def _limit(scale: Scale, limit: Limit) -> Html:
    y = scale.y(limit.value)
    return shape("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_=f"co-limit co-limit--{limit.kind}")


def _name(scale: Scale, limit: Limit) -> Html:
    return label(WIDTH - RIGHT, scale.y(limit.value) - 4, limit.name, anchor="end", class_="co-axis co-axis--limit")


def _stairs(scale: Scale, run: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Each value from the start of its place to the end of it."""
    half = scale.step / 2
    return [(x + side, y) for x, y in run for side in (-half, half)]
