"""Builds HTML in which text is escaped unless it was built here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

_SCHEMES = re.compile(r"(?:https?://|mailto:)[^\s<>\"']+\Z", re.IGNORECASE)
_SPECIAL = re.compile("[&<>\"']")
_VOID = frozenset({"br", "hr", "img", "wbr"})


class Html(str):
    """Finished HTML. Any other string is text and gets escaped when it becomes part of an element."""

    __slots__ = ()


Child: TypeAlias = "Html | str | int | Iterable[Child] | None"


def _inner(child: Child) -> str:
    if isinstance(child, Html):  # first, since most are
        return child
    if child is None:
        return ""
    if isinstance(child, str):
        # Few texts hold such a character, and looking is several times quicker than replacing.
        return html.escape(child, quote=False) if _SPECIAL.search(child) else child
    if isinstance(child, int):
        return str(child)
    return "".join(_inner(one) for one in child)


def _quoted(text: str) -> str:
    return html.escape(text) if _SPECIAL.search(text) else text


@lru_cache(maxsize=256)
def _key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def join(*children: Child) -> Html:
    """Several children after one another, text escaped."""
    return Html("".join(_inner(child) for child in children))


def el(tag: str, *children: Child, **attributes: str | int | float | bool | None) -> Html:
    """One element. ``class_`` is written ``class``, ``data_x`` is ``data-x``; None and False leave an attribute out."""
    start = f"<{tag}"
    for name, value in attributes.items():
        if value is not None and value is not False:
            key = _key(name)
            start += f" {key}" if value is True else f' {key}="{_quoted(str(value))}"'
    start += ">"
    return Html(start) if tag in _VOID else Html(f"{start}{_inner(children)}</{tag}>")


def div(class_: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """A ``div`` with a class: what pages are mostly made of."""
    return el("div", *children, class_=class_ or None, **attributes)


def span(class_: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """A ``span`` with a class."""
    return el("span", *children, class_=class_ or None, **attributes)


def outside(url: str, *children: Child, class_: str | None = None) -> Html:
    """A link that leaves the site; only http, https and mailto addresses become links, others stay plain text."""
    if not _SCHEMES.match(url):
        return join(*children)
    return el("a", *children, href=url, class_=class_, rel="noopener nofollow")
