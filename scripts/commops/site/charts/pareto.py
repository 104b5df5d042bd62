"""A Pareto chart lying on its side: causes by how often they occur, and what share the first ones make together."""

from __future__ import annotations

from collections.abc import Sequence

from commops.site.charts import rows
from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_HEAD = 18


def ranked(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The commonest first; those with equal counts by name, so that the order never depends on the input's."""
    return sorted(counts, key=lambda one: (-one[1], one[0]))


def shares(counts: Sequence[tuple[str, int]]) -> list[float]:
    """What share of all the first ones make together; the last one is 1."""
    whole = sum(count for _, count in counts)
    found, so_far = [], 0
    for _, count in counts:
        so_far += count
        found.append(so_far / whole if whole else 0.0)
    return found


def pareto(words: Words, counts: Sequence[tuple[str, int]]) -> Html:
    """Bars for the counts, in the order given (see ``ranked``), and a line for the shares together, from 0 to 100 %."""
    best = max((count for _, count in counts), default=0)
    shapes = [
        shape("line", x1=x, x2=x, y1=_HEAD, y2=rows.height(len(counts), head=_HEAD), class_="co-grid")
        for x in (0, rows.WIDTH / 2, rows.WIDTH)
    ]
    shapes += [
        label(x, _HEAD - 7, text, anchor=anchor)
        for x, text, anchor in ((rows.WIDTH / 2, "50%", "middle"), (rows.WIDTH, "100%", "end"))
    ]
    points = []
    for index, ((name, count), share) in enumerate(zip(counts, shares(counts), strict=True)):
        end = rows.WIDTH * count / best if best else 0.0
        shapes += [
            *rows.names(index, name, f"{count:,}", head=_HEAD),
            rows.bar(index, 0, end, "co-bar", shape("title", f"{name}: {count}"), head=_HEAD),
        ]
        points.append((rows.WIDTH * share, rows.top_of(index, head=_HEAD) + rows.BAR / 2))
    if len(points) > 1:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        shapes.append(shape("path", d=path, class_="co-line co-s2"))
    shapes += [shape("circle", cx=x, cy=y, r=3.5, class_="co-dot co-s2") for x, y in points]
    return svg(rows.WIDTH, rows.height(len(counts), head=_HEAD), words, *shapes, class_="co-rows")
