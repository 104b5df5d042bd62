"""Prize draws whose published terms lack something that the law wants disclosed."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.raffles.terms import is_draft, missing
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Raffle


@rule("raffle-terms", each="raffle")
def check(ws: Workspace, raffle: Raffle) -> Iterator[Hit]:
    """All items that are missing, in one finding."""
    lacking = missing(raffle)
    if lacking and not is_draft(ws, raffle):
        told = Text("、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking))
        yield Hit(raffle.at("id"), raffle.id, {"missing": told, "count": len(lacking)})
