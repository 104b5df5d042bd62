"""Retention curves: a line for each cohort over the weeks since it joined, on the band that other communities reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commops.site.charts.figure import Words, above, shape, svg
from commops.site.charts.series import HEIGHT, WIDTH, Scale, Series, frame, path_of, runs
from commops.site.html import Html


def curve(
    words: Words,
    ages: Sequence[int],
    names: Sequence[str],
    series: Sequence[Series],
    band: Mapping[int, tuple[float, float]],
) -> Html:
    """Shares by age; ``band`` gives the lowest and the highest share elsewhere for some ages. A gap is unknown."""
    values = [value for one in series for value in one.values if value is not None]
    scale = Scale(len(ages), above(max([*values, *(high for _, high in band.values())], default=0)))
    shapes = frame(scale, names, lambda value: f"{value:.0%}")
    known = [(scale.x(index), band[age]) for index, age in enumerate(ages) if age in band]
    if len(known) > 1:
        edge = [(x, scale.y(high)) for x, (_, high) in known] + [(x, scale.y(low)) for x, (low, _) in reversed(known)]
        shapes.append(shape("path", d=f"{path_of(edge)}Z", class_="co-band"))
    for number, one in enumerate(series, start=1):
        kind = f"co-s{number}"
        for run in runs(scale, one.values):
            shapes.append(shape("path", d=path_of(run), class_=f"co-line {kind}"))
            shapes += [shape("circle", cx=x, cy=y, r=3, class_=f"co-dot {kind}") for x, y in run]
    return svg(WIDTH, HEIGHT, words, *shapes, class_="co-timeline")
