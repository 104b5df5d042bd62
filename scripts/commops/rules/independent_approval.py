"""Posts that their author approved."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.naming import named
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.duty import active_people


@rule("independent-approval", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Posts whose ``approved_by`` is their ``author``; who works alone is told what is left to do."""
    if post.author and post.approved_by == post.author:
        case = "" if len(ws.derive(active_people)) > 1 else "alone"
        facts: dict[str, object] = {"person": named(ws, "person", post.author)}
        yield Hit(post.at("approved_by"), post.approved_by, facts, case=case)
