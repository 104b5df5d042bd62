"""Funnels: how many come as far as each step, as a share of the step before and of the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commops.site.charts.figure import Data, Words, exact, label, shape, svg
from commops.site.html import Html

_HIGH, _BAR = 42, 12


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a funnel. ``count`` is None when the number is withheld or nobody counted; ``gap`` says which.

    Not ``nested`` are people who need not be among those of the step before; such a step has no share of it.
    """

    name: str
    count: int | None
    gap: str = ""
    nested: bool = True


@dataclass(frozen=True, slots=True)
class Captions:
    """What the columns of a funnel are called in the reader's language."""

    step: str
    count: str
    before: str
    first: str


def rates(stages: Sequence[Stage]) -> list[tuple[float | None, float | None]]:
    """For each stage its share of the stage right before it, and of the first; None where either is not known."""
    first = stages[0].count if stages else None
    before: int | None = None
    found = []
    for number, stage in enumerate(stages):
        found.append(
            (_over(stage.count, before if stage.nested else None), _over(stage.count, first if number else None))
        )
        before = stage.count
    return found


def _over(count: int | None, whole: int | None) -> float | None:
    return None if count is None or not whole else count / whole


def share(value: float | None) -> str:
    """A share for people: one decimal below ten percent, where a whole number would hide too much."""
    if value is None:
        return "–"
    text = f"{value * 100:.1f}" if value < 0.1 else f"{value * 100:.0f}"
    return f"{text.removesuffix('.0')}%"


def funnel(
    words: Words, stages: Sequence[Stage], captions: Captions, *, small: bool = False, top: int | None = None
) -> Html:
    """One bar for each step below its name and numbers; a step without a number is an empty dashed bar that says why.

    ``small`` makes the narrow form that stands beside others of its kind; ``top`` is the count that fills the width,
    so that several funnels can share one scale.
    """
    width = 320 if small else 480
    counts = [stage.count for stage in stages if stage.count is not None]
    full = max([*counts, top or 0, 1])
    columns = (width - 124, width - 60, width) if small else (width - 160, width - 84, width)
    shapes = [
        label(x, 11, name, anchor="end", class_="co-axis co-axis--soft")
        for x, name in zip(columns, (captions.count, captions.before, captions.first), strict=True)
    ]
    for line, (stage, (before, first)) in enumerate(zip(stages, rates(stages), strict=True)):
        y = 22 + line * _HIGH
        shapes.append(label(0, y + 12, stage.name, class_="co-axis co-axis--ink"))
        shapes += _numbers(stage, (before, first), columns, y + 12)
        shapes.append(_bar(stage, width * (stage.count or 0) / full, width, y + 18))
    return svg(width, 22 + len(stages) * _HIGH, words, *shapes, class_="co-funnel")


def _numbers(
    stage: Stage, both: tuple[float | None, float | None], columns: tuple[int, int, int], y: float
) -> list[Html]:
    if stage.count is None:
        return [label(columns[2], y, stage.gap, anchor="end", class_="co-axis co-axis--soft")]
    texts = (exact(stage.count), *(share(one) for one in both))
    kinds = ("co-axis co-axis--ink", "co-axis", "co-axis")
    return [label(x, y, text, anchor="end", class_=kind) for x, text, kind in zip(columns, texts, kinds, strict=True)]


def _bar(stage: Stage, long: float, width: int, y: float) -> Html:
    if stage.count is None:
        return shape("rect", x=0.5, y=y + 0.5, width=width - 1, height=_BAR - 1, rx=2, class_="co-cell co-cell--none")
    # Nothing is drawn for 0; anybody at all is visible.
    seen = max(2.0, long) if stage.count else 0.0
    return shape(
        "g",
        shape("rect", x=0, y=y, width=width, height=_BAR, rx=2, class_="co-track co-track--soft"),
        shape("rect", shape("title", f"{stage.name}: {exact(stage.count)}"), x=0, y=y, width=seen, height=_BAR, rx=2)
        if seen
        else None,
        class_="co-funnel__step",
    )


def funnel_data(stages: Sequence[Stage], captions: Captions) -> Data:
    """The table behind a funnel."""
    return Data(
        [captions.step, captions.count, captions.before, captions.first],
        [
            [stage.name, stage.gap if stage.count is None else exact(stage.count), share(before), share(first)]
            for stage, (before, first) in zip(stages, rates(stages), strict=True)
        ],
    )
