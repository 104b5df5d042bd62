"""Comparisons and superlatives without evidence, in what a community says to the public."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import worded
from commops.workspace import Source, Workspace


@rule("evidence-terms", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Words of the table that no valid claim of the post covers."""
    yield from worded(ws, source, "evidence", proof=True)
