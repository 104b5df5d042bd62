"""Reads the lines in which a group announces who came and who went, as WeChat and QQ word them (zh and en)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from commops.patterns import lazy

_LONGEST = 4096

_QUOTES = str.maketrans({"“": '"', "”": '"', "「": '"', "」": '"'})
_WITH_ID = lazy(r"(?P<name>.*)\((?P<id>[A-Za-z0-9_.@-]{3,64})\)", re.S)
_ZH, _EN = "、", "、|, "
"""What separates names, as expressions."""
_SELF = frozenset({"你", "您", "you"})

_JOINED = lazy(r"加入(?:了)?(?:群聊|本群|该群|群)|进入(?:了)?群聊")
_LEFT = lazy(r"(?:已)?(?:主动)?退出(?:了)?(?:群聊|本群|该群|群)")
_REMOVED = lazy(r"(?:移出|踢出|移除)(?:了)?(?:群聊|本群|该群|群)")
_JOINED_EN = lazy(r"(?i)\s(?:has )?joined (?:the |this )?(?:group|chat)\b")
_INVITED_EN = lazy(r"(?i)(?:^|\s)(?:has )?invited ")
_TO_EN = lazy(r"(?i) (?:to|into) (?:the|this|a) (?:group|chat)\b")
_LEFT_EN = lazy(r"(?i)\s(?:has )?left (?:the |this )?(?:group|chat)\b")
_REMOVED_EN = lazy(r"(?i)(?:^|\s)(?:has )?removed ")
_FROM_EN = lazy(r"(?i) from (?:the|this) (?:group|chat)\b")
_WERE_REMOVED_EN = lazy(r"(?i)\s(?:was|were|has been|have been) removed from (?:the|this) (?:group|chat)\b")


class Person(NamedTuple):
    """Somebody as the line names them: a display name, an id where the line has it; both empty for the exporter."""

    name: str
    id: str


class Event(NamedTuple):
    """People who joined or left, in the order of the line."""

    kind: Literal["join", "leave"]
    people: tuple[Person, ...]


def read_event(line: str) -> Event | None:
    """What a system line says about comings and goings; None for any other."""
    text = line[:_LONGEST].translate(_QUOTES).strip()
    return _chinese(text) or _english(text)


def _chinese(text: str) -> Event | None:
    if found := _JOINED.search(text):
        before = text[: found.start()]
        _inviter, invites, invited = _cut(before, "邀请")
        if invites:
            return Event("join", _people(invited, _ZH))
        # However they came (a code that somebody shared, a link), the newcomer stands first.
        return Event("join", _people(_cut(before, "通过")[0], _ZH))
    if found := _REMOVED.search(text):
        before = text[: found.start()]
        removed, passive, _by = _cut(before, "被")
        if passive:
            return Event("leave", _people(removed.removesuffix("已"), _ZH))
        _by, active, removed = _cut(before, "将")
        return Event("leave", _people(removed if active else before, _ZH))
    if found := _LEFT.search(text):
        return Event("leave", _people(text[: found.start()], _ZH))
    return None


def _english(text: str) -> Event | None:
    if invited := _between(text, _INVITED_EN, _TO_EN):
        return Event("join", _people(invited, _EN))
    if found := _JOINED_EN.search(text):
        return Event("join", _people(text[: found.start()], _EN))
    if found := _WERE_REMOVED_EN.search(text):
        return Event("leave", _people(text[: found.start()], _EN))
    if removed := _between(text, _REMOVED_EN, _FROM_EN):
        return Event("leave", _people(removed, _EN))
    if found := _LEFT_EN.search(text):
        return Event("leave", _people(text[: found.start()], _EN))
    return None


def _between(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> str:
    """What stands between two phrases; ``""`` when they do not follow each other."""
    opened = start.search(text)
    closed = end.search(text, opened.end()) if opened else None
    return text[opened.end() : closed.start()] if opened and closed else ""


def _cut(text: str, word: str) -> tuple[str, str, str]:
    """``text`` around a word; where names are quoted, the word inside a name does not count."""
    at = -1
    while (at := text.find(word, at + 1)) >= 0:
        if text.count('"', 0, at) % 2 == 0:
            return text[:at], word, text[at + len(word) :]
    return text, "", ""


def _people(text: str, separator: str) -> tuple[Person, ...]:
    text = text.strip()
    for word in ("你和", "你、", "you and ", "you, "):
        if text.casefold().startswith(word):
            return (Person("", ""), *_people(text[len(word) :], separator))
    if text.casefold() in _SELF:
        return (Person("", ""),)
    names = text.split('"')[1::2] if text.count('"') >= 2 else [text]
    parts = (part.strip() for name in names for part in _split(name, separator))
    return tuple(_person(part) for part in parts if part)


def _split(names: str, separator: str) -> list[str]:
    """Names in a row; where ids follow them, only an id ends one, so that a name may hold the separator."""
    with_ids = re.split(rf"(?<=\))(?:{separator})", names)
    return with_ids if all(_WITH_ID.fullmatch(part) for part in with_ids) else re.split(separator, names)


def _person(part: str) -> Person:
    found = _WITH_ID.fullmatch(part)
    return Person(found["name"].strip(), found["id"]) if found else Person(part, "")
