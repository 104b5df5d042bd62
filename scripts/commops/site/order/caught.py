"""What the rules see in posts and events that are not out yet, and which findings were accepted on purpose."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator

from commops.posting.dispatches import DROPPED
from commops.rule import load_rules, page_ids
from commops.site import public
from commops.site.edition import PUBLIC_STATUS
from commops.workspace import Workspace
from commops.workspace.times import date, instant
from commops.workspace.waivers import Waiver, waivers_of

_OUT = frozenset({"published", "archived", *DROPPED})
_DISCLOSING = ("relation-disclosed", "visible-ad-label", "undeclared-promotion")
_DAYS = 90


def caught(ws: Workspace) -> dict[str, int]:
    """How often each rule sees something in what is not out yet. Ask with ``ws.derive(caught)``.

    The files know no earlier findings: who mends a draft leaves no trace of it.
    """
    return _hits(ws, set(not_out(ws)), load_rules())


def not_out(ws: Workspace) -> Iterator[str]:
    """The files of posts that have not been published and of events that have not begun, but for private ones."""
    for post in ws.posts:
        if public.is_public(post) and post.status not in _OUT:
            yield post.source.path
    for event in ws.events:
        over = event.status in ("done", "cancelled", "running")
        if public.is_public(event) and not over and public.upcoming(ws, event.start):
            yield event.source.path


def disclosed(ws: Workspace) -> tuple[int, int]:
    """Of the public posts of the last 90 days that need a disclosure: how many make it, and how many there are.

    A post needs one when its file says so, or when a rule finds that its text should.
    """
    first = ws.as_of - dt.timedelta(days=_DAYS)
    recent = [
        post
        for post in public.posts(ws)
        if post.status in PUBLIC_STATUS and first < instant(post.date).astimezone(ws.zone).date() <= ws.as_of
    ]
    marked = {post.source.path for post in recent if post.disclosure or post.commercial}
    untold = _guilty(ws, {post.source.path for post in recent}, _DISCLOSING)
    return len(marked - untold), len(marked | untold)


def active_waivers(ws: Workspace) -> list[Waiver]:
    """Findings accepted on purpose whose end has not come, by rule and end."""
    found = [waiver for source in ws.sources.values() for waiver in waivers_of(source)]
    running = [one for one in found if one.until is None or date(one.until) >= ws.as_of]
    known = [one for one in running if one.rule in page_ids()]
    return sorted(known, key=lambda one: (one.rule, one.until or "9999", one.at.path))


def _hits(ws: Workspace, among: Collection[str], rules: Collection[str]) -> dict[str, int]:
    return dict(sorted(Counter(rule for rule, _ in _seen(ws, among, rules)).items()))


def _guilty(ws: Workspace, among: Collection[str], rules: Collection[str]) -> set[str]:
    return {path for _, path in _seen(ws, among, rules)}


def _seen(ws: Workspace, among: Collection[str], rules: Collection[str]) -> Iterator[tuple[str, str]]:
    """Rule and file of everything that is seen in these files; rules about one thing look at these things only."""
    known = load_rules()
    for name in sorted(rules):
        one = known[name]
        if one.each is None:
            yield from ((name, hit.at.path) for hit in one.check(ws) if hit.at.path in among)
        else:
            things = one.things(ws, among)
            yield from ((name, hit.at.path) for thing in things for hit in one.check(ws, thing) if hit.at.path in among)
