"""Posts on their way out that have no text for one of their channels."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.copy_text import copy_text
from commops.posting.naming import named
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Post

_WRITTEN = frozenset(["review", "approved", "scheduled"])


@rule("post-text", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """The channels on which nothing would be pasted; a poll brings its question along."""
    data = post.data
    if data.get("status") not in _WRITTEN or data.get("poll") or post.body.strip():
        return
    empty = [name for name in dict.fromkeys(post.channels) if not copy_text(ws, post, name).text.strip()]
    if empty:
        names = [named(ws, "channel", name) for name in empty]
        told = Text("、".join(f"“{name.zh}”" for name in names), ", ".join(f'"{name.en}"' for name in names))
        yield Hit(post.at("status"), ", ".join(empty), {"channels": told})
