"""Prizes that are worth more than a prize draw may give away."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.raffles.money import in_cny
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Raffle

_LIMIT = 50_000
"""CNY for the highest prize."""


@rule("prize-limit", each="raffle")
def check(_ws: Workspace, raffle: Raffle) -> Iterator[Hit]:
    """The value of one piece of each prize, in CNY."""
    for number, prize in enumerate(raffle.prizes or ()):
        value = prize.get("unit_value")
        worth = in_cny(value) if value else None
        if value and worth is not None and worth > _LIMIT:
            written = f"{value['amount']:,.0f} {value['currency']}"
            place = raffle.at("prizes", number, "unit_value")
            facts: dict[str, object] = {"about": f"{worth:,.0f}"}
            yield Hit(place, written, facts, case="" if value["currency"] == "CNY" else "abroad")
