"""What came of public posts: the interaction rate of each post and channel, and how it compares with the usual."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commops.site import public
from commops.site.edition import Edition
from commops.workspace import Workspace
from commops.workspace.times import instant

DAYS = 90
"""How far back results are looked at."""
ENOUGH = 5
"""Results that a median must stand on; the same as in the metric."""
_SHOWN = 30
"""Times a post was shown on a channel before its rate there means anything; the same as in the metric."""
_COUNTED = ("likes", "comments", "shares", "saves", "clicks")


@dataclass(frozen=True, slots=True)
class Rate:
    """Interactions per impression of a post on a channel, from the last reading."""

    post: public.Post
    channel: str
    day: dt.date
    """When it went out there, on the community's clock."""
    interactions: int
    impressions: int

    @property
    def value(self) -> float:
        """The interaction rate."""
        return self.interactions / self.impressions


def published(edition: Edition) -> list[tuple[public.Post, str, dt.datetime]]:
    """Public posts by public channel with the moment at which they went out, oldest first."""
    return edition.ws.derive(_published)


def _published(ws: Workspace) -> list[tuple[public.Post, str, dt.datetime]]:
    zone, channels = ws.zone, {channel.id for channel in ws.channels if not public.is_public(channel)}
    found = [
        (post, row["channel"], instant(row["at"]).astimezone(zone))
        for post in public.posts(ws)
        for row in post.published or ()
        if row["channel"] not in channels
    ]
    return sorted((one for one in found if one[2].date() <= ws.as_of), key=lambda one: (one[2], one[0].id, one[1]))


def rates(edition: Edition) -> list[Rate]:
    """The rates of the last 90 days, in order of publication; what platforms did not report is left out, not 0."""
    since = edition.ws.as_of - dt.timedelta(days=DAYS - 1)
    found = []
    for post, channel, at in published(edition):
        rows = [row for row in post.results or () if row["channel"] == channel and row.get("impressions")]
        rows = [row for row in rows if any(name in row for name in _COUNTED)]
        rows = [row for row in rows if edition.local(instant(row["at"])).date() <= edition.ws.as_of]
        if rows and at.date() >= since:
            last = max(rows, key=lambda row: instant(row["at"]))
            counts = [last[name] for name in _COUNTED if name in last]  # type: ignore[literal-required]
            found.append(Rate(post, channel, at.date(), sum(counts), last["impressions"]))
    return found


def quartiles(values: Iterable[float]) -> tuple[float, float, float] | None:
    """Lower quartile, median and upper quartile as the metric takes them (quartiles by nearest rank)."""
    ordered = sorted(values)
    count = len(ordered)
    if count < ENOUGH:
        return None
    return (
        ordered[math.ceil(count / 4) - 1],
        statistics.median(ordered),
        ordered[math.ceil(3 * count / 4) - 1],
    )


def usual(found: Sequence[Rate]) -> dict[str, float]:
    """The median rate of each channel with enough results: what a post there is compared with."""
    channels = sorted({rate.channel for rate in found})
    values = {channel: [rate.value for rate in found if rate.channel == channel] for channel in channels}
    return {
        channel: middle for channel, of in values.items() if len(of) >= ENOUGH and (middle := statistics.median(of)) > 0
    }


@dataclass(frozen=True, slots=True)
class Score:
    """A post against what is usual on its channels: 1 is usual, 2 is twice that."""

    post: public.Post
    times: float
    channels: int


def scores(found: Sequence[Rate]) -> list[Score]:
    """Every post that was shown often enough on a channel with a usual; the best first, ties by date and id."""
    known = usual(found)
    posts: dict[str, list[Rate]] = {}
    for rate in found:
        if rate.channel in known and rate.impressions >= _SHOWN:
            posts.setdefault(rate.post.id, []).append(rate)
    made = [
        Score(rows[0].post, statistics.median(row.value / known[row.channel] for row in rows), len(rows))
        for rows in posts.values()
    ]
    return sorted(made, key=lambda score: (-score.times, score.post.date, score.post.id))
