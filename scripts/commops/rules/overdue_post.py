"""Posts that were to go out and did not."""

from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.posting.dispatches import dispatches_of
from commops.posting.naming import named
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("overdue-post", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each planned time of an approved or scheduled post on a day before today, without a record of publication."""
    if post.data.get("status") not in ("approved", "scheduled"):
        return
    out = {one["channel"] for one in post.published or ()}
    seen: set[Route] = set()
    for one in dispatches_of(ws, post):
        if one.at.date() < ws.as_of and one.channel not in out and one.route not in seen:
            seen.add(one.route)
            yield Hit(one.place, f"{one.at:%m-%d %H:%M}", {"channel": named(ws, "channel", one.channel)})
