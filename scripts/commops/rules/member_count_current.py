"""Channels whose members nobody counted in the last finished week."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.naming import called
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Channel
from commops.workspace.settings import setting
from commops.workspace.times import date


@rule("member-count-current", each="channel")
def check(ws: Workspace, channel: Channel) -> Iterator[Hit]:
    """Counted channels are those with a log or an earlier count; a community that counts nowhere is left alone."""
    if channel.status != "active" or ws.member_counts is None:
        return
    last = ws.derive(_last_counts).get(channel.id)
    if not last and not (channel.data.get("log") or {}).get("exportable"):
        return
    due = ws.as_of - dt.timedelta(days=setting(ws, "numbers_grace_days"))
    sunday = due - dt.timedelta(days=due.isoweekday() % 7)
    if not last or date(last) <= sunday - dt.timedelta(days=7):
        year, week, _ = sunday.isocalendar()
        facts: dict[str, object] = {"channel": called(channel), "week": f"{year}-W{week:02}", "last": last or ""}
        yield Hit(channel.at("id"), channel.id, facts, case="" if last else "never")


def _last_counts(ws: Workspace) -> dict[str, str]:
    """The day of the latest member count of each channel."""
    found: dict[str, str] = {}
    for row in ws.member_counts.snapshots if ws.member_counts else ():
        if row["date"] <= ws.as_of.isoformat():
            found[row["channel"]] = max(row["date"], found.get(row["channel"], ""))
    return found
