"""Channels on platforms whose limits nobody has looked up for a long time."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.platforms import platform, platform_name
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Channel
from commops.workspace.settings import setting


@rule("platform-facts-current", each="channel")
def check(ws: Workspace, channel: Channel) -> Iterator[Hit]:
    """The date of the row in schemas/platforms.yml, for channels in use."""
    row = platform(channel.platform)
    if row is None or not row.limits or channel.status != "active":
        return
    age = (ws.as_of - row.checked_on).days
    if age > setting(ws, "platform_facts_days"):
        facts: dict[str, object] = {
            "platform": platform_name(channel.platform),
            "checked": row.checked_on.isoformat(),
            "days": age,
        }
        yield Hit(channel.at("platform"), channel.platform, facts)
