"""Advertising that does not say so where its text begins."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import DROPPED
from commops.posting.outgoing import outgoing
from commops.rule import rule
from commops.wording.labels import labelled_ad
from commops.wording.public import is_commercial
from commops.workspace import Workspace
from commops.workspace._types import Post

_PAID = ("ad", "sponsored")


@rule("visible-ad-label", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each text of a post that is advertising, as it will be pasted; a label in the title counts as well."""
    data = post.data
    if data.get("commercial") is False and "disclosure" not in data:
        return
    paid = is_commercial(ws, post.source) or data.get("disclosure", {}).get("type") in _PAID
    if not paid or data.get("status") in DROPPED:
        return
    for one in outgoing(ws, post):
        if not labelled_ad(one.copy.title, one.language) and not labelled_ad(one.copy.text, one.language):
            facts: dict[str, object] = {"channels": one.told}
            yield Hit(one.place, one.names, facts, commercial=True, case="" if one.language == "zh" else "english")
