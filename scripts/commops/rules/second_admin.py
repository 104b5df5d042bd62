"""Channels of some size that only one person can look after."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import Channel
from commops.workspace.duty import active_people, newest_counts
from commops.workspace.settings import setting


@rule("second-admin", each="channel")
def check(ws: Workspace, channel: Channel) -> Iterator[Hit]:
    """Owner and moderators who are active, for channels in use whose newest member count is known and big enough."""
    if channel.status != "active":
        return
    _, members = ws.derive(newest_counts).get(channel.id, ("", 0))
    if members < setting(ws, "second_admin_members"):
        return
    people = ws.derive(active_people)
    able = {name for name in (channel.owner, *(channel.moderators or ())) if name in people}
    if len(able) < 2:
        name = Text(pick(channel.name, "zh"), pick(channel.name, "en"))
        facts: dict[str, object] = {"channel": name, "members": members}
        yield Hit(channel.at("owner"), channel.owner, facts, case="" if able else "none")
