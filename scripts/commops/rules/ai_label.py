"""Texts and pictures that a machine helped to make and that do not say so."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.dispatches import DROPPED
from commops.posting.outgoing import outgoing
from commops.rule import rule
from commops.wording.labels import tells_ai
from commops.workspace import Workspace
from commops.workspace._types import Post


@rule("ai-label", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each text of a post that is made with a machine, by itself or by one of its pictures."""
    data = post.data
    if data.get("status") in DROPPED:
        return
    by = "post" if data.get("ai_generated", "none") != "none" else ""
    if not by and "assets" not in data and "variants" not in data:
        return
    for one in outgoing(ws, post) if by or _machine_made(ws, post) else ():
        made = [picture for picture in one.copy.pictures if _made(ws, picture.id)]
        # A label may stand in the picture itself; its alternative text then says so.
        if tells_ai(one.whole) or (made and all(tells_ai(picture.alt) for picture in made)):
            continue
        if by or made:
            pictures = ", ".join(picture.id for picture in made)
            yield Hit(one.place, one.names, {"asset": pictures, "channels": one.told}, case="" if by else "asset")


def _machine_made(ws: Workspace, post: Post) -> bool:
    names = set(post.data.get("assets") or ())
    for own in (post.data.get("variants") or {}).values():
        names.update(own.get("assets") or ())
    return any(_made(ws, name) for name in names)


def _made(ws: Workspace, name: str) -> bool:
    asset = ws.get("asset", name)
    return asset is not None and asset.data.get("ai_generated", "none") != "none"
