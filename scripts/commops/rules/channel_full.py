"""Channels that are about to be full."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import Channel
from commops.workspace.duty import newest_counts
from commops.workspace.settings import setting


@rule("channel-full", each="channel")
def check(ws: Workspace, channel: Channel) -> Iterator[Hit]:
    """The newest member count against the capacity."""
    if channel.capacity is None or channel.status != "active":
        return
    day, members = ws.derive(newest_counts).get(channel.id, ("", 0))
    if members * 100 >= channel.capacity * setting(ws, "full_percent"):
        name = Text(pick(channel.name, "zh"), pick(channel.name, "en"))
        facts: dict[str, object] = {
            "channel": name,
            "members": members,
            "capacity": channel.capacity,
            "percent": round(members * 100 / channel.capacity),
            "day": day,
        }
        yield Hit(channel.at("capacity"), members, facts)
