"""Files beside the community's things that no kind of file claims."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("known-kind")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw."""
    yield from ws.faults("known-kind")
