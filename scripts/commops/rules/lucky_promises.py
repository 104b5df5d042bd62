"""Promises of luck in advertising."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import worded
from commops.workspace import Source, Workspace


@rule("lucky-promises", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Words of the table in texts that are advertising, by themselves or by their campaign."""
    yield from (hit for hit in worded(ws, source, "superstition") if hit.commercial)
