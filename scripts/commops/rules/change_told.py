"""Announced events whose time or place changes without a word to the people who meant to come."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.event_days import ANNOUNCED
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event

_TOLD = ("start", "end", "timezone", "attendance_mode", "venue", "online_url")
"""What people who meant to come have written down."""


@rule("change-told", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """Compared with the event before the change; one that is called off gives its reason instead."""
    before = ws.base.get("event", event.id) if ws.base else None
    if before is None or before.status not in ANNOUNCED or event.status not in ANNOUNCED:
        return
    key = next((key for key in _TOLD if before.data.get(key) != event.data.get(key)), None)
    if key is not None and len(event.changes or ()) <= len(before.changes or ()):
        place = event.at(key) if key in event.data else event.at("start")
        yield Hit(place, key, {"key": key})
