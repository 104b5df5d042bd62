"""Files that cannot be read at all: broken YAML, wrong encoding, hidden characters, links."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("readable-file")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw."""
    yield from ws.faults("readable-file")
