"""Posts that look like advertising and do not say whether they are."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.links import shop_in
from commops.rule import rule
from commops.wording.uses import judged, reader
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("undeclared-promotion", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """The first sign of a sale (a word, or an address of goods) where neither post nor campaign sets ``commercial``."""
    data = post.data
    if "commercial" in data:
        return
    uses = ws.derive(reader).uses(post.source)
    signs = uses["promo"][:1] if uses and "promo" in uses else []
    shop = None if signs else shop_in(post.source.raw)
    if not signs and shop is None:
        return
    campaign = ws.get("campaign", data["campaign"]) if "campaign" in data else None
    if campaign is not None and "commercial" in campaign.data:
        return
    yield from judged(ws, post.source, signs)
    if shop is not None:
        yield Hit(post.source.at_offset(*shop), post.source.text[shop[0] : sum(shop)])
