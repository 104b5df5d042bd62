"""Sentences of the agenda: a verb with the name of a thing in both languages."""

from __future__ import annotations

from commops.texts import LocalText, Text, pick


def sentence(zh: str, en: str, name: LocalText | None, **facts: object) -> Text:
    """``{name}`` in both patterns becomes the name in that language; other facts are put in as they are."""
    return Text(zh.format(name=pick(name, "zh"), **facts), en.format(name=pick(name, "en"), **facts))
