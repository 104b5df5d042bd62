"""Events that let in more people than their venue holds."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event


@rule("venue-capacity", each="event")
def check(_ws: Workspace, event: Event) -> Iterator[Hit]:
    """Expected people and places to sign up for, against the room; who signs up for both may watch from home."""
    room = (event.data.get("venue") or {}).get("capacity")
    if room is None or event.attendance_mode == "online" or event.status in ("done", "cancelled"):
        return
    expected = (event.data.get("safety") or {}).get("expected_max", 0)
    places = (event.data.get("registration") or {}).get("capacity", 0)
    if expected > room:
        yield Hit(event.at("safety", "expected_max"), expected, {"capacity": room})
    if places > room and event.attendance_mode != "mixed":
        yield Hit(event.at("registration", "capacity"), places, {"capacity": room}, case="places")
