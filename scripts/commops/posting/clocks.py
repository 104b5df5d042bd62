"""The clocks that the people of a channel read, and whether it is a quiet hour on them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from commops.posting.calendar import is_quiet
from commops.workspace import Workspace


def zone_of(ws: Workspace, channel: str) -> ZoneInfo:
    """The channel's own zone, else the community's."""
    found = ws.get("channel", channel)
    try:
        return ZoneInfo(found.timezone) if found is not None and found.timezone else ws.zone
    except (ValueError, OSError, KeyError):
        return ws.zone


def in_quiet_hours(ws: Workspace, channel: str, at: dt.datetime) -> bool:
    """Whether a time lies in the quiet hours of a channel, on the channel's clocks."""
    found = ws.get("channel", channel)
    local = at.astimezone(zone_of(ws, channel))
    return found is not None and any(is_quiet(local, window) for window in found.quiet_hours or ())
