"""Prize draws that nobody can recompute: no hash of a seed in time, or winners that the seed does not give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commops.findings import Hit
from commops.raffles.draw import doubts, draw, entries_hash, repeated, sha256
from commops.raffles.terms import day_of, is_draft, on_the_spot, started
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Raffle
from commops.workspace.times import instant

if TYPE_CHECKING:
    from commops.workspace._shapes import RaffleCommit, RaffleResult


@rule("raffle-draw", each="raffle")
def check(ws: Workspace, raffle: Raffle) -> Iterator[Hit]:
    """The commitment while entries are open, and the result against the seed once it is drawn."""
    if is_draft(ws, raffle) or on_the_spot(raffle):
        return
    commit, closes = raffle.commit, raffle.entry_closes or raffle.draw_at
    if commit is None:
        if started(ws, raffle) or (closes and day_of(ws, closes) <= ws.as_of):
            yield Hit(raffle.at("draw_method"), raffle.id, {"closes": closes or ""})
        return
    if closes and instant(commit["published_at"]) >= instant(closes):
        facts: dict[str, object] = {"closes": closes}
        yield Hit(raffle.at("commit", "published_at"), commit["published_at"], facts, case="late")
    if raffle.result:
        yield from _result(raffle, raffle.result, commit)


def _result(raffle: Raffle, result: RaffleResult, commit: RaffleCommit) -> Iterator[Hit]:
    seed, entries = result["seed"], result.get("entries")
    if sha256(seed) != commit["seed_hash"]:
        yield Hit(raffle.at("result", "seed"), raffle.id, case="seed")
        return
    winners = [(row["member"], row["prize"]) for row in result["winners"]]
    quantities = [prize.get("quantity", 0) for prize in raffle.prizes or ()]
    if entries is None and "entries_hash" not in result:
        yield Hit(raffle.at("result"), raffle.id, case="no-entries")
    if entries is not None:
        twice = repeated(entries)
        listed = result.get("entries_hash", entries_hash(entries)) == entries_hash(entries)
        if twice or len(entries) != result["entries_count"] or not listed:
            yield Hit(raffle.at("result", "entries"), raffle.id, {"twice": ", ".join(twice[:3])}, case="entries")
            return
        right = sorted((win.entry, win.prize) for win in draw(seed, entries, quantities))
        wrong = sorted(set(winners) - set(right)) if sorted(winners) != right else None
        if wrong is not None:
            member = wrong[0][0] if wrong else next(win[0] for win in right if win not in winners)
            yield Hit(raffle.at("result", "winners"), member, {"member": member}, case="winners")
    elif next(doubts(seed, winners, quantities), None):
        yield Hit(raffle.at("result", "winners"), raffle.id, case="order")
