"""The body of a file on a page of any language: safe, and marked when it is in another language than the page."""

from __future__ import annotations

import re

from commops.site.edition import Edition
from commops.site.html import Child, div, el
from commops.site.markup import untrusted
from commops.texts import Lang

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")


def written_in(text: str) -> Lang:
    """The language that most of a text is in; a quoted word of the other one does not count."""
    return "zh" if len(_HAN.findall(text)) * 3 > len(_LATIN.findall(text)) else "en"


def prose(edition: Edition, text: str, *, top: int = 3) -> Child:
    """The rendered body; bodies are written once, so the other edition says which language they are in.

    ``top`` is the level of the body's highest heading on the page.
    """
    if not text.strip():
        return None
    language = written_in(text)
    if language == edition.lang:
        return untrusted(text, top=top)
    note = edition.say("原文是英文。", "The original is in Chinese.")
    return div("", el("p", note, class_="co-meta"), el("div", untrusted(text, top=top), lang=language))
