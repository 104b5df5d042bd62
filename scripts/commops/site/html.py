"""Adds to the elements of HTML what pages of a site need: links between pages, and text in front matter."""

from __future__ import annotations

import html
import re

from commops.elements import Child, Html, div, el, join, outside, span

__all__ = [
    "PAGE",
    "Child",
    "Html",
    "div",
    "el",
    "escape_markdown",
    "escape_title",
    "join",
    "outside",
    "page_address",
    "span",
    "to_page",
]

PAGE = "\x1apage:"
"""How a link to a page starts until the tree resolves it. Reading refuses the character, so no text can pose as one."""


def page_address(target: str) -> str:
    """The address of a page for ``href``, by its path in the tree."""
    return f"{PAGE}{target}"


def to_page(target: str, *children: Child, class_: str | None = None, label: str | None = None) -> Html:
    """A link to another page of the same language, by its path in the tree (``events/index.md#past``).

    The tree turns it into a relative address once all pages are known, and refuses a page that does not exist.
    """
    return el("a", *children, href=page_address(target), class_=class_, aria_label=label)


def escape_title(text: str) -> str:
    """Text for front matter that theme templates print without escaping.

    Angle brackets become look-alikes because one template strips tags *and* decodes entities before it prints.
    """
    return " ".join(html.escape(text.replace("<", "‹").replace(">", "›"), quote=True).split())


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^=:$])")


def escape_markdown(text: str) -> str:
    """Text for one line of Markdown, such as a heading: no character of it is markup."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return _MARKDOWN.sub(lambda m: f"&#{ord(m[0])};", escaped) if _MARKDOWN.search(text) else escaped
