"""Posts planned for the quiet hours of one of their channels."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from commops.findings import Hit, Route
from commops.posting.calendar import is_quiet
from commops.posting.dispatches import dispatches_of
from commops.posting.naming import called
from commops.posting.outlook import is_pending
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("quiet-hours", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each planned time of a post, read on the clocks of its channel, against the quiet hours there."""
    if not is_pending(post):
        return
    seen: set[Route] = set()
    for one in dispatches_of(ws, post):
        channel = ws.get("channel", one.channel)
        if channel is None or not channel.quiet_hours or one.route in seen:
            continue
        local = one.at.astimezone(ZoneInfo(channel.timezone)) if channel.timezone else one.at
        window = next((window for window in channel.quiet_hours if is_quiet(local, window)), None)
        if window is not None:
            seen.add(one.route)
            hours = f"{window['from']}\u2013{window['to']}"
            facts: dict[str, object] = {"time": f"{local:%H:%M}", "hours": hours, "channel": called(channel)}
            facts["zone"] = channel.timezone or ""
            case = "elsewhere" if channel.timezone else ""
            yield Hit(one.place, one.at.isoformat(timespec="minutes"), facts, case=case)
