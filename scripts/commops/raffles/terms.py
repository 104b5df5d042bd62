"""What has to be disclosed before a prize draw starts, and when it counts as started.

The items are those of 规范促销行为暂行规定 (SAMR Order 32 of 2020) Article 13.
"""

from __future__ import annotations

import datetime as dt
import functools

from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Raffle
from commops.workspace.shape.schemas import schema
from commops.workspace.shape.shapes import named
from commops.workspace.times import instant

_ITEMS = (
    *("prize_kinds", "eligibility", "how_to_enter", "draw_at", "draw_method", "prizes"),
    *("claim_window", "claim_conditions", "claim_method", "delivery", "forfeiture", "organizer"),
)
FROZEN = (
    *_ITEMS,
    *("odds_or_quantity", "entry_opens", "entry_closes", "entry_cost", "entry_actions", "excluded", "draw_kind"),
    *("tax_note", "no_purchase_route", "commit"),
)
"""Keys that may not be changed to the disadvantage of those who entered."""
ON_THE_SPOT = ("现场", "当场", "即时", "即开", "刮", "on the spot", "scratch", "from a box")
"""Words of a draw method that tell a draw by hand; ``draw_kind`` decides where it is given."""

_SHOWN = frozenset({"announced", "open", "running", "done"})


def missing(raffle: Raffle) -> list[Text]:
    """The names of the items that are missing, in the order of the law; empty for complete terms."""
    data = raffle.data
    routes: list[tuple[str, ...]] = [(key,) for key in _ITEMS if not data.get(key)]
    if data.get("organizer") and not data["organizer"].get("contact"):
        routes.append(("organizer", "contact"))
    for key in ("category", "unit_value"):
        if any(key not in prize for prize in data.get("prizes") or ()):
            routes.append(("prizes", key))
    if not data.get("odds_or_quantity") and any("quantity" not in prize for prize in data.get("prizes") or ()):
        routes.append(("odds_or_quantity",))
    return [_label(route) for route in routes]


@functools.cache
def _label(route: tuple[str, ...]) -> Text:
    """What people call an item: the labels of its schema."""
    steps: list[str | int] = [route[0], 0, route[1]] if route[0] == "prizes" and len(route) > 1 else list(route)
    return named(schema("raffle.schema.json").schema, steps)


def is_draft(ws: Workspace, raffle: Raffle) -> bool:
    """Whether a raffle may still be incomplete: it says so, or its event is an idea; never once it has started."""
    if raffle.status == "cancelled":
        return True
    event = ws.get("event", raffle.event)
    idea = raffle.status is None and event is not None and event.status == "idea"
    return (idea or raffle.status == "draft") and not _opened(ws, raffle)


def started(ws: Workspace, raffle: Raffle) -> bool:
    """Whether people can rely on the terms: entries are open, or what was published says so."""
    if raffle.status == "cancelled":
        return False
    if _opened(ws, raffle) or raffle.status in ("published", "drawn"):
        return True
    event = ws.get("event", raffle.event)
    return raffle.entry_opens is None and event is not None and event.status in _SHOWN


def _opened(ws: Workspace, raffle: Raffle) -> bool:
    moments = (raffle.entry_opens, raffle.commit and raffle.commit["published_at"], raffle.draw_at)
    return any(day_of(ws, moment) <= ws.as_of for moment in moments if moment)


def day_of(ws: Workspace, moment: str) -> dt.date:
    """The day of a moment on the community's clocks."""
    return instant(moment).astimezone(ws.zone).date()


def on_the_spot(raffle: Raffle) -> bool:
    """Whether it is drawn by hand before those present: a seed would prove nothing then."""
    if raffle.draw_kind:
        return raffle.draw_kind == "on-the-spot"
    method = raffle.draw_method or ""
    texts = method.values() if isinstance(method, dict) else [method]
    return any(word in text.lower() for text in texts for word in ON_THE_SPOT)
