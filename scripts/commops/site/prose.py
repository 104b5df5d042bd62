"""The body of a file on a page of any language: safe, and marked when it is in another language than the page."""

from __future__ import annotations

from commops.site.edition import Edition
from commops.site.html import Child, div, el
from commops.site.markup import untrusted, written_in


def prose(edition: Edition, text: str, *, top: int = 3) -> Child:
    """The rendered body; bodies are written once, so the other edition says which language they are in.

    ``top`` is the level of the body's highest heading on the page.
    """
    if not text.strip():
        return None
    language = written_in(text)
    if language == edition.lang:
        return untrusted(text, top=top)
    return div("", el("p", edition.only(language)), el("div", untrusted(text, top=top), lang=language))
