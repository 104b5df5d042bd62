"""Advertising that speaks of disasters."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.terms import matcher
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("disaster-marketing", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Words about disasters in the text of a post that is advertising by itself or by its campaign."""
    data = post.data
    if "commercial" in data:
        paid = data["commercial"]
    else:
        campaign = ws.get("campaign", data["campaign"]) if "campaign" in data else None
        paid = campaign is not None and campaign.data.get("commercial")
    if not paid:
        return
    # A post for sale is rare, so its text may be searched.
    text = post.source.text
    for match in matcher("disasters").find(text):
        yield Hit(post.source.at_offset(match.start, match.end - match.start), text[match.start : match.end])
