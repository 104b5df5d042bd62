"""A bar from where something started to where it should be, with where it is now."""

from __future__ import annotations

from commops.site.charts.figure import Words, shape, svg
from commops.site.html import Html

_WIDTH, _HEIGHT = 1000, 24


def meter(words: Words, baseline: float, target: float, value: float | None, *, elapsed: float | None) -> Html:
    """Progress from ``baseline`` (left) to ``target`` (right), also when less is better.

    ``elapsed`` (0 to 1) marks how much of the time has gone by, so that a lag is visible. A value beyond either end is
    drawn at the end. The drawing is stretched to the width it gets; texts stand around it, not in it.
    """
    shapes = [shape("rect", x=0, y=6, width=_WIDTH, height=12, class_="co-track")]
    if value is not None and target != baseline:
        share = min(1.0, max(0.0, (value - baseline) / (target - baseline)))
        late = elapsed is not None and share < elapsed - 0.1
        width = max(6.0, _WIDTH * share)
        shapes.append(
            shape("rect", x=0, y=6, width=width, height=12, class_=f"co-fill{' co-fill--late' if late else ''}")
        )
    if elapsed is not None:
        x = (_WIDTH - 3) * min(1.0, max(0.0, elapsed))
        shapes.append(shape("rect", x=x, y=0, width=3, height=_HEIGHT, class_="co-elapsed"))
    return svg(_WIDTH, _HEIGHT, words, *shapes, class_="co-meter", stretch=True)
