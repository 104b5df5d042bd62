"""Events at a place that do not say who looks after safety, and how."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.event_days import ANNOUNCED, first_day
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Event
from commops.workspace.settings import setting

_NAMES = {
    "lead": Text("安全负责人", "safety lead"),
    "first_aid": Text("急救安排", "first aid"),
    "insurance": Text("保险", "insurance"),
    "accessibility": Text("无障碍说明", "accessibility"),
    "code_of_conduct": Text("行为准则", "code of conduct"),
}


@rule("offline-safety", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """What is missing for an announced event that is not over, and for a planned one that is near."""
    if event.attendance_mode in (None, "online") or event.status not in (*ANNOUNCED, "planned"):
        return
    safety, venue = event.data.get("safety") or {}, event.data.get("venue") or {}
    missing = [key for key in ("lead", "first_aid", "insurance") if not safety.get(key)]
    missing += [] if venue.get("accessibility") else ["accessibility"]
    missing += [] if event.code_of_conduct else ["code_of_conduct"]
    if event.status == "planned":
        if not missing or (first_day(event) - ws.as_of).days > setting(ws, "safety_days"):
            return
    elif missing:
        # What the status itself demands is told as an error elsewhere.
        missing = [key for key in missing if key not in ("lead", "code_of_conduct")]
    if missing:
        names = [_NAMES[key] for key in missing]
        told = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        place = event.at("safety") if "safety" in event.data else event.at("attendance_mode")
        yield Hit(place, None, {"missing": told})
