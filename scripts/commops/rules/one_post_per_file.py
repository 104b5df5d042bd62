"""A second post pasted below the first: its keys would go out as text, and it would stand in no calendar."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Post

_KEYS = ("title", "date", "channels", "标题", "日期", "渠道")
# A line of hyphens, then a key that only posts have; a ruler between two paragraphs is followed by no key.
_SECOND = lazy(rf"^---[ \t]*\r?\n(?=(?:{'|'.join(_KEYS)})[ \t]*[:\uff1a])", re.MULTILINE)


@rule("one-post-per-file", each="post")
def check(_ws: Workspace, post: Post) -> Iterator[Hit]:
    """Where the second post begins."""
    # Two such lines are the front matter's own.
    if post.source.raw.count(b"\n---") < 2:
        return
    found = _SECOND.search(post.body)
    if found:
        yield Hit(post.source.at_body(found.start(), 3), "---")
