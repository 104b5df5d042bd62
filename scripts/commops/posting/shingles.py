"""How much two texts have in common, and which texts of many are nearly the same, without comparing all pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import TypeAlias

from commops.patterns import lazy

_SIZE = 4
_TINY = 1e-9
_ADDRESS = lazy(r"https?://[!-~]+")
_NO_WORDS = lazy(r"[\W_]+")
Shingles: TypeAlias = Set[str]


def shingles(text: str) -> Shingles:
    """Every run of four letters, digits or characters of the text, without case, other signs and web addresses.

    Two texts of the same words are the same, however they are punctuated and wherever they link to.
    """
    plain = _NO_WORDS.sub("", _ADDRESS.sub(" ", text).casefold())
    return {plain[start : start + _SIZE] for start in range(len(plain) - _SIZE + 1)}


def likeness(one: Shingles, other: Shingles) -> float:
    """Jaccard index: what two texts share, as a part of all they have; 0 for two empty ones."""
    shared = len(one & other)
    both = len(one) + len(other) - shared
    return shared / both if both else 0.0


def alike(sets: Sequence[Shingles], least: float) -> Iterator[tuple[int, int, float]]:
    """Every pair of positions ``(earlier, later)`` whose likeness is at least ``least`` (above 0), and the likeness.

    Exact, by prefix filtering (Chaudhuri et al. 2006; Bayardo et al. 2007): in any fixed order of shingles, here the
    rarest first, two sets that are alike share one among the first ``n - ceil(least * n) + 1`` of each.
    """
    known: set[str] = set()
    shared: set[str] = set()
    for own in sets:
        shared |= own & known
        known |= own
    # Nearly every text has too little in common with all the others taken together.
    hopeful = [number for number, own in enumerate(sets) if own and len(own & shared) >= least * len(own) - _TINY]
    often = Counter(one for number in hopeful for one in sets[number])
    seen: dict[str, list[int]] = {}
    for later in hopeful:
        own = sets[later]
        first = sorted(own, key=lambda one: (often[one], one))[: len(own) - math.ceil(least * len(own) - _TINY) + 1]
        for earlier in sorted({earlier for one in first for earlier in seen.get(one, ())}):
            # Sizes too different cannot be alike, and are ruled out without a comparison.
            small, big = sorted((len(own), len(sets[earlier])))
            if small >= least * big - _TINY and (value := likeness(own, sets[earlier])) >= least - _TINY:
                yield earlier, later, value
        for one in first:
            seen.setdefault(one, []).append(later)
