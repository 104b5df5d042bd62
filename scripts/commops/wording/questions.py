"""Recognise questions that ask two things at once."""

from __future__ import annotations

import re

from commops.patterns import lazy

# 和 and 与 inside a word (温和, 和平, 参与) join nothing; 和朋友一起, 与去年相比 name a setting and no second question.
_HAN = lazy(
    r"[\u3400-\u9fff]{1,2}"
    r"(?:以及|并且|而且|同时|(?<![温缓总附饱平柔暖随共调])和(?![平谐气解蔼睦])|(?<![参给赋])与(?![会其否]))"
    r"(?![^，。？；]{0,10}(?:一起|相比|比起|一样|之间|有关|无关|联系|认识))[\u3400-\u9fff]{1,2}"
)
_ENGLISH = lazy(r"\b(?!pros|odds|dos|terms|research)\w{1,30},? (?:and|as well as) (?!or\b|over\b|then\b)\w{1,30}", re.I)
_BETWEEN = lazy(r"\bbetween\b[^?]{1,200}\band\b", re.IGNORECASE)


def joined(text: str) -> str | None:
    """The words around the first joining word of a question, or None when it asks one thing."""
    match = _HAN.search(text) or (None if _BETWEEN.search(text) else _ENGLISH.search(text))
    return match[0] if match else None
