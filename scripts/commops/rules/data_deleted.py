"""Registration data whose time is over and whose deletion nobody recorded."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event


@rule("data-deleted", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """``data_kept_until`` has passed and the privacy ledger names no deletion for the event."""
    registration = event.data.get("registration")
    # Dates compare as text; nearly all events are done with here.
    if registration is None or registration["data_kept_until"] >= ws.as_of.isoformat():
        return
    if event.id not in ws.derive(_deleted):
        yield Hit(event.at("registration", "data_kept_until"), registration["data_kept_until"])


def _deleted(ws: Workspace) -> frozenset[str]:
    rows = (ws.privacy.deletions or ()) if ws.privacy else ()
    return frozenset(row["event"] for row in rows if "event" in row)
