"""What makes days and hours special: holidays and other days to know of, and the quiet hours of channels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from commops.posting.calendar import is_quiet
from commops.posting.clocks import zone_of
from commops.posting.days import regions, specials
from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, span
from commops.workspace import Workspace
from commops.workspace.hours import WEEKDAYS
from commops.workspace.times import date


def names(edition: Edition, day: dt.date) -> list[tuple[str, str]]:
    """Kind and name of everything that sets a day apart, a name once; the day the community began is one of them."""
    found = [(one.kind, edition.t(one.told)) for one in specials(day, regions(edition.ws))]
    profile = edition.ws.profile
    if profile is not None and profile.founded:
        began = date(profile.founded)
        years = day.year - began.year
        if years > 0 and (day.month, day.day) == (began.month, began.day):
            found.append(("own", edition.say(f"{edition.name} {years} 周年", f"{edition.name} turns {years}")))
    return list({name: (kind, name) for kind, name in reversed(found)}.values())[::-1]


def labels(edition: Edition, day: dt.date) -> Html:
    """The names of a day as small labels."""
    return join(*(span(f"co-day co-day--{kind}", name) for kind, name in names(edition, day)))


def quiet_channels(ws: Workspace) -> list[public.Channel]:
    """The public channels in use that have quiet hours."""
    return [channel for channel in public.channels(ws) if channel.status == "active" and channel.quiet_hours]


def quiet_share(edition: Edition, moment: dt.datetime) -> float:
    """Which share of an hour from ``moment`` on is quiet on at least one channel, in halves."""
    clocks = edition.ws.derive(_quiet_clocks)
    halves = (moment, moment + dt.timedelta(minutes=30))
    return sum(any(is_quiet(at.astimezone(zone), window) for zone, window in clocks) for at in halves) / 2


def _quiet_clocks(ws: Workspace) -> list[tuple[ZoneInfo, Mapping[str, Any]]]:
    """The quiet hours of all channels, each once. Ask with ``ws.derive``."""
    found: dict[str, tuple[ZoneInfo, Mapping[str, Any]]] = {}
    for channel in quiet_channels(ws):
        zone = zone_of(ws, channel.id)
        for row in channel.quiet_hours or ():
            found.setdefault(f"{zone.key} {sorted(row.items())}", (zone, row))
    return list(found.values())


def quiet_note(edition: Edition) -> Child:
    """The quiet hours in words: each window once, with its channels."""
    windows: dict[str, list[str]] = {}
    for channel in quiet_channels(edition.ws):
        zone = f" ({channel.timezone})" if channel.timezone and channel.timezone != str(edition.ws.zone) else ""
        for row in channel.quiet_hours or ():
            days = edition.list(edition.weekday(WEEKDAYS.index(day)) for day in row.get("days") or ())
            window = f"{days} {row['from']}–{row['to']}{zone}".strip()
            windows.setdefault(window, []).append(edition.of("channel", channel.id))
    if not windows:
        return None
    told = [
        join(el("b", window), edition.say("：", ": "), edition.list(channels)) for window, channels in windows.items()
    ]
    head = edition.say("免打扰时段（☾）", "Quiet hours (☾)")
    return blocks.fold(head, blocks.bullets(told, "co-small"))
