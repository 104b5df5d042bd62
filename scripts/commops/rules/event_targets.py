"""Events that were decided on although nobody said what they should reach."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.event_days import COMMITTED
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event


@rule("event-targets", each="event")
def check(_ws: Workspace, event: Event) -> Iterator[Hit]:
    """At least one target that is more than nothing, from ``planned`` on."""
    if event.status not in COMMITTED and event.status != "done":
        return
    targets = event.targets or []
    if not targets:
        yield Hit(event.at("targets") if "targets" in event.data else event.at("status"), event.status)
    elif not any(target["value"] for target in targets):
        yield Hit(event.at("targets"), event.status, case="zero")
