"""Announced events without a post on the days on which people need one, from two weeks before to the day after."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from commops.findings import Hit
from commops.posting.dispatches import DROPPED, dispatches_of
from commops.posting.event_days import ANNOUNCED, first_day, last_day
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Event, Post
from commops.workspace.settings import setting


class Need(NamedTuple):
    """A post that should exist between two days."""

    name: Text
    first: dt.date
    last: dt.date


@rule("promo-pattern")
def check(ws: Workspace) -> Iterator[Hit]:
    """Events that are announced and near, against the days of the posts that belong to them."""
    near, tolerance = setting(ws, "promo_near_days"), setting(ws, "promo_tolerance_days")
    wanted = {}
    for event in ws.events:
        if event.status in ANNOUNCED and (last_day(event) - ws.as_of).days >= -1:
            begun = first_day(event) <= ws.as_of
            due = [need for need in needs(event, tolerance) if (need.last - ws.as_of).days <= near]
            # Once it has begun, announcements cannot be made up for.
            due = [need for need in due if need.last >= ws.as_of or not begun]
            if due:
                wanted[event.id] = event, due
    days = ws.derive(_days) if wanted else {}
    for name, (event, due) in wanted.items():
        lacking = [need.name for need in due if not any(need.first <= day <= need.last for day in days.get(name, ()))]
        if lacking:
            told = Text("、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking))
            yield Hit(event.at("promo_posts") if event.promo_posts else event.at("start"), None, {"missing": told})


def needs(event: Event, tolerance: int) -> Iterator[Need]:
    """The posts that an event needs. An announcement may come earlier, a reminder only in time."""
    start, end, one = first_day(event), last_day(event), dt.timedelta(days=1)
    slack = tolerance * one
    yield Need(Text("T-14 的预告", "the announcement at T-14"), dt.date.min, start - 14 * one + max(slack, 4 * one))
    yield Need(Text("T-7 的预告", "the post at T-7"), start - 7 * one - slack, start - 7 * one + slack)
    yield Need(Text("T-1 的提醒", "the reminder at T-1"), start - (1 + min(tolerance, 1)) * one, start - one)
    yield Need(Text("当天的内容", "the post of the day"), start, end)
    yield Need(Text("T+1 的回顾", "the thanks at T+1"), end + one, end + (1 + 2 * tolerance) * one)


def _days(ws: Workspace) -> Mapping[str, set[dt.date]]:
    """The days on which something about an event goes out, by event."""
    by_post: dict[str, set[str]] = {}
    for event in ws.events:
        if event.status in ANNOUNCED:
            for name in event.promo_posts or ():
                by_post.setdefault(name, set()).add(event.id)
    days: dict[str, set[dt.date]] = {}
    for post in ws.posts:
        about = by_post.get(post.id, set()) | ({post.event} if post.event else set())
        if about and post.status not in DROPPED:
            for name in about:
                days.setdefault(name, set()).update(_dates(ws, post))
    return days


def _dates(ws: Workspace, post: Post) -> Iterator[dt.date]:
    return (one.at.date() for one in dispatches_of(ws, post))
