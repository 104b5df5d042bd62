"""Builds HTML in which text is escaped unless it was built here, and links between pages are checked by name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias

_SCHEMES = re.compile(r"(?:https?://|mailto:)[^\s<>\"']+\Z", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "wbr"})


class Html(str):
    """Finished HTML. Any other string is text and gets escaped when it becomes part of an element."""

    __slots__ = ()


Child: TypeAlias = "Html | str | int | Iterable[Child] | None"


def _inner(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str | int):
        return html.escape(str(child), quote=False)
    return "".join(_inner(one) for one in child)


def join(*children: Child) -> Html:
    """Several children after one another, text escaped."""
    return Html("".join(_inner(child) for child in children))


def el(tag: str, *children: Child, **attributes: str | int | float | bool | None) -> Html:
    """One element. ``class_`` is written ``class``, ``data_x`` is ``data-x``; None and False leave an attribute out."""
    written = [tag]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        written.append(key if value is True else f'{key}="{html.escape(str(value))}"')
    start = f"<{' '.join(written)}>"
    return Html(start) if tag in _VOID else Html(f"{start}{_inner(children)}</{tag}>")


def div(class_: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """A ``div`` with a class: what pages are mostly made of."""
    return el("div", *children, class_=class_ or None, **attributes)


def span(class_: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """A ``span`` with a class."""
    return el("span", *children, class_=class_ or None, **attributes)


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


def outside(url: str, *children: Child, class_: str | None = None) -> Html:
    """A link that leaves the site; only http, https and mailto addresses become links, others stay plain text."""
    if not _SCHEMES.match(url):
        return join(*children)
    return el("a", *children, href=url, class_=class_, rel="noopener nofollow")


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
