"""Points that can be had without end or for money, and rewards that cost more than there is."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import MemberProgramme


@rule("fair-points", each="member-programme")
def check(_ws: Workspace, programme: MemberProgramme) -> Iterator[Hit]:
    """Each action needs a cap and must not be a payment; all rewards together must fit the budget."""
    for number, action in enumerate(programme.points):
        if action["points"] <= 0:
            continue
        name = action.get("name", action["action"])
        facts: dict[str, object] = {"action": Text(pick(name, "zh"), pick(name, "en"))}
        if "daily_cap" not in action:
            yield Hit(programme.at("points", number, "action"), action["action"], facts)
        if action.get("kind") in ("purchase", "donate"):
            yield Hit(programme.at("points", number, "kind"), action["action"], facts, case="paid")
    yield from _budget(programme)


def _budget(programme: MemberProgramme) -> Iterator[Hit]:
    budget = programme.budget
    if budget is None:
        return
    worth = [
        reward["value"]["amount"] * reward["stock"]
        for reward in programme.redemption or ()
        if "value" in reward and reward["value"]["currency"] == budget["currency"]
    ]
    if sum(worth) > budget["amount"]:
        facts: dict[str, object] = {
            "worth": f"{sum(worth):g}",
            "budget": f"{budget['amount']:g}",
            "currency": budget["currency"],
        }
        yield Hit(programme.at("budget", "amount"), budget["amount"], facts, case="budget")
