"""Chats that are counted without telling the members."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace


@rule("counting-announced")
def check(ws: Workspace) -> Iterator[Hit]:
    """Each counted channel says how members were told; the rules, if there are any, hold the notice itself."""
    logs = [(channel, channel.log) for channel in ws.channels if channel.log is not None and channel.log["exportable"]]
    for channel, log in logs:
        if not log.get("consent_basis"):
            name = Text(pick(channel.name, "zh"), pick(channel.name, "en"))
            yield Hit(channel.at("log"), channel.id, {"channel": name})
    if logs and ws.rulebook is not None and ws.rulebook.statistics_notice is None:
        yield Hit(ws.rulebook.at("version"), None, case="notice")
