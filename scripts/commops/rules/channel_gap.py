"""Channels in use on which nothing happens for too long, or less than promised next week."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.calendar import monday
from commops.posting.dispatches import Dispatch
from commops.posting.naming import called
from commops.posting.outlook import LOOK_BACK, by_channel, is_dropped
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Channel, Programme
from commops.workspace.settings import setting


@rule("channel-gap")
def check(ws: Workspace) -> Iterator[Hit]:
    """The gap around today on each active channel that has posts at all, and the posts of next week."""
    limit, today = setting(ws, "gap_days"), ws.as_of
    planned = ws.derive(by_channel)
    for channel in ws.channels:
        if channel.status != "active":
            continue
        posts = planned.get(channel.id, [])
        before = [day for one in posts if (day := one.at.date()) <= today and not one.pending]
        after = [day for one in posts if (day := one.at.date()) >= today and one.pending]
        last = max(before) if before else _earlier(ws, channel) if limit > LOOK_BACK.days or not posts else None
        yield from _gap(ws, channel, last, min(after, default=None), limit)
        yield from _next_week(ws, channel, posts)


def _gap(ws: Workspace, channel: Channel, last: dt.date | None, coming: dt.date | None, limit: int) -> Iterator[Hit]:
    # The episodes of a programme count, although not each of them is written down as a post.
    if last is None or any(_period(one) <= limit for one in _programmes(ws, channel, ws.as_of, ws.as_of)):
        return
    days = ((coming or ws.as_of) - last).days
    if days > limit:
        facts: dict[str, object] = {
            "channel": called(channel),
            "from": last,
            "to": coming,
            "limit": limit,
            "days": days,
        }
        yield Hit(channel.at("id"), channel.id, facts, case="" if coming is None else "planned")


def _next_week(ws: Workspace, channel: Channel, posts: list[Dispatch]) -> Iterator[Hit]:
    """Fewer posts than ``min_per_week`` in a week that is planned: the channel has posts in or after it."""
    least = (channel.frequency or {}).get("min_per_week") or 0
    first = monday(ws.as_of) + dt.timedelta(days=7)
    last = first + dt.timedelta(days=6)
    days = [one.at.date() for one in posts]
    if not least or not any(day >= first for day in days):
        return
    count = sum(first <= day <= last for day in days) + _regular(ws, channel, first, last)
    if count < least:
        facts: dict[str, object] = {
            "channel": called(channel),
            "from": first,
            "to": last,
            "count": count,
            "limit": least,
        }
        yield Hit(channel.at("frequency", "min_per_week"), least, facts, case="week")


def _regular(ws: Workspace, channel: Channel, first: dt.date, last: dt.date) -> int:
    """Episodes of weekly and daily programmes that are due in the week, written already or not."""
    found = 0
    for programme in _programmes(ws, channel, first, last):
        parts = _parts(programme)
        if parts.get("INTERVAL", "1") == "1":
            found += {"DAILY": 7, "WEEKLY": parts.get("BYDAY", "").count(",") + 1}.get(parts.get("FREQ", ""), 0)
    return found


def _period(programme: Programme) -> int:
    """Most days between two episodes."""
    parts = _parts(programme)
    days = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31}.get(parts.get("FREQ", ""), 366)
    return days * int(parts.get("INTERVAL", "1"))


def _programmes(ws: Workspace, channel: Channel, first: dt.date, last: dt.date) -> Iterator[Programme]:
    """The programmes that run on the channel between two days."""
    for programme in ws.programmes:
        season = programme.season or {}
        if (
            channel.id in programme.channels
            and (programme.status or "active") == "active"
            and season.get("from", "") <= last.isoformat()
            and season.get("to", "9999") >= first.isoformat()
        ):
            yield programme


def _parts(programme: Programme) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in programme.rrule.split(";"))


def _earlier(ws: Workspace, channel: Channel) -> dt.date | None:
    """The day of the last post before the outlook; None if there never was one."""
    texts = [
        post.date[:10]
        for post in ws.posts
        if channel.id in post.channels and not is_dropped(post) and post.date[:10] <= ws.as_of.isoformat()
    ]
    return dt.date.fromisoformat(max(texts)) if texts else None
