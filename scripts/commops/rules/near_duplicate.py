"""Posts that say nearly the same as another one of the last weeks."""

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from commops.findings import Hit
from commops.posting.dispatches import Dispatch
from commops.posting.naming import called
from commops.posting.outlook import outlook
from commops.posting.shingles import alike, shingles
from commops.rule import rule
from commops.texts import LANGS, pick
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.settings import setting

_DAYS = dt.timedelta(days=30)
_AHEAD = dt.timedelta(days=60)
"""How far ahead a post is compared; later ones are when their time comes nearer."""
_FEWEST = 20
"""Shingles of a text that is long enough to be called a copy."""


@rule("near-duplicate")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each pending post of the next two months once, with the most similar post of the thirty days before it."""
    until = ws.as_of + _AHEAD
    first: dict[str, Dispatch] = {}
    for one in ws.derive(outlook):
        if one.at.date() <= until:
            first.setdefault(one.post.id, one)
    pending = {name: one for name, one in first.items() if one.pending and one.at.date() >= ws.as_of - _DAYS}
    if not pending:
        return
    begin = next(iter(pending.values())).at - _DAYS
    near = [one for one in first.values() if one.at >= begin]
    sets = [shingles(_text(one.post)) for one in near]
    sets = [own if len(own) >= _FEWEST else set() for own in sets]
    best: dict[int, tuple[float, int]] = {}
    for earlier, later, value in alike(sets, setting(ws, "duplicate_percent") / 100):
        if near[later].post.id in pending and near[later].at - near[earlier].at < _DAYS:
            best[later] = max(best.get(later, (0.0, 0)), (value, earlier))
    for later, (value, earlier) in sorted(best.items()):
        other = near[earlier].post
        facts: dict[str, object] = {
            "percent": int(100 * value + 1e-9),
            "other": called(other),
            "file": other.source.path,
            "day": f"{near[earlier].at:%m-%d}",
        }
        yield Hit(near[later].post.at("title"), other.id, facts)


def _text(post: Post) -> str:
    """The words of a post: its body, else what its variants say; without a body the title is all there is."""
    bodies = [post.body] if post.body.strip() else [one.get("body", "") for one in (post.variants or {}).values()]
    return "\n".join(chain((pick(post.title, lang) for lang in LANGS if not any(bodies)), bodies))
