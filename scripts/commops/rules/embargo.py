"""Posts that would go out before they may, or about an event that is not decided or does not take place."""

from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.posting.dispatches import dispatches_of
from commops.posting.naming import called, named
from commops.posting.outlook import is_pending
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.times import instant

_READY = frozenset(["approved", "scheduled"])


@rule("embargo", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each planned time against the post's own embargo; a post that is ready against its event."""
    if not is_pending(post):
        return
    if post.embargo_until is not None:
        yield from _early(ws, post, post.embargo_until)
    if post.event is not None and post.status in _READY:
        event = ws.get("event", post.event)
        # A notice is how people learn that an event is off.
        off = event is not None and event.status in ("cancelled", "postponed") and post.kind_ != "notice"
        if off or (event is not None and event.status == "idea"):
            facts: dict[str, object] = {"event": called(event), "file": event.source.path}
            yield Hit(post.at("event"), post.event, facts, case=event.status)


def _early(ws: Workspace, post: Post, text: str) -> Iterator[Hit]:
    try:
        until = instant(text).astimezone(ws.zone)
    except ValueError:
        return
    seen: set[Route] = set()
    for one in dispatches_of(ws, post):
        if one.at.timestamp() < until.timestamp() and one.route not in seen:
            seen.add(one.route)
            facts: dict[str, object] = {"channel": named(ws, "channel", one.channel), "until": f"{until:%m-%d %H:%M}"}
            yield Hit(one.place, f"{one.at:%m-%d %H:%M}", facts)
