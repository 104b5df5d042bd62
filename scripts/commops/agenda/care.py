"""What members wait for: answers to complaints and feedback; and procedures that are due for another look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.agenda.entries import Todo
from commops.agenda.names import sentence
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.settings import setting
from commops.workspace.times import date, in_zone


def todos(ws: Workspace) -> Iterator[Todo]:
    """Complaints and feedback without an answer, and procedures not reviewed for long."""
    reply = dt.timedelta(hours=setting(ws, "first_reply_hours"))
    settle, answer, review = (
        dt.timedelta(days=setting(ws, f"{name}_days")) for name in ("complaint", "feedback", "sop")
    )
    for complaint in ws.complaints:
        received = in_zone(complaint.received_at, ws.zone)
        if complaint.first_reply_at is None:
            what = Text(f"回复投诉 {complaint.id}", f"Answer complaint {complaint.id}")
            yield Todo((complaint.owner,), (received + reply).date(), what, complaint.at("received_at"))
        elif complaint.resolved_at is None:
            what = Text(f"处理完投诉 {complaint.id}", f"Settle complaint {complaint.id}")
            yield Todo((complaint.owner,), (received + settle).date(), what, complaint.at("received_at"))
    for item in ws.feedback:
        if item.status in ("new", "triaged"):
            what = sentence("答复反馈“{name}”", 'Answer the feedback "{name}"', item.title)
            day = date(item.touched or item.received) + answer
            yield Todo((item.owner,) if item.owner else (), day, what, item.at("status"))
    for sop in ws.sops:
        day = date(sop.reviewed) + review
        yield Todo(
            (sop.owner,),
            day,
            sentence("复查 SOP“{name}”", 'Review the procedure "{name}"', sop.name),
            sop.at("reviewed"),
        )
