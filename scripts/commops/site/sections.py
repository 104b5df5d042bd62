"""Sections of a page that is one block of HTML: titles with anchors, and the list that leads to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el


class Section(NamedTuple):
    """A part of a page below a title; ``anchor`` is the same in every language."""

    anchor: str
    title: str
    content: tuple[Child, ...]


def written(sections: Sequence[Section]) -> list[Html]:
    """The sections in their order, each with its title."""
    return [div("co-part", el("h2", section.title, id=section.anchor), *section.content) for section in sections]


def jumps(edition: Edition, sections: Sequence[Section]) -> Html | None:
    """Links to the sections of a long page; None for a short one."""
    if len(sections) < 4:
        return None
    links = [el("a", section.title, href=f"#{section.anchor}") for section in sections]
    return el("nav", *links, class_="co-jumps", aria_label=edition.say("本页内容", "On this page"))
