"""Posts planned for the quiet hours of one of their channels."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from commops.findings import Hit, Route
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.times import in_zone, minutes

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# What went out cannot be unsent, and what was withdrawn never goes out.
_PAST = frozenset(["published", "archived", "rejected", "withdrawn"])


@rule("quiet-hours")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each planned time of a post, read on the community's clocks, against the quiet hours of its channel."""
    windows = {channel.id: channel.data.get("quiet_hours") or [] for channel in ws.channels}
    for post in ws.posts:
        if post.status in _PAST:
            continue
        seen: set[Route] = set()
        for channel in post.channels:
            route, text = _planned(post.data, channel)
            if not windows.get(channel) or route in seen:
                continue
            try:
                local = in_zone(text, ws.zone)
            except ValueError:
                continue
            for window in windows[channel]:
                if is_quiet(local, window):
                    seen.add(route)
                    hours = f"{window['from']}\u2013{window['to']}"
                    yield Hit(post.at(*route), text, {"time": f"{local:%H:%M}", "hours": hours, "channel": channel})
                    break


def _planned(post: dict[str, Any], channel: str) -> tuple[Route, str]:
    """Where it is written when a post goes out on a channel: its variant, the schedule, or the date of the post."""
    own = (post.get("variants") or {}).get(channel) or {}
    if "at" in own:
        return ("variants", channel, "at"), own["at"]
    key = "scheduled_at" if "scheduled_at" in post else "date"
    return (key,), post[key]


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
