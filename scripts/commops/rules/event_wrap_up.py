"""Events that are over but were not closed: still announced, or done without results or retro."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.event_days import COMMITTED, last_day
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event
from commops.workspace.settings import setting

_FORGOTTEN = 180
"""Nobody writes the retro of an event that ended more than so many days ago."""


@rule("event-wrap-up", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """The last day against today; results and retro are files beside the event."""
    if event.status not in COMMITTED and event.status != "done":
        return
    ended = last_day(event)
    since = (ws.as_of - ended).days
    if since <= 0:
        return
    if event.status != "done":
        yield Hit(event.at("status"), event.status, {"ended": ended, "status": event.status}, case="still-open")
        return
    if since > _FORGOTTEN:
        return
    for kind, case, days in (
        ("retro", "", setting(ws, "retro_days")),
        ("event-result", "results", setting(ws, "results_days")),
    ):
        if since > days and event.id not in ws.ids(kind):
            due = ended + dt.timedelta(days=days)
            yield Hit(event.at("status"), event.status, {"due": due, "days": days}, case=case)
