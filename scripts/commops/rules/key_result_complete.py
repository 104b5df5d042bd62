"""Key results without a metric, a baseline, a target or a date."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("key-result-complete")
def check(ws: Workspace) -> Iterator[Hit]:
    """What the schema of strategies already saw."""
    yield from ws.faults("key-result-complete")
