"""Which event and which channel of the workspace a row belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commops.logs.channels import fold
from commops.tables.kind import Context, Record

if TYPE_CHECKING:
    from commops.workspace import Workspace


def known_events(ws: Workspace | None) -> dict[str, str]:
    """Folded id or name -> id of every event; a name that two events share means neither."""
    found: dict[str, str] = {}
    for event in sorted(ws.items("event"), key=lambda item: item.id) if ws else ():
        written = event.data.get("name")
        for name in written.values() if isinstance(written, dict) else [written]:
            if isinstance(name, str):
                found[fold(name)] = event.id if found.get(fold(name), event.id) == event.id else ""
    found |= {fold(event.id): event.id for event in (ws.items("event") if ws else ())}
    return {name: event for name, event in found.items() if event}


def event_of(record: Record, context: Context) -> str:
    """The id of the row's event: what its cell names, else what was given for the whole file; ``""`` for none."""
    written = record.text("event")
    return context.events.get(fold(written), "") if written and not context.event else context.event


def channel_of(record: Record, context: Context) -> str:
    """The id of the row's channel, likewise."""
    written = record.text("channel")
    return context.channels.get(fold(written), "") if written and not context.channel else context.channel
