"""Posts and events whose file name or folder shows another date than they have."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event, Post
from commops.workspace.times import in_zone

_DATED = lazy(r"(\d{4})-(\d{2})-(\d{2})-.")


@rule("dated-file-name")
def check(ws: Workspace) -> Iterator[Hit]:
    """A name without a date, a date other than the thing's, and a folder of another month."""
    for post in ws.posts:
        name, path = post.id, post.source.path
        # Nearly all of them are where they should be.
        if name[:10] != post.data["date"][:10] or not path.endswith(f"/{name[:4]}/{name[5:7]}/{name}.md"):
            yield from _post(ws, post, "/".join(path.split("/")[-3:-1]))
    for event in ws.events:
        if event.id[:10] != event.start[:10]:
            yield from _event(ws, event)


def _post(ws: Workspace, post: Post, folder: str) -> Iterator[Hit]:
    day = _day(ws, post.date)
    if not _DATED.match(post.id):
        yield Hit(post.at("date"), post.id, {"expected": f"{day}-{post.id}"}, case="undated")
    elif folder != f"{post.id[:4]}/{post.id[5:7]}":
        expected = f"{post.id[:4]}/{post.id[5:7]}"
        yield Hit(post.at("date"), folder, {"expected": expected}, case="folder")
    elif day is not None and post.id[:10] != day.isoformat():
        yield Hit(post.at("date"), post.date, {"day": day, "name": post.id[:10]})


def _event(ws: Workspace, event: Event) -> Iterator[Hit]:
    day = _day(ws, event.start)
    # An event that was moved keeps its folder, since sign-up pages and posts link to it.
    earlier = _day(ws, event.previous_start) if event.previous_start else None
    if not _DATED.match(event.id):
        yield Hit(event.at("start"), event.id, {"expected": f"{day}-{event.id}"}, case="undated")
    elif day is not None and event.id[:10] not in (day.isoformat(), str(earlier)):
        yield Hit(event.at("start"), event.start, {"day": day, "name": event.id[:10]}, case="event")


def _day(ws: Workspace, text: str) -> dt.date | None:
    try:
        return in_zone(text, ws.zone).date()
    except ValueError:
        return None
