"""Words that this community does not use, by its own list."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import HOUSE, worded
from commops.workspace import Source, Workspace


@rule("house-words", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Words that community/terms puts into the table ``house``."""
    yield from worded(ws, source, HOUSE)
