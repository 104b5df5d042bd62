"""The body of a file on a page of any language: safe, and marked when it is in another language than the page."""

from __future__ import annotations

import re

from commops.site.edition import Edition
from commops.site.html import Child, div, el
from commops.site.markup import untrusted

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")


def prose(edition: Edition, text: str) -> Child:
    """The rendered body; bodies are written once, so the other edition says which language they are in."""
    if not text.strip():
        return None
    language = "zh" if len(_HAN.findall(text)) * 3 > len(_LATIN.findall(text)) else "en"
    if language == edition.lang:
        return untrusted(text)
    note = edition.say("原文是英文。", "The original is in Chinese.")
    return div("", el("p", note, class_="co-meta"), el("div", untrusted(text), lang=language))
