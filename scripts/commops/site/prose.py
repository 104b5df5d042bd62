"""The body of a file on a page of any language: safe, and marked when it is in another language than the page."""

from __future__ import annotations

from commops.site.edition import Edition
from commops.site.html import Child, div, el
from commops.site.markup import untrusted, written_in
from commops.site.twofold import half_for


def prose(edition: Edition, text: str, *, top: int = 3) -> Child:
    """The rendered body, in the reader's language where it is written in both; else it says which language it is in.

    ``top`` is the level of the body's highest heading on the page.
    """
    if not text.strip():
        return None
    own = half_for(text, edition.lang)
    if own is not None:
        return untrusted(own, top=top)
    language = written_in(text)
    if language == edition.lang:
        return untrusted(text, top=top)
    # The search of its own language finds it. A section, since the index counts what it leaves out by the tag.
    foreign = el("section", untrusted(text, top=top), lang=language, class_="co-foreign", data_search_exclude=True)
    return div("", el("p", edition.only(language)), foreign)
