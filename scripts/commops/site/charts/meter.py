"""A bar from where something started to where it should be, with where it is now."""

from __future__ import annotations

from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_WIDTH, _HEIGHT = 360, 46
_LEFT, _RIGHT = 8, 8


def meter(
    words: Words, baseline: float, target: float, value: float | None, *, elapsed: float | None, ends: tuple[str, str]
) -> Html:
    """Progress from ``baseline`` (left) to ``target`` (right), also when less is better.

    ``elapsed`` (0 to 1) marks how much of the time has gone by, so that a lag is visible; ``ends`` are the texts of
    baseline and target. A value beyond either end is drawn at the end.
    """
    span = _WIDTH - _LEFT - _RIGHT
    y = 12.0
    shapes = [shape("rect", x=_LEFT, y=y, width=span, height=10, rx=5, class_="co-track")]
    if value is not None and target != baseline:
        share = min(1.0, max(0.0, (value - baseline) / (target - baseline)))
        behind = elapsed is not None and share < elapsed - 0.1
        shapes += [
            shape("rect", x=_LEFT, y=y, width=max(10.0, span * share), height=10, rx=5, class_="co-fill co-fill--late" if behind else "co-fill"),
        ]  # fmt: skip
    if elapsed is not None:
        x = _LEFT + span * min(1.0, max(0.0, elapsed))
        shapes.append(shape("line", x1=x, x2=x, y1=y - 7, y2=y + 17, class_="co-elapsed"))
    shapes += [
        label(_LEFT, _HEIGHT - 4, ends[0]),
        label(_WIDTH - _RIGHT, _HEIGHT - 4, ends[1], anchor="end"),
    ]
    return svg(_WIDTH, _HEIGHT, words, *shapes, class_="co-meter")
