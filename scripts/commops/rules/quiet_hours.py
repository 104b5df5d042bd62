"""Posts planned for the quiet hours of one of their channels."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from commops.findings import Hit, Route
from commops.posting.dispatches import dispatches_of
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.times import minutes

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@rule("quiet-hours", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each planned time of a post, read on the community's clocks, against the quiet hours of its channel."""
    seen: set[Route] = set()
    for one in dispatches_of(ws, post):
        channel = ws.get("channel", one.channel)
        if not one.pending or channel is None or one.route in seen:
            continue
        window = next((window for window in channel.quiet_hours or () if is_quiet(one.at, window)), None)
        if window is not None:
            seen.add(one.route)
            hours = f"{window['from']}\u2013{window['to']}"
            facts: dict[str, object] = {"time": f"{one.at:%H:%M}", "hours": hours, "channel": one.channel}
            yield Hit(one.place, one.at.isoformat(timespec="minutes"), facts)


def is_quiet(local: dt.datetime, window: dict[str, Any]) -> bool:
    """Whether a time lies in a window such as 22:30 to 08:00; ``days`` are those on which the window begins.

    The end is no longer quiet. A window whose two ends are equal lasts the whole day.
    """
    start, end, now = minutes(window["from"]), minutes(window["to"]), local.hour * 60 + local.minute
    days = window.get("days") or _WEEKDAYS
    today, yesterday = _WEEKDAYS[local.weekday()] in days, _WEEKDAYS[local.weekday() - 1] in days
    if start < end:
        return today and start <= now < end
    return (today and now >= start) or (yesterday and now < end)
