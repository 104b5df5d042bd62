"""Posts that were changed after their approval, compared with the base."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.posting.history import before
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import Post
from commops.workspace.shape.schemas import schema

_APPROVED = frozenset(["approved", "scheduled"])
_KEPT = frozenset(["approved", "scheduled", "published"])
_KEYS = (
    "title",
    "summary",
    "date",
    "channels",
    "variants",
    "assets",
    "links",
    "poll",
    "commercial",
    "disclosure",
    "claims",
)
_BODY = Text("正文", "Body")


@rule("approval-holds", each="post")
def check(ws: Workspace, post: Post) -> Iterator[Hit]:
    """A post that was approved and still counts as approved, though what readers see is no longer the same."""
    if ws.base is None or post.status not in _KEPT:
        return
    earlier = before(ws, post)
    if earlier is None or earlier.status not in _APPROVED or earlier.source.raw == post.source.raw:
        return
    if post.approved_at != earlier.approved_at:
        return
    parts = [key for key in _KEYS if post.data.get(key) != earlier.data.get(key)]
    if "scheduled_at" in earlier.data and post.data.get("scheduled_at") not in (None, earlier.data["scheduled_at"]):
        parts.append("scheduled_at")
    labels = [_label(key) for key in parts]
    place = post.at(parts[0]) if parts else None
    if post.body.rstrip() != earlier.body.rstrip():
        labels.append(_BODY)
        place = place or _changed_line(post, earlier)
    if place is not None:
        listed = Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
        yield Hit(place, post.approved_at, {"parts": listed})


def _label(key: str) -> Text:
    row = schema("post.schema.json").schema["properties"][key]
    return Text(row["x-label-zh"], row["title"])


def _changed_line(post: Post, earlier: Post) -> Location:
    """The first line of the body that differs."""
    old, offset = earlier.body.split("\n"), 0
    for number, line in enumerate(post.body.split("\n")):
        if number >= len(old) or line != old[number]:
            return post.source.at_body(offset, max(len(line), 1))
        offset += len(line) + 1
    return post.source.at_body(0)
