"""What people saw of a message that an export holds as HTML: its own words, without markup and without quotations."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from commops.patterns import lazy

MAX_CHARACTERS = 200_000
MAX_DEPTH = 500
"""Both bound the work: HTML parsers repair what is nested, and take its depth squared to do so."""

_PASSED_OVER = {"script", "style", "blockquote", "aside"}
"""Words in a quotation are somebody else's; Discourse writes those, and previews of links, as ``aside``."""
_NOT_LINKS = frozenset({"mention", "hashtag", "mention-group", "hashtag-cooked", "lightbox", "anchor"})
_NOT_IMAGES = frozenset({"emoji", "avatar", "site-icon", "thumbnail"})
_OPENED = lazy(r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)[a-z]", re.I)
_BREAK = lazy(r"<(?=br\b|/(?:p|div|li|tr|h[1-6]|pre)\b)", re.I)
_LEFT = lazy(r"<[^<>]*>")


class Shown(NamedTuple):
    """The words of a message, and whether it shows a picture or a link of its own."""

    text: str
    image: bool = False
    link: bool = False


def shown(markup: str) -> Shown:
    """Read HTML that nobody vouches for. What is too long is cut, what is nested too deeply is taken as it stands."""
    import nh3

    markup = markup[:MAX_CHARACTERS]
    if "<" not in markup:
        return Shown(html.unescape(markup).strip())
    if _depth(markup) > MAX_DEPTH:
        return Shown(markup)
    # After cleaning only bare and known tags are left, and every other < is written &lt;, so a plain search finds them.
    clean = nh3.clean(
        _BREAK.sub("\n<", markup),
        tags={"a", "img"},
        attributes={"a": {"class"}, "img": {"class"}},
        attribute_filter=_class,
        clean_content_tags=_PASSED_OVER,
        link_rel=None,
    )
    lines = html.unescape(_LEFT.sub("", clean)).split("\n")
    text = "\n".join(line for line in map(str.strip, lines) if line)
    return Shown(text, "<img>" in clean, "<a>" in clean)


def _class(tag: str, _attribute: str, value: str) -> str | None:
    """Keeps one word for what is no link or picture in its own right; the others lose their class."""
    return "x" if (_NOT_LINKS if tag == "a" else _NOT_IMAGES) & set(value.split()) else None


def _depth(markup: str) -> int:
    deepest = depth = 0
    for found in _OPENED.finditer(markup):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
