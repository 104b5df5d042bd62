"""Keys that the schema of their file does not know, most often a misspelt one."""

from collections.abc import Iterator
from dataclasses import replace

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("unknown-key")
def check(ws: Workspace) -> Iterator[Hit]:
    """What the schemas already saw, told apart by whether a known key looks alike."""
    for hit in ws.faults("unknown-key"):
        yield replace(hit, case="" if hit.facts.get("suggestion") else "no-guess")
