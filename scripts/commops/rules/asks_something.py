"""Posts made for answers that ask nothing."""

import re
from collections.abc import Iterator
from typing import Any

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.texts import LANGS, pick
from commops.workspace import Workspace
from commops.workspace._types import Post

_KINDS = frozenset(["qa", "poll", "survey", "live"])
_WRITTEN = frozenset(["review", "approved", "scheduled"])
# A question mark, or words that tell people how to take part (judgement).
_ASKS = lazy(
    r"[?\uff1f]|报名|留言|评论区|回复|投票|提问|填写|填一|接龙|告诉我们|说说|聊聊|来聊|写下|点击|参加|预约|戳这|"
    r"\b(?:reply|comment|vote|ask|tell us|sign up|register|join|answer|take part|rsvp|fill in)\b",
    re.IGNORECASE,
)


@rule("asks-something", each="post")
def check(_ws: Workspace, post: Post) -> Iterator[Hit]:
    """A post of an interactive kind that is written and still to go out."""
    data = post.data
    if data.get("kind") not in _KINDS or data.get("status") not in _WRITTEN:
        return
    poll = data.get("poll")
    texts: list[Any] = [data.get("title"), data.get("summary"), post.body]
    for own in (post.variants or {}).values():
        texts += [own.get("title"), own.get("body")]
    asked = any(_ASKS.search(pick(text, lang)) for text in texts for lang in LANGS)
    if not asked and not poll:
        yield Hit(post.at("kind"), post.kind_)
