"""The time zone in which people of a channel read the clock."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from commops.workspace import Workspace


def zone_of(ws: Workspace, channel: str) -> ZoneInfo:
    """The channel's own zone, else the community's."""
    found = ws.get("channel", channel)
    try:
        return ZoneInfo(found.timezone) if found is not None and found.timezone else ws.zone
    except (ValueError, OSError, KeyError):
        return ws.zone
