"""How much two texts have in common, and which texts of many are nearly the same, without comparing all pairs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

_SIZE = 4
_NO_WORDS = re.compile(r"[\W_]+")
Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """Every run of four letters, digits or characters of the text; what stands between them and case do not count."""
    plain = _NO_WORDS.sub("", text.casefold())
    return frozenset(plain[start : start + _SIZE] for start in range(len(plain) - _SIZE + 1))


def likeness(one: Shingles, other: Shingles) -> float:
    """Jaccard index: what two texts share, as a part of all they have; 0 for two empty ones."""
    shared = len(one & other)
    both = len(one) + len(other) - shared
    return shared / both if both else 0.0


def alike(sets: Sequence[Shingles], least: float) -> Iterator[tuple[int, int, float]]:
    """Every pair of positions ``(earlier, later)`` whose likeness is at least ``least`` (above 0), and the likeness.

    Exact, by prefix filtering (Chaudhuri et al. 2006; Bayardo et al. 2007): in any fixed order of shingles two sets
    that are alike share one among the first ``n - ceil(least * n) + 1`` of each.
    """
    seen: dict[str, list[int]] = {}
    for later, own in enumerate(sets):
        if not own:
            continue
        first = sorted(own)[: len(own) - math.ceil(least * len(own) - 1e-9) + 1]
        near = {earlier for one in first for earlier in seen.get(one, ())}
        for earlier in sorted(near):
            # Sizes too different cannot be alike, and are ruled out without a comparison.
            small, big = sorted((len(own), len(sets[earlier])))
            if small >= least * big - 1e-9 and (value := likeness(own, sets[earlier])) >= least - 1e-12:
                yield earlier, later, value
        for one in first:
            seen.setdefault(one, []).append(later)
