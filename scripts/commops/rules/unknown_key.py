"""Keys that the schema of their file does not know, most often a misspelt one."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("unknown-key")
def check(ws: Workspace) -> Iterator[Hit]:
    """What the schemas already saw, told apart by whether a known key looks alike, and whether it is there too."""
    for hit in ws.faults("unknown-key"):
        case = "taken" if hit.facts.get("taken") else "" if hit.facts.get("suggestion") else "no-guess"
        yield hit._replace(case=case)
