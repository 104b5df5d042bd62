"""A matcher for tables of words that is hard to evade and slow to accuse; its cost grows with the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from commops.patterns import lazy
from commops.wording.skeleton import GAP, Way, skeleton, skeletons
from commops.wording.tables import Term, excuses_of, read_table, terms_of

_STOP = "。!?;,\uff01\uff1f\uff1b\uff0c\u3001\n"
_REACH = 12
# Directly before a word each of these denies it: 「不保过」.
_NOT = "不非未勿无"
_DIGIT = "0-9零〇一二三四五六七八九十百千万亿两几半"
_NUMBER = f"[{GAP}\n]{{0,3}}[{_DIGIT}][{_DIGIT}{GAP}\n]{{0,14}}"
_ANY = f"[^{_STOP}]{{0,8}}?"
_WINDOW = 40
_PLACE = lazy(r"\{n\}|\{\.\.\}")
# A Latin word with a number is written in many ways: NO.1, No 1, no-1.
_NUMBERED = lazy(r"([a-z]+)[. -]*([0-9]+)")
_JOINS = ("", ".", " ", "-", ". ")

CONTEXT = lazy(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`|<!--.*?(?:-->|\Z)|《[^》\n]{1,80}》|“[^”\n]{1,200}”|「[^」\n]{1,200}」"
    r"|『[^』\n]{1,200}』|‘[^’\n]{1,200}’|\"[^\"\n]{1,200}\"|https?://[!-~]+|\]\([!-~]*\)",
    re.DOTALL,
)
"""Places where a word is mentioned, not used: code, titles, quotations, comments, addresses."""


class Match(NamedTuple):
    """A word of a table in a text; ``start`` and ``end`` are code points of the text as written."""

    term: Term
    start: int
    end: int


class _Pattern(NamedTuple):
    """How a term is recognised once its longest fixed part is found; "" where nothing else belongs to it."""

    term: Term
    before: str
    after: str


class Matcher:
    """Finds the words of some tables in one pass. Build once, use for every text (see ``matcher``)."""

    def __init__(self, terms: Iterable[Term], excuses: Iterable[str], negation: Iterable[str]) -> None:
        self._patterns: dict[str, list[_Pattern]] = {}
        for anchor, pattern in _patterns(terms):
            self._patterns.setdefault(anchor, []).append(pattern)
        self._anchors = list(self._patterns)
        self._automaton = _automaton(self._anchors)
        self._excuses = _automaton(sorted({*skeletons(list(excuses))} - {""}))
        self._negation = lazy(f"(?:{'|'.join(map(re.escape, sorted(negation, key=len, reverse=True)))})[^{_STOP}]*\\Z")

    def mentions(self, text: str) -> bool:
        """Whether a word stands in the text at all, used or excused; cheap when there is none."""
        plain = skeleton(text)
        return next(self._written(plain), None) is not None

    def find(self, text: str) -> list[Match]:
        """Every use of a word, in order, without the uses that the exclusions allow."""
        plain = skeleton(text)
        written = sorted(self._written(plain), key=lambda found: (found[1], -found[2]))
        if not written:
            return []
        way = Way(text)
        contexts = [context.span() for context in CONTEXT.finditer(text)]
        found: list[Match] = []
        last: dict[str, int] = {}
        for term, start, end in written:
            left, right = way.span(start, end)
            if end <= last.get(term.family, 0) or not _bounded(text, left, right):
                continue
            last[term.family] = end
            if not self._excused(plain, start, end) and not any(a <= left and right <= b for a, b in contexts):
                found.append(Match(term, left, right))
        return found

    def _written(self, plain: str) -> Iterator[tuple[Term, int, int]]:
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            for term, before, after in self._patterns[self._anchors[index]]:
                left, right = start, end
                if before:
                    head = _compiled(before).search(plain, max(start - _WINDOW, 0), start)
                    if head is None:
                        continue
                    left = head.start()
                if after:
                    tail = _compiled(after).match(plain, end, end + _WINDOW)
                    if tail is None:
                        continue
                    right = tail.end()
                yield term, left, right

    def _excused(self, plain: str, start: int, end: int) -> bool:
        left = max(start - _REACH, 0)
        if start and plain[start - 1] in _NOT:
            return True
        if self._negation.search(plain, left, start):
            return True
        around = plain[left : end + _REACH]
        return any(
            left + a < end and start < left + b
            for _, a, b in self._excuses.find_matches_as_indexes(around, overlapping=True)
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Few of the patterns are ever needed in one run, and compiling all of them takes longer than most checks."""
    return re.compile(pattern)


def _automaton(words: list[str]) -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(words)


def _patterns(terms: Iterable[Term]) -> Iterator[tuple[str, _Pattern]]:
    """The fixed part to look for and what must stand around it, for each way to write each term."""
    written = [(term, _PLACE.split(term.term)) for term in terms]
    plain = iter(skeletons([part for _, parts in written for part in parts]))
    for term, parts in written:
        fixed = list(islice(plain, len(parts)))
        if numbered := _NUMBERED.fullmatch(term.term.lower()):
            yield from ((f"{numbered[1]}{join}{numbered[2]}", _Pattern(term, "", "")) for join in _JOINS)
        elif anchor := max(fixed, key=len):
            pattern = _Pattern(term, *_around(term, fixed, fixed.index(anchor)))
            yield anchor, pattern
            if anchor.endswith("第一") and not pattern.after:
                yield f"{anchor[:-1]}1", pattern


def _around(term: Term, parts: list[str], at: int) -> tuple[str, str]:
    """Expressions for what must stand before and after one fixed part of a term; "" for nothing."""
    if len(parts) == 1:
        return "", ""
    places = [_NUMBER if place == "{n}" else _ANY for place in _PLACE.findall(term.term)]
    before = "".join(re.escape(parts[number]) + places[number] for number in range(at))
    after = "".join(places[number] + re.escape(parts[number + 1]) for number in range(at, len(places)))
    return f"{before}\\Z" if before else "", after


def findable(term: str) -> bool:
    """Whether a term has two letters or characters in a row to hold on to; what stands in places does not count."""
    return any(sum(char.isalnum() for char in skeleton(part)) > 1 for part in _PLACE.split(term))


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a match in Latin letters or digits is a word of its own."""
    first, last = text[start], text[end - 1]
    if start and first.isascii() and first.isalnum():
        before = text[start - 1]
        if before.isascii() and before.isalnum():
            return False
    after = text[end : end + 1]
    if not (after.isascii() and after.isalnum()) or not (last.isascii() and last.isalnum()):
        return True
    return last.isdigit() and not after.isdigit()


@lru_cache(maxsize=32)
def matcher(*names: str, own: tuple[Term, ...] = (), allowed: tuple[str, ...] = ()) -> Matcher:
    """The matcher of some tables of schemas/terms with the exclusions and denials that all tables share.

    Kept for the next text and the next workspace with the same words: ``own`` words and ``allowed`` phrases beside
    those of the tables.
    """
    shared = read_table("exclusions")
    terms = [term for name in names for term in terms_of(name)]
    excuses = [phrase for name in ("exclusions", *names) for phrase in excuses_of(name)]
    return Matcher([*terms, *own], [*excuses, *allowed], shared["negation"])
