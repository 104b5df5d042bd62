"""Posts that look like advertising and do not say whether they are."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import judged, reader
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("undeclared-promotion", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """The first sign of a sale in a post for which neither it nor its campaign sets ``commercial``."""
    data = post.data
    if "commercial" in data:
        return
    uses = ws.derive(reader).uses(post.source)
    if not uses or "promo" not in uses:
        return
    campaign = ws.get("campaign", data["campaign"]) if "campaign" in data else None
    if campaign is None or "commercial" not in campaign.data:
        yield from judged(ws, post.source, uses["promo"][:1])
