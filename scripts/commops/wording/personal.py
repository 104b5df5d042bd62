"""Recognise contact data of people in Chinese and English text: numbers, addresses and account names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from commops.patterns import lazy
from commops.wording.accounts import Found, accounts, addresses, passports, plates
from commops.wording.fold import fold
from commops.wording.numbers import numbers
from commops.wording.sieve import May, contact_kinds

_HAN = "零〇一幺二三四五六七八九"
_HAN_PHONE = lazy(rf"[三四五六七八九](?<=[一幺].)[{_HAN}]{{9}}(?![{_HAN}十百千万])")


class Contact(NamedTuple):
    """Contact data in a text; ``start`` and ``end`` are code points of the text as written."""

    kind: str
    """phone, id-card, bank-card, email, wechat, qq, plate or passport."""
    value: str
    start: int
    end: int


def contacts(text: str, raw: bytes | None = None) -> list[Contact]:
    """All contact data in a text, in order and without overlaps. ``raw`` is the same as UTF-8, if it is at hand."""
    folded = fold(text)
    plain = folded.text
    if plain is not text or raw is None:
        raw = plain.encode("utf-8", "surrogatepass")
    kinds = contact_kinds(plain, raw)
    if not kinds:
        return []
    found: list[Contact] = []
    end = 0
    for kind, start, stop, value in sorted(_candidates(plain, kinds), key=lambda one: (one[1], -one[2])):
        if start >= end:
            found.append(Contact(kind, value, *folded.span(start, stop)))
            end = stop
    return found


def _candidates(text: str, kinds: int) -> Iterator[Found]:
    for kind, detector in _DETECTORS:
        if kinds & kind:
            yield from detector(text)


def _han_phones(text: str) -> Iterator[Found]:
    """Phone numbers in Chinese numerals, read digit by digit."""
    for match in _HAN_PHONE.finditer(text):
        start = match.start() - 1
        if start == 0 or text[start - 1] not in _HAN:
            yield "phone", start, match.end(), text[start : match.end()]


_DETECTORS: tuple[tuple[int, Callable[[str], Iterator[Found]]], ...] = (
    (May.NUMBERS, numbers),
    (May.SPOKEN, _han_phones),
    (May.ADDRESSES, addresses),
    (May.ACCOUNTS, accounts),
    (May.PLATES, plates),
    (May.PASSPORTS, passports),
)
