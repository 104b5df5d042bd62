"""Turns Markdown that strangers may have written into HTML that can neither run, call home nor pose as the site."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from commops.site.html import Html, el, join
from commops.texts import Lang

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LIMIT = 64 * 1024
"""Characters of a body that are rendered; a longer one is cut, with a note by the caller's choice of page."""

_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_HAN = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_BREAK = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")

_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[A-Za-z]+")


def written_in(text: str) -> Lang:
    """The language that most of a text is in; a quoted word of the other one does not count."""
    if text.isascii():
        return "en"
    han, latin = (sum(map(len, runs.findall(text))) for runs in (_IDEOGRAPHS, _LATIN))
    return "zh" if han * 3 > latin else "en"


def join_han_lines(text: str) -> str:
    """Remove line breaks between two Han characters: browsers would show each as a space (measured, Chromium 150)."""
    return _BREAK.sub("", text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # No raw HTML and no attribute syntax; images are off because their files would be fetched from elsewhere.
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 40})
    return parser.enable(["table", "strikethrough"])


def blocks_of(body: str) -> list[Token]:
    """What a Markdown body is made of, read as :func:`untrusted` reads it."""
    return _parser().parse(body[:_LIMIT])


@lru_cache(maxsize=8192)
def untrusted(body: str, *, top: int = 3) -> Html:
    """The HTML of a Markdown body: plain structure and http, https and mailto links, nothing else.

    Headings move down so that the highest becomes level ``top`` (the page has titles of its own); images become their
    alternative text. A body is shown in every language and in several feeds, so what was rendered is kept.
    """
    import nh3

    tokens = blocks_of(body)
    down = top - min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + down)}"
        for child in token.children or ():
            if child.type == "image":
                child.type, child.tag, child.nesting = "text", "", 0
                child.content = f"[{child.content}]"
    rendered = _parser().renderer.render(tokens, _parser().options, {})
    clean = nh3.clean(
        join_han_lines(rendered),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
    )
    return el("div", Html(clean.strip()), class_="co-prose")


def paragraphs(text: str) -> Html:
    """Plain text with its blank lines as paragraphs and its line breaks kept."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", join_han_lines(text)) if block.strip()]
    return join(*(el("p", *_lines(block)) for block in blocks))


def _lines(block: str) -> list[Html | str]:
    parts: list[Html | str] = []
    for number, line in enumerate(block.split("\n")):
        parts += [el("br"), line] if number else [line]
    return parts
