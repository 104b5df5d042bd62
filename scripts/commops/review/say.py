"""Text on the review page: both languages side by side, of which the page shows one."""

from __future__ import annotations

from commops.elements import Child, Html, el, join
from commops.texts import Text, safe


def say(text: Text) -> Html:
    """A text of ours, or one that people gave in both languages; the page shows the one that is chosen."""
    zh, en = safe(text.zh), safe(text.en)
    if zh == en:
        return join(zh)
    return join(el("span", zh, lang="zh-CN"), el("span", en, lang="en"))


def both(zh: str, en: str) -> Html:
    """A short text of ours in both languages."""
    return say(Text(zh, en))


def shown(text: str) -> Html:
    """Text of a file, with characters made visible that would hide or reorder others."""
    return join(safe(text))


def joined(parts: list[Html], zh: str = "、", en: str = ", ") -> Html:
    """A list of things in one sentence."""
    out: list[Child] = []
    for number, part in enumerate(parts):
        out += [both(zh, en) if number else None, part]
    return join(*out)
