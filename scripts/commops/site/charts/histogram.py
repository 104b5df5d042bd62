"""A histogram whose bins are wide enough that no bar stands for fewer people or cases than may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 400, 190, 20, 26


@dataclass(frozen=True, slots=True)
class Bin:
    """Values from ``start`` up to but not including ``end`` (None: without end), and how many there are."""

    start: float
    end: float | None
    count: int


def binned(values: Sequence[float], edges: Sequence[float], *, least: int = 0) -> list[Bin]:
    """Bins between the edges, the last without end; neighbours are joined until none holds 1 to ``least`` - 1.

    Nothing when all values together are fewer than ``least``: then no bin may be shown. What the last bin lacks it
    takes from the one before, so that every value is in a bin and the bins add up.
    """
    if 0 < len(values) < least:
        return []
    ends: list[float | None] = [*edges[1:], None]
    found: list[Bin] = []
    for start, end in zip(edges, ends, strict=True):
        count = sum(start <= value and (end is None or value < end) for value in values)
        if found and 0 < found[-1].count < least:
            before = found.pop()
            found.append(Bin(before.start, end, before.count + count))
        else:
            found.append(Bin(start, end, count))
    while len(found) > 1 and 0 < found[-1].count < least:
        last, before = found.pop(), found.pop()
        found.append(Bin(before.start, last.end, before.count + last.count))
    return found


def histogram(words: Words, bins: Sequence[tuple[str, int | None]]) -> Html:
    """A bar for each bin with its count above; a count that is withheld is a dotted box without height of its own."""
    best = max((count for _, count in bins if count is not None), default=0)
    step = _WIDTH / max(1, len(bins))
    ground = _HEIGHT - _BOTTOM
    shapes = [shape("line", x1=0, x2=_WIDTH, y1=ground, y2=ground, class_="co-base")]
    for index, (name, count) in enumerate(bins):
        left, middle = step * index + 3, step * (index + 0.5)
        tall = (ground - _TOP) * (count / best if best and count else 0)
        box = {"x": left, "width": step - 6, "rx": 2}
        if count is None:
            shapes.append(shape("rect", y=ground - 40, height=40, **box, class_="co-cell--none"))
        else:
            title = shape("title", f"{name}: {count}")
            shapes.append(shape("rect", title, y=ground - tall, height=float(tall), **box, class_="co-bar"))
        told = "–" if count is None else f"{count:,}"
        shapes += [
            label(middle, ground - (44 if count is None else tall + 5), told, anchor="middle"),
            label(middle, _HEIGHT - 8, name, anchor="middle"),
        ]
    return svg(_WIDTH, _HEIGHT, words, *shapes, class_="co-rows")
