"""Posts that are longer than a channel's platform takes, counted as the platform counts."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.fits import excesses
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("fits-platform", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Limits that the platform itself publishes, or that the channel's entry sets."""
    for one in excesses(ws, post, certain=True):
        yield Hit(one.place, one.used, one.facts, case=one.case)
