"""Posts that are longer than a platform takes, as far as is known without a word from the platform itself."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.fits import excesses
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("fits-reported-limit", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Limits known from tools and custom, and limits for messages of robots."""
    for one in excesses(ws, post, certain=False):
        yield Hit(one.place, one.used, one.facts, case="robot" if one.limit.robot else one.case)
