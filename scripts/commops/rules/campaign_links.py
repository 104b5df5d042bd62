"""Links of campaign posts that cannot be told apart in the statistics of the page they lead to."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.links import host_of, is_tracked, links_in
from commops.posting.outlook import is_pending
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("campaign-links", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each external web address of a pending campaign post without ``utm_`` tags and without a decision about them."""
    if "campaign" not in post.data or not is_pending(post):
        return
    campaign = ws.get("campaign", post.campaign)
    own = host_of(ws.profile.site_url or "") if ws.profile else ""
    decided = {row["url"] for row in post.links or () if "utm" in row}
    for number, row in enumerate(post.links or ()):
        if row.get("utm") == "auto" and campaign is not None and not campaign.utm:
            yield Hit(post.at("links", number, "utm"), row["url"], {"file": campaign.source.path}, case="no-plan")
        elif _lacks(row["url"], decided, own):
            yield Hit(post.at("links", number, "url"), row["url"])
    for channel, variant in (post.variants or {}).items():
        if "link" in variant and _lacks(variant["link"], decided, own):
            yield Hit(post.at("variants", channel, "link"), variant["link"])
        for link in links_in(variant.get("body", "")):
            if _lacks(link.to, decided, own):
                place = post.source.at_part(("variants", channel, "body"), link.start, link.length)
                yield Hit(place, link.to)
    for link in links_in(post.body):
        if _lacks(link.to, decided, own):
            yield Hit(post.source.at_body(link.start, link.length), link.to)


def _lacks(address: str, decided: set[str], own: str) -> bool:
    web = address.lower().startswith(("http://", "https://"))
    return web and address not in decided and host_of(address) != own and not is_tracked(address)
