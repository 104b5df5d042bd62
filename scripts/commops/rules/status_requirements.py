"""Keys that a post or an event needs for the status it claims."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("status-requirements")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw."""
    yield from ws.faults("status-requirements")
