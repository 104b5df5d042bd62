"""Words that Chinese advertising law calls absolute, in what a community says to the public."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import worded
from commops.workspace import Source, Workspace


@rule("absolute-terms", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Posts with their variants, offers of campaigns, events, and alternative texts like the posts that use them."""
    yield from worded(ws, source, "absolute", proof=True)
