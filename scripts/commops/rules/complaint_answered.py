"""Complaints that nobody has answered in time, that are still open, or whose first answer came late."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Complaint
from commops.workspace.settings import setting
from commops.workspace.times import instant

_REMEMBERED = dt.timedelta(days=30)
"""How long a late answer stays worth a warning after the complaint is settled."""


@rule("complaint-answered", each="complaint")
def check(ws: Workspace, complaint: Complaint) -> Iterator[Hit]:
    """The hours until the first answer, and the days until the end. Today counts from its first minute on."""
    now = dt.datetime.combine(ws.as_of, dt.time(), ws.zone)
    received = instant(complaint.received_at)
    settled = instant(complaint.resolved_at) if complaint.resolved_at else None
    if settled is not None and now - settled > _REMEMBERED:
        return
    limit, days = setting(ws, "first_reply_hours"), setting(ws, "complaint_days")
    replied = instant(complaint.first_reply_at) if complaint.first_reply_at else settled
    waited = int(((replied or now) - received) / dt.timedelta(hours=1))
    facts: dict[str, object] = {"complaint": complaint.id, "hours": waited, "limit": limit}
    if waited > limit:
        key = "received_at" if replied is None else "first_reply_at"
        yield Hit(complaint.at(key), waited, facts, case="" if replied is None else "late")
    elif settled is None and now - received > dt.timedelta(days=days):
        facts = {"complaint": complaint.id, "days": (now - received).days, "limit": days}
        yield Hit(complaint.at("received_at"), complaint.received_at, facts, case="open")
