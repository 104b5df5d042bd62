"""A bullet bar: where a number stands on the zones set for it, with its target and what time asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commops.site.charts.figure import Words, shape, svg
from commops.site.html import Html

_WIDTH, _HEIGHT = 1000, 30


@dataclass(frozen=True, slots=True)
class Goal:
    """A number with what it is measured against, all in one unit; less is better where the target is the lowest."""

    value: float | None
    baseline: float
    target: float
    warn: float | None = None
    alert: float | None = None
    elapsed: float | None = None
    """Share of the time that is over."""
    falling: bool = False
    """Whether less is better, for a number with neither zones nor a baseline to tell it."""

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        if self.falling:
            return False
        other = next((limit for limit in (self.warn, self.alert) if limit is not None), self.baseline)
        return self.target >= other

    @property
    def due(self) -> float | None:
        """Where a steady pace would have brought the number by now."""
        return None if self.elapsed is None else self.baseline + (self.target - self.baseline) * self.elapsed

    @property
    def mood(self) -> str:
        """How it stands: met, alert, warn, late, on the way, or unknown."""
        if self.value is None:
            return "unknown"
        if self.rising == (self.value > self.target) or self.value == self.target:
            return "met"
        for name, limit in (("alert", self.alert), ("warn", self.warn)):
            if limit is not None and self.rising == (self.value < limit) and self.value != limit:
                return name
        return "late" if self.due is not None and self._behind(self.due) else "on"

    def _behind(self, due: float) -> bool:
        slack = abs(self.target - self.baseline) * 0.1
        return self.value is not None and (self.value < due - slack if self.rising else self.value > due + slack)


def bullet(words: Words, goal: Goal) -> Html:
    """The bar from 0, the target as a thick line, what time asks for as a thin one; an unknown value has no bar.

    The drawing is stretched to the width it gets; texts stand around it, not in it.
    """
    known = [goal.value, goal.baseline, goal.target, goal.warn, goal.alert, goal.due]
    ends = [0.0, *(value for value in known if value is not None)]
    low, high = min(ends), max(ends)
    high += (high - low) * 0.04 or 1.0

    def x(value: float) -> float:
        return _WIDTH * (value - low) / (high - low)

    shapes = [
        shape("rect", x=0, y=4, width=_WIDTH, height=22, class_="co-zone co-zone--rest"),
        *_zones(goal, x(low), x),
    ]
    if goal.value is None:
        shapes.append(shape("rect", x=1, y=9, width=_WIDTH - 2, height=12, class_="co-cell--none"))
    else:
        start, end = sorted((x(0.0), x(goal.value)))
        fill = {"met": " co-fill--met", "warn": " co-fill--late", "late": " co-fill--late", "alert": " co-fill--alert"}
        width = max(4.0, end - start)
        shapes.append(shape("rect", x=start, y=10, width=width, height=10, class_=f"co-fill{fill.get(goal.mood, '')}"))
    if goal.due is not None:
        shapes.append(shape("rect", x=x(goal.due) - 1.5, y=6, width=3, height=18, class_="co-elapsed"))
    shapes.append(shape("rect", x=min(x(goal.target), _WIDTH - 7.0), y=0, width=7, height=_HEIGHT, class_="co-target"))
    return svg(_WIDTH, _HEIGHT, words, *shapes, class_="co-meter co-bullet", stretch=True)


def _zones(goal: Goal, left: float, x: Callable[[float], float]) -> list[Html]:
    """Darker where it is worse: up to ``alert``, up to ``warn``; from the other side where less is better."""
    shapes = []
    for limit, name in ((goal.warn, "warn"), (goal.alert, "alert")):
        if limit is not None:
            start, end = (left, x(limit)) if goal.rising else (x(limit), float(_WIDTH))
            width = max(0.0, end - start)
            shapes.append(shape("rect", x=start, y=4, width=width, height=22, class_=f"co-zone co-zone--{name}"))
    return shapes
