"""Terms of a prize draw that were changed, or that vanished, after people could rely on them."""

from collections.abc import Iterator, Mapping
from typing import Any

from commops.findings import Hit, Location
from commops.raffles.terms import FROZEN, started
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Raffle
from commops.workspace.shape.schemas import schema
from commops.workspace.shape.shapes import named
from commops.workspace.times import instant


@rule("raffle-frozen")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each draw that had started before the change, key by key; what can only please those who entered is let pass."""
    if ws.base is None:
        return
    for before in ws.base.raffles:
        after: Raffle | None = ws.get("raffle", before.id)
        if after is not None and after.source.raw == before.source.raw:
            continue
        if not started(ws.base, before):
            continue
        if after is None:
            if before.id not in ws.ids("raffle"):
                yield Hit(_gone(ws, before), before.id, case="deleted")
            continue
        root = schema("raffle.schema.json").schema
        changed = [key for key in FROZEN if not _harmless(key, before.data.get(key), after.data.get(key))]
        if changed:
            names = [named(root, (key,)) for key in changed]
            told = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
            place = next((after.at(key) for key in changed if key in after.data), after.at("id"))
            yield Hit(place, after.id, {"changed": told})


def _gone(ws: Workspace, before: Raffle) -> Location:
    """Where a deleted raffle is missed: at its event, else at its old path."""
    event = ws.get("event", before.event)
    if event is None:
        return Location(before.source.path, length=0)
    place: Location = event.at("raffle") if "raffle" in event.data else event.at("name")
    return place


def _harmless(key: str, before: Any, after: Any) -> bool:
    """Whether a change of one key leaves everybody who entered at least as well off."""
    if before == after:
        return True
    if key == "prizes":
        return _no_worse(before or [], after or [])
    if key == "entry_cost" and before and after:
        return bool(before["currency"] == after["currency"] and after["amount"] <= before["amount"])
    if key == "entry_closes" and before and after:
        return instant(after) >= instant(before)
    # What was missing may be added: the hash of the seed, a route without buying, a translation.
    return (before is None and key in ("commit", "no_purchase_route", "tax_note")) or _translated(before, after)


def _translated(before: Any, after: Any) -> bool:
    """Whether a text only gained a language."""
    if not isinstance(after, Mapping):
        return False
    if isinstance(before, str):
        return before in after.values()
    return isinstance(before, Mapping) and all(after.get(lang) == text for lang, text in before.items())


def _no_worse(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> bool:
    """Whether every prize is still there, as many and as valuable or more; new ones may follow."""
    if len(after) < len(before):
        return False
    for old, new in zip(before, after, strict=False):
        value, other = old.get("unit_value"), new.get("unit_value")
        if value is not None and (
            other is None or other["currency"] != value["currency"] or other["amount"] < value["amount"]
        ):
            return False
        if new.get("quantity", 0) < old.get("quantity", 0):
            return False
        for key in ("name", "category"):
            if old.get(key) is not None and old[key] != new.get(key) and not _translated(old[key], new.get(key)):
                return False
    return True
