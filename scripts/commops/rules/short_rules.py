"""Short versions of the rules that do not fit one message or do not say how to appeal."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Rulebook
from commops.workspace.settings import setting

_APPEAL = lazy(r"申诉|复核|\bappeal", re.IGNORECASE)
_CONTACT = lazy(r"@|https?://|私信|写信|联系|表单|\b(?:write to|message|contact|form)\b", re.IGNORECASE)


@rule("short-rules", each="rulebook")
def check(ws: Workspace, book: Rulebook) -> Iterator[Hit]:
    """The length of the short version in each language, and whether an appeal and a way to make it are named."""
    short = book.short_version
    if short is None:
        yield Hit(book.at("version"), None, case="missing")
        return
    most = setting(ws, "short_rules_chars")
    for lang, text in short.items() if isinstance(short, dict) else [("", short)]:
        route = ("short_version", lang) if lang else ("short_version",)
        length = len(text.strip())
        if length > most:
            yield Hit(book.at(*route), length, {"length": length, "most": most})
        if not _APPEAL.search(text) or not _CONTACT.search(text):
            yield Hit(book.at(*route), None, case="appeal")
