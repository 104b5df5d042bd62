"""Claims of treatment and effects on health, in what a community says to the public."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import worded
from commops.workspace import Source, Workspace


@rule("medical-terms", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Words of the table; no claim excuses them."""
    yield from worded(ws, source, "medical")
