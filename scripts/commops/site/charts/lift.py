"""What events moved, each beside the band in which the community moves without any event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commops.site.charts import rows
from commops.site.charts.figure import Words, label, shape, svg, ticks
from commops.site.html import Html

_HEAD = 18


@dataclass(frozen=True, slots=True)
class Lift:
    """An event: how many times the usual, and the band of ordinary days; None where it is not published."""

    name: str
    lift: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """``above``, ``below`` or ``within`` the ordinary; ``unknown`` without one of the numbers."""
        if self.lift is None or self.low is None or self.high is None:
            return "unknown"
        return "above" if self.lift > self.high else "below" if self.lift < self.low else "within"


def lift(words: Words, found: Sequence[Lift]) -> Html:
    """A row for each event: the band, a dot for the event, and a line where nothing changes (×1)."""
    marks = ticks(max([1.5, *(value for one in found for value in (one.lift, one.low, one.high) if value is not None)]))
    high = rows.height(len(found), head=_HEAD)

    def x(value: float) -> float:
        return rows.WIDTH * max(0.0, value) / marks[-1]

    shapes = []
    for mark in marks:
        anchor = "start" if mark == 0 else "end" if mark == marks[-1] else "middle"
        shapes += [
            shape("line", x1=x(mark), x2=x(mark), y1=_HEAD, y2=high, class_="co-grid"),
            label(x(mark), _HEAD - 7, f"×{mark:g}", anchor=anchor),
        ]
    shapes.append(shape("line", x1=x(1), x2=x(1), y1=_HEAD, y2=high, class_="co-base"))
    for index, one in enumerate(found):
        shapes += rows.names(index, one.name, "–" if one.lift is None else f"×{one.lift:.2f}", head=_HEAD)
        if one.low is not None and one.high is not None:
            shapes.append(rows.bar(index, x(one.low), x(one.high), "co-band", head=_HEAD))
        if one.lift is None:
            shapes.append(rows.bar(index, 1, rows.WIDTH - 1, "co-cell--none", head=_HEAD))
        else:
            middle = rows.top_of(index, head=_HEAD) + rows.BAR / 2
            kind = f"co-dot co-dot--{one.verdict}"
            shapes.append(shape("circle", cx=x(one.lift), cy=middle, r=5.5, class_=kind))
    return svg(rows.WIDTH, high, words, *shapes, class_="co-rows")
