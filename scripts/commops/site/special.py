"""What makes days and hours special: holidays and other days to know of, and the quiet hours of channels."""

from __future__ import annotations

import datetime as dt

from commops.posting.clocks import in_quiet_hours
from commops.posting.days import regions, specials
from commops.site import blocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, join, span
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


def quiet_channels(edition: Edition) -> list[public.Channel]:
    """The public channels in use that have quiet hours."""
    return [channel for channel in public.channels(edition.ws) if channel.status == "active" and channel.quiet_hours]


def quiet_share(edition: Edition, moment: dt.datetime) -> float:
    """Which share of an hour from ``moment`` on is quiet on at least one channel, in halves."""
    halves = (moment, moment + dt.timedelta(minutes=30))
    names = [channel.id for channel in quiet_channels(edition)]
    return sum(any(in_quiet_hours(edition.ws, name, at) for name in names) for at in halves) / 2


def quiet_note(edition: Edition) -> Child:
    """The quiet hours in words: each window once, with its channels."""
    windows: dict[str, list[str]] = {}
    for channel in quiet_channels(edition):
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
