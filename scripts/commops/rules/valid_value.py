"""Values that the schema of their file refuses."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("valid-value")
def check(ws: Workspace) -> Iterator[Hit]:
    """What reading already saw; that an id is not even written like one is for known-reference to tell."""
    yield from (hit for hit in ws.faults("valid-value") if not hit.facts.get("reference"))
