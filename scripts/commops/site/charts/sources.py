"""Quality of sources: for each, which share of those who were decided on was let in and which was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commops.site.charts import rows
from commops.site.charts.figure import Words, shape, svg
from commops.site.html import Html


@dataclass(frozen=True, slots=True)
class Source:
    """A source; ``good`` is the share let in, None where it is not published; ``few``: chance alone moves it."""

    name: str
    good: float | None
    n: str
    few: bool = False


def sources(words: Words, found: Sequence[Source]) -> Html:
    """A bar of 100 % for each source: let in on the left, refused on the right; dotted where it is withheld."""
    shapes = []
    for index, one in enumerate(found):
        shapes += rows.names(index, one.name, "–" if one.good is None else f"{one.good:.0%} · {one.n}")
        if one.good is None:
            shapes.append(rows.bar(index, 1, rows.WIDTH - 1, "co-cell--none"))
            continue
        split, faint = rows.WIDTH * one.good, " co-few" if one.few else ""
        if one.good > 0:
            shapes.append(rows.bar(index, 0, split, f"co-bar co-bar--now{faint}", shape("title", f"{one.good:.0%}")))
        if one.good < 1:
            told = shape("title", f"{1 - one.good:.0%}")
            shapes.append(rows.bar(index, split, rows.WIDTH, f"co-refused{faint}", told))
    return svg(rows.WIDTH, rows.height(len(found)), words, *shapes, class_="co-rows")
