"""Words that are often written wrong, in what a community says to the public."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import worded
from commops.workspace import Source, Workspace


@rule("common-slips", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Words of the table, each with the right one."""
    yield from worded(ws, source, "typos")
