"""A waterfall of money: each line begins where the one before ended, and the last row is what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commops.site.charts import rows
from commops.site.charts.figure import Words, shape, svg
from commops.site.html import Html


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a budget; ``actual`` is None until it is known."""

    name: str
    planned: float
    actual: float | None


def spent(parts: Sequence[Part]) -> float:
    """What is known to be spent."""
    return sum(part.actual for part in parts if part.actual is not None)


def to_come(parts: Sequence[Part]) -> float:
    """What is planned in lines without an actual amount."""
    return sum(part.planned for part in parts if part.actual is None)


def planned(parts: Sequence[Part]) -> float:
    """What all lines were meant to cost."""
    return sum(part.planned for part in parts)


def waterfall(words: Words, parts: Sequence[Part], total: str, show: Callable[[float], str]) -> Html:
    """Solid where money is spent, dotted where it is only planned; a thin frame shows the plan of each line."""
    whole = max(planned(parts), spent(parts) + to_come(parts))
    scale = (rows.WIDTH - 2) / whole if whole > 0 else 0.0
    shapes, start = [], 0.0
    for index, part in enumerate(parts):
        amount = part.planned if part.actual is None else part.actual
        told = show(amount) if part.actual is None else f"{show(part.actual)} / {show(part.planned)}"
        shapes += rows.names(index, part.name, told)
        end = start + amount * scale
        if part.actual is None:
            shapes.append(rows.bar(index, start, end, "co-open"))
        else:
            over = " co-bar--over" if part.actual > part.planned else ""
            shapes.append(rows.bar(index, start, end, f"co-bar{over}"))
            shapes.append(rows.bar(index, start, min(start + part.planned * scale, rows.WIDTH - 1), "co-plan"))
        y = rows.top_of(index) + rows.BAR
        shapes.append(shape("line", x1=end, x2=end, y1=y, y2=rows.top_of(index + 1), class_="co-grid"))
        start = end
    last = len(parts)
    middle = spent(parts) * scale
    shapes += rows.names(last, total, f"{show(spent(parts) + to_come(parts))} / {show(planned(parts))}")
    shapes.append(rows.bar(last, 0, middle, "co-bar co-bar--now"))
    if to_come(parts):
        shapes.append(rows.bar(last, middle, middle + to_come(parts) * scale, "co-open"))
    x = planned(parts) * scale
    y = rows.top_of(last)
    shapes.append(shape("line", x1=x, x2=x, y1=y - 3, y2=y + rows.BAR + 3, class_="co-target-line"))
    return svg(rows.WIDTH, rows.height(last + 1), words, *shapes, class_="co-rows")
