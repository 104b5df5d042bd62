"""Pictures in the text of a post without words for people who cannot see them."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.wording.alternative import weak
from commops.workspace import Workspace
from commops.workspace._types import Post

_IMAGE = lazy(r"!\[([^\]\n]{0,300})\]\(\s*<?([^)\s>]{0,2000})")
_TAG = lazy(r"<img\b[^>\n]{0,2000}>", re.IGNORECASE)
_ALT = lazy(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


@rule("picture-described", each="post")
def check(_ws: Workspace, post: Post) -> Iterator[Hit]:
    """Each Markdown picture and each ``<img>`` of the body."""
    raw = post.source.raw
    if b"![" not in raw and b"<img" not in raw:
        return
    body = post.body
    found = [(one.start(), one[0], one[1], one[2]) for one in _IMAGE.finditer(body)]
    for tag in _TAG.finditer(body):
        alt = _ALT.search(tag[0])
        found.append((tag.start(), tag[0], (alt[1] or alt[2] or "") if alt else "", ""))
    for start, whole, text, address in sorted(found):
        if (case := weak(text, [re.split(r"[/?#]", address.rstrip("/"))[-1]])) is not None:
            yield Hit(post.source.at_body(start, len(whole)), text, case="empty" if case == "empty" else "")
