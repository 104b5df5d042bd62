"""The gold list of a made-up log: which accounts were planted as spam and as paid praise."""

from __future__ import annotations

from commops.synth.people import FIRST_SHILL, FIRST_SPAMMER
from commops.synth.population import SHILLS, SPAMMERS
from commops.synth.recipe import Recipe


def spammers(recipe: Recipe) -> frozenset[int]:
    """The numbers (see ``people``) of the accounts that advertise."""
    if not recipe.spam_bursts:
        return frozenset()
    return frozenset(range(FIRST_SPAMMER, FIRST_SPAMMER + max(1, round(SPAMMERS * recipe.scale))))


def shills(recipe: Recipe) -> frozenset[int]:
    """The numbers of the accounts that praise for money."""
    return frozenset(range(FIRST_SHILL, FIRST_SHILL + SHILLS * len(recipe.shill_days)))
