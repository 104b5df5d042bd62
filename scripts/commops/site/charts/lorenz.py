"""The Lorenz curve: what share of messages the quietest share of speakers writes, through published points."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_SIZE, _LEFT, _BOTTOM, _TOP = 260, 40, 30, 10


def known_points(
    top1: float | None, top10: float | None, half: int | None, speakers: int | None
) -> list[tuple[float, float]]:
    """Points of the curve that follow from published numbers, with both ends; a hidden number gives no point."""
    found = {(0.0, 0.0), (1.0, 1.0)}
    if top10 is not None:
        found.add((0.9, 1 - top10))
    if top1 is not None:
        found.add((0.99, 1 - top1))
    if half is not None and speakers:
        found.add((1 - half / speakers, 0.5))
    return sorted(found)


def lorenz(words: Words, points: Sequence[tuple[float, float]], across: str, up: str) -> Html:
    """The curve as straight pieces between known points, and the line of equal shares; ``across``, ``up`` name axes."""

    def place(share: float, of: float) -> tuple[float, float]:
        return _LEFT + _SIZE * share, _TOP + _SIZE * (1 - of)

    shapes = [shape("rect", x=_LEFT, y=_TOP, width=_SIZE, height=_SIZE, class_="co-box")]
    for mark in (0.5, 1.0):
        x, y = place(mark, mark)
        shapes += [
            shape("line", x1=_LEFT, x2=_LEFT + _SIZE, y1=y, y2=y, class_="co-grid"),
            shape("line", x1=x, x2=x, y1=_TOP, y2=_TOP + _SIZE, class_="co-grid"),
            label(_LEFT - 5, y + 4, f"{mark:.0%}", anchor="end"),
            label(x, _TOP + _SIZE + 15, f"{mark:.0%}", anchor="middle" if mark < 1 else "end"),
        ]
    (left, ground), (right, high) = place(0, 0), place(1, 1)
    shapes.append(shape("line", x1=left, x2=right, y1=ground, y2=high, class_="co-line co-s2 co-dashed"))
    drawn = [place(*point) for point in points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn)
    shapes += [
        shape("path", d=f"{path}L{right:.1f} {ground:.1f}Z", class_="co-area co-s1"),
        shape("path", d=path, class_="co-line co-s1"),
        *(shape("circle", cx=x, cy=y, r=3.5, class_="co-dot co-s1") for x, y in drawn[1:-1]),
        label(_LEFT, _TOP + _SIZE + 15, f"{across} →"),
        label(_LEFT + 6, _TOP + 14, f"↑ {up}"),
    ]
    return svg(_LEFT + _SIZE + 10, _TOP + _SIZE + _BOTTOM, words, *shapes, class_="co-lorenz")
