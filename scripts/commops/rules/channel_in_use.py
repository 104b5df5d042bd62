"""Posts for channels that are paused or archived."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import dispatches_of
from commops.posting.naming import called
from commops.posting.outlook import is_dropped
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Channel, Post


@rule("channel-in-use", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each such channel of a post that is still to go out, or is dated after the pause."""
    closed = ws.derive(_closed)
    if closed.keys().isdisjoint(post.data["channels"]) or is_dropped(post):
        return
    for one in dispatches_of(ws, post):
        channel = closed.get(one.channel)
        if channel is None:
            continue
        since = channel.status_since
        if one.pending or (since is not None and one.at.date().isoformat() > since):
            facts: dict[str, object] = {"channel": called(channel), "since": since}
            case = channel.status if since else f"{channel.status}-undated"
            yield Hit(post.at("channels", post.channels.index(one.channel)), channel.id, facts, case=case)


def _closed(ws: Workspace) -> dict[str, Channel]:
    return {channel.id: channel for channel in ws.channels if channel.status != "active"}
