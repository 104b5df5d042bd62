"""Posts that their author approved."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace


@rule("independent-approval")
def check(ws: Workspace) -> Iterator[Hit]:
    """Posts whose ``approved_by`` is their ``author``."""
    for post in ws.posts:
        if post.author and post.approved_by == post.author:
            yield Hit(post.at("approved_by"), post.approved_by)
