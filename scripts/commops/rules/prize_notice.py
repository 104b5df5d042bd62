"""Prizes over 500 CNY that are drawn on the spot, without a place where claims are shown at once."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.raffles.money import in_cny
from commops.raffles.terms import is_draft, on_the_spot
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Raffle

_LIMIT = 500
"""CNY."""


@rule("prize-notice", each="raffle")
def check(ws: Workspace, raffle: Raffle) -> Iterator[Hit]:
    """The first prize over the limit of a draw on the spot that names no notice."""
    if raffle.live_notice or not on_the_spot(raffle) or is_draft(ws, raffle):
        return
    for number, prize in enumerate(raffle.prizes or ()):
        value = prize.get("unit_value")
        if value and (in_cny(value) or 0) > _LIMIT:
            written = f"{value['amount']:,.0f} {value['currency']}"
            yield Hit(raffle.at("prizes", number, "unit_value"), written)
            return
