"""Values that the schema of their file refuses."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("valid-value")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw."""
    yield from ws.faults("valid-value")
