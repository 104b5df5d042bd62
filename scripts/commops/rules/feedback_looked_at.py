"""Feedback that nobody has looked at for too long."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Feedback
from commops.workspace.settings import setting
from commops.workspace.times import date


@rule("feedback-looked-at", each="feedback")
def check(ws: Workspace, item: Feedback) -> Iterator[Hit]:
    """New and sorted items count from the day on which somebody last did something about them."""
    if item.status not in ("new", "triaged"):
        return
    touched = item.touched or item.received
    days = (ws.as_of - date(touched)).days
    if days > setting(ws, "feedback_days"):
        yield Hit(item.at("touched" if item.touched else "received"), touched, {"item": item.id, "days": days})
