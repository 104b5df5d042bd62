"""Four weeks of posts whose mix of pillars is far from the targets, or that are nearly all of one kind."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.naming import called
from commops.posting.outlook import is_dropped
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.settings import setting
from commops.workspace.shape.choices import choices
from commops.workspace.shape.schemas import schema

_ENOUGH = 8
"""With fewer posts than these a single one moves the shares by more than ten points."""
_HALF = dt.timedelta(days=14)


@rule("pillar-mix")
def check(ws: Workspace) -> Iterator[Hit]:
    """The pillar that is furthest off, and the commonest kind, over two weeks back and two weeks ahead."""
    first, last = ws.as_of - _HALF + dt.timedelta(days=1), ws.as_of + _HALF
    posts = [post for post in ws.posts if first.isoformat() <= post.data["date"][:10] <= last.isoformat()]
    posts = [post for post in posts if not is_dropped(post)]
    yield from _pillars(ws, [post for post in posts if post.pillar], first, last)
    yield from _kinds(ws, [post for post in posts if post.kind_], first, last)


def _pillars(ws: Workspace, posts: list[Post], first: dt.date, last: dt.date) -> Iterator[Hit]:
    if len(posts) < _ENOUGH or not ws.pillars:
        return
    counts = Counter(post.pillar for post in posts)
    off = {pillar.id: 100 * counts[pillar.id] / len(posts) - 100 * pillar.share_target for pillar in ws.pillars}
    worst = max(ws.pillars, key=lambda pillar: (abs(off[pillar.id]), off[pillar.id]))
    if abs(off[worst.id]) > setting(ws, "mix_points"):
        facts: dict[str, object] = {
            "pillar": called(worst),
            "share": round(100 * counts[worst.id] / len(posts)),
            "target": round(100 * worst.share_target),
            "count": counts[worst.id],
            "posts": len(posts),
            "from": first,
            "to": last,
        }
        yield Hit(worst.at("share_target"), worst.id, facts)


def _kinds(ws: Workspace, posts: list[Post], first: dt.date, last: dt.date) -> Iterator[Hit]:
    if len(posts) < _ENOUGH or ws.pillar_list is None:
        return
    kind, count = Counter(post.kind_ or "" for post in posts).most_common(1)[0]
    share, limit = 100 * count / len(posts), setting(ws, "kind_percent")
    if share > limit:
        facts: dict[str, object] = {
            "kind": _label(kind),
            "share": round(share),
            "count": count,
            "posts": len(posts),
            "limit": limit,
            "from": first,
            "to": last,
        }
        yield Hit(ws.pillar_list.at("pillars"), kind, facts, case="kind")


def _label(kind: str) -> Text:
    """What people call a kind of post."""
    return choices(schema("post.schema.json").schema["definitions"]["post-kind"])[kind]
