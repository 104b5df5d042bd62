"""Two posts that follow each other too closely on one channel."""

from collections.abc import Iterator
from itertools import pairwise

from commops.findings import Hit
from commops.posting.naming import called, named
from commops.posting.outlook import by_channel
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.settings import setting


@rule("posts-apart")
def check(ws: Workspace) -> Iterator[Hit]:
    """Neighbours in time on each channel; the hit lies in the later post, unless only the earlier one can be moved."""
    shortest = setting(ws, "min_gap_minutes")
    for channel, posts in ws.derive(by_channel).items():
        for first, second in pairwise(posts):
            # Instants, since clocks on the wall may have been changed in between.
            apart = (second.at.timestamp() - first.at.timestamp()) / 60
            if apart >= shortest or not (first.pending or second.pending):
                continue
            moved, other = (second, first) if second.pending else (first, second)
            facts: dict[str, object] = {
                "channel": named(ws, "channel", channel),
                "minutes": int(apart),
                "limit": shortest,
                "other": called(other.post),
                "file": other.post.source.path,
                "time": f"{other.at:%H:%M}",
            }
            yield Hit(moved.place, moved.at.isoformat(timespec="minutes"), facts)
