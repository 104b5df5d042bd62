"""Links that lead nowhere, somewhere else than they say, or where readers cannot follow."""

import re
from collections.abc import Iterator
from datetime import timedelta

from commops.findings import Hit, Location, Route
from commops.posting.links import Link, broken_in, fault_of, host_of, links_in, scan_in
from commops.posting.outlook import is_dropped, is_pending
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post

_RECENT = timedelta(days=30)
_SIGNS = (b"http", b"HTTP", b"](", "扫".encode(), "二维码".encode(), b"scan the")


@rule("sound-links", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Every address in keys and text of a post that is still to go out or went out in the last thirty days."""
    today = ws.as_of
    if not is_pending(post) and not (today - _RECENT).isoformat() <= post.data["date"][:10] <= today.isoformat():
        return
    if is_dropped(post) or not any(sign in post.source.raw for sign in _SIGNS):
        return
    own = frozenset(filter(None, [host_of(ws.profile.site_url or "")])) if ws.profile else frozenset()
    hidden = ws.derive(_hidden)
    found = False
    for link, route in _links(post):
        found = True
        case = fault_of(link, own)
        if case is None and _leads_to(link.to, hidden, own):
            case = "hidden"
        if case is not None:
            place = _place(post, link, route)
            yield Hit(place, link.to, {"label": link.label, "host": host_of(link.to)}, case=case)
    yield from _texts_at_fault(post, found)


def _links(post: Post) -> Iterator[tuple[Link, Route]]:
    """Every link and the route of the value that holds it; ``()`` is the body."""
    for number, row in enumerate(post.links or ()):
        yield Link("", row["url"], 0, len(row["url"])), ("links", number, "url")
    for channel, own in (post.variants or {}).items():
        if "link" in own:
            yield Link("", own["link"], 0, len(own["link"])), ("variants", channel, "link")
        for link in links_in(own.get("body", "")):
            yield link, ("variants", channel, "body")
    for link in links_in(post.body):
        yield link, ()


def _leads_to(address: str, hidden: frozenset[str], own: frozenset[str]) -> bool:
    """Whether an address on our own site, or a path in the repository, names one of these things."""
    host = host_of(address)
    if not hidden or (host not in own if host else ":" in address):
        return False
    parts = re.split(r"[?#]", address)[0].removesuffix(".md").split("/")
    return not hidden.isdisjoint(parts)


def _place(post: Post, link: Link, route: Route) -> Location:
    return (
        post.source.at_part(route, link.start, link.length) if route else post.source.at_body(link.start, link.length)
    )


def _texts_at_fault(post: Post, found: bool) -> Iterator[Hit]:
    """Broken Markdown, and a call to scan a code where there is nothing else to follow."""
    body = post.body
    for start, length in broken_in(body):
        yield Hit(post.source.at_body(start, length), body[start : start + length], case="broken")
    for channel, own in (post.variants or {}).items():
        for start, length in broken_in(own.get("body", "")):
            place = post.source.at_part(("variants", channel, "body"), start, length)
            yield Hit(place, own["body"][start : start + length], case="broken")
    if found:
        return
    if (scan := scan_in(body)) is not None:
        yield Hit(post.source.at_body(*scan), body[scan[0] : sum(scan)], case="qr")
    for channel, own in (post.variants or {}).items():
        if (scan := scan_in(own.get("body", ""))) is not None:
            place = post.source.at_part(("variants", channel, "body"), *scan)
            yield Hit(place, own["body"][scan[0] : sum(scan)], case="qr")


def _hidden(ws: Workspace) -> frozenset[str]:
    """Ids of posts and events that the site does not show. Ask with ``ws.derive``."""
    things = [*ws.posts, *ws.events]
    return frozenset(thing.id for thing in things if thing.data.get("visibility") == "private")
