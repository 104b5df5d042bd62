"""Times of posts whose offset nobody there has: winter time in summer, a skipped hour, a zone from elsewhere."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from commops.findings import Hit, Route
from commops.posting.calendar import offset_fault
from commops.posting.dispatches import planned
from commops.posting.outlook import is_pending
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.times import instant


@rule("post-offset", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each planned time of a pending post against the zones of the community, the channel and whoever sends it."""
    if not is_pending(post):
        return
    seen: set[Route] = set()
    for channel in post.channels:
        route, text = planned(post.data, channel)
        if route in seen:
            continue
        seen.add(route)
        try:
            moment = instant(text)
        except ValueError:
            continue
        # The usual case first: the offset is the community's own.
        if moment.astimezone(ws.zone).utcoffset() == moment.utcoffset():
            continue
        zones = [ws.zone, *_other_zones(ws, post, channel)]
        faults = [(fault, zone) for zone in zones if (fault := offset_fault(moment, zone)) is not None]
        if len(faults) < len(zones):
            continue
        # A zone that has the offset at another time of the year is the likelier slip.
        case, zone = next((one for one in faults if one[0] != "foreign"), faults[0])
        local = moment.astimezone(zone).isoformat(timespec="minutes")
        yield Hit(post.at(*route), text, {"zone": zone.key, "local": local}, case=case)


def _other_zones(ws: Workspace, post: Post, channel: str) -> Iterator[ZoneInfo]:
    for thing in (ws.get("channel", channel), ws.get("person", post.owner), ws.get("person", post.author)):
        if thing is not None and thing.timezone:
            yield ZoneInfo(thing.timezone)
