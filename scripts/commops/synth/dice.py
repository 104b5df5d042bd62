"""Random draws from one seeded source, through tables of whole numbers so that every computer draws the same."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

_STEPS = 4096
_NORMAL = NormalDist()
NORMAL = tuple(round(_NORMAL.inv_cdf((step + 0.5) / _STEPS), 4) for step in range(_STEPS))
"""Quantiles of N(0, 1): ``NORMAL[int(random() * 4096)]`` is a draw, ten times as fast as ``gauss``."""


def lognormal_table(mean: float, deviation: float) -> tuple[int, ...]:
    """4096 quantiles of a lognormal, rounded to whole numbers of at least 1."""
    return tuple(max(1, round(math.exp(mean + deviation * value))) for value in NORMAL)


class Dice:
    """Draws for one purpose. Two purposes never share a source, so that a change in one leaves the other as it was."""

    def __init__(self, *purpose: object) -> None:
        # A str seed goes through SHA-512: stable over versions, platforms and hash seeds.
        self.random = random.Random("/".join(map(str, purpose))).random  # noqa: S311 - nothing secret here

    def normal(self) -> float:
        """A draw from N(0, 1), four decimals."""
        return NORMAL[int(self.random() * _STEPS)]

    def pick(self, choices: Sequence[T]) -> T:
        """One of ``choices``, all equally likely."""
        return choices[int(self.random() * len(choices))]

    def exponential(self, mean: float) -> float:
        """A waiting time."""
        return -mean * math.log(1.0 - self.random())

    def weibull(self, scale: float, shape: float) -> float:
        """A life time; a shape below 1 means that many end early and a few last."""
        return scale * math.pow(-math.log(1.0 - self.random()), 1.0 / shape)

    def poisson(self, mean: float) -> int:
        """A count of rare events; above 60 through the normal distribution."""
        if mean > 60:
            return max(0, round(mean + math.sqrt(mean) * self.normal()))
        limit, count, product = math.exp(-mean), 0, self.random()
        while product > limit:
            count += 1
            product *= self.random()
        return count
