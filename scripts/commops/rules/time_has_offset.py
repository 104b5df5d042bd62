"""Points in time without a time zone offset."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("time-has-offset")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw."""
    yield from ws.faults("time-has-offset")
