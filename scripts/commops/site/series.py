"""The regular series of the community: when each comes, where, who hosts it, and its newest episode."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, public
from commops.site.cadence import cadence
from commops.site.edition import Edition
from commops.site.html import Child, Html, el, to_page
from commops.workspace._types import Programme


def section(edition: Edition) -> list[Html]:
    """What runs now, in the order of its names; nothing where nothing is public."""
    today = edition.ws.as_of.isoformat()
    shown = [one for one in edition.ws.programmes if public.is_public(one) and not _is_over(one, today)]
    if not shown:
        return []
    return [
        el("h2", edition.say("固定栏目", "Regular series"), id="series"),
        el("ul", *(el("li", *_one(edition, one)) for one in sorted(shown, key=lambda one: one.id)), class_="co-series"),
    ]


def _is_over(programme: Programme, today: str) -> bool:
    season = programme.season
    return bool(season and season.get("to") and season["to"] < today)


def _one(edition: Edition, programme: Programme) -> Iterator[Child]:
    when = f"{cadence(edition, programme.rrule)} {programme.time}"
    where = edition.names("channel", programme.channels)
    host = blocks.person(edition, programme.host) if edition.shows_team else ""
    yield el("p", el("b", edition.text(programme.name)), id=f"series-{programme.id}")
    yield el("p", " · ".join(filter(None, [when, where, host])), class_="co-meta")
    newest = [post for post in public.posts(edition.ws) if post.programme == programme.id][-1:]
    for post in newest:
        link = to_page(public.post_path(edition.ws, post), edition.t(post.title))
        yield el("p", edition.say("最近一期：", "Newest: "), link, class_="co-meta")
