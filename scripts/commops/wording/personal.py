"""Recognise contact data of people in Chinese and English text: numbers, addresses and account names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commops.wording.fold import fold

# `\b` would find nothing in 「联系电话13800001234谢谢」: a Han character counts as a word character. So digits are
# fenced off by digits only, and letters by letters.
_DIGITS = r"(?:\d[ -]?){10}\d|\d{3,4}[ -]\d{7}"
_HAN_DIGITS = "零〇一幺二三四五六七八九"
_HINT = re.compile(
    rf"[@\uff20]|{_DIGITS}|[Ww][Xx](?:id)?|微信|薇信|威信|\+\s?[Vv微]|[Vv]信|[Ww]e[CcXx]|[Vv][Xx]|加[我]?[Vv微]"
    rf"|[Qq][Qq]|扣扣|[{_HAN_DIGITS}]{{11}}"
)

_PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_HAN_PHONE = re.compile(rf"(?<![{_HAN_DIGITS}])[一幺][三四五六七八九][{_HAN_DIGITS}]{{9}}(?![{_HAN_DIGITS}])")
_LANDLINE = re.compile(r"(?<![\d-])0(?:10|2\d|[3-9]\d{2})[ -]\d{7,8}(?![\d-])")
_ABROAD = re.compile(r"(?<![\w+])\+(?!86)[1-9]\d{0,2}(?:[ -]?\d{2,4}){3,4}(?![\d:])")
_ID_CARD = re.compile(
    r"(?<!\d)[1-8]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?!\d)"
)
_BANK_CARD = re.compile(r"(?<![\d.])62(?:[ -]?\d){14,17}(?![\d])")
_EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])", re.ASCII
)
_WECHAT = re.compile(
    r"(?<![A-Za-z0-9])(?:wxid_[A-Za-z0-9]{6,}"
    r"|(?:(?:微信|薇信|威信|[Vv]信|(?<![A-Za-z])(?:wechat|weixin|vx|wx)) ?(?:号码?|[Ii][Dd]|账号)? ?[:\uff1a=是] ?"
    r"|(?:加我?|\+) ?(?:微信|薇信|威信|微|[Vv]信|[Vv][Xx]?|wechat) ?[:\uff1a]? ?|微信号 ?)"
    r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}))(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_QQ = re.compile(
    r"(?<![A-Za-z0-9])(?:[Qq]{2}|扣扣) ?(?:号码?)? ?[:\uff1a=是]? ?(?P<id>[1-9]\d{4,10})(?![\d/]|-\d| ?人)"
)
_HEX_RUN = re.compile(r"[0-9a-f]*", re.IGNORECASE)

# Reserved for examples (RFC 2606, RFC 6761), and senders nobody reads.
_NO_MAILBOX = re.compile(
    r"@(?:.*\.)?(?:example\.(?:com|org|net|edu)|[^.]*\.?(?:example|test|invalid|localhost))$|noreply|no-reply"
)
_FILE_ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"),
    *(".css", ".js", ".json", ".yml", ".yaml", ".md", ".html", ".txt", ".csv", ".py", ".zip"),
)
# First two digits of a resident id: the province.
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ),
    )
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Contact(NamedTuple):
    """Contact data in a text; ``start`` and ``end`` are code points of the text as written."""

    kind: str
    """phone, id-card, bank-card, email, wechat or qq."""
    value: str
    start: int
    end: int


def contacts(text: str) -> list[Contact]:
    """All contact data in a text, in order and without overlaps; the longest reading of a run of digits wins."""
    if not _HINT.search(text) and not _HINT.search(fold(text).text):
        return []
    folded = fold(text)
    found: list[Contact] = []
    taken: list[tuple[int, int]] = []
    for kind, start, end, value in _candidates(folded.text):
        if any(start < right and left < end for left, right in taken):
            continue
        taken.append((start, end))
        found.append(Contact(kind, value, *folded.span(start, end)))
    return sorted(found, key=lambda contact: contact.start)


def _candidates(text: str) -> Iterator[tuple[str, int, int, str]]:
    for match in _ID_CARD.finditer(text):
        if is_id_card(match[0]):
            yield "id-card", *match.span(), match[0]
    for match in _BANK_CARD.finditer(text):
        if is_bank_card(match[0]):
            yield "bank-card", *match.span(), match[0]
    for match in _EMAIL.finditer(text):
        if _is_mailbox(match[0].lower()):
            yield "email", *match.span(), match[0]
    for pattern in (_PHONE, _HAN_PHONE, _LANDLINE, _ABROAD):
        for match in pattern.finditer(text):
            if not _in_digest(text, match.start()):
                yield "phone", *match.span(), match[0]
    for kind, pattern in (("wechat", _WECHAT), ("qq", _QQ)):
        for match in pattern.finditer(text):
            yield kind, *match.span(), match["id"] or match[0]


def is_id_card(text: str) -> bool:
    """Whether a number is a Chinese resident id: a province code and the check digit of GB 11643 (mod 11-2)."""
    digits = [char for char in text if char not in " -"]
    if len(digits) != 18 or "".join(digits[:2]) not in _PROVINCES:
        return False
    total = sum(weight * int(char) for weight, char in zip(_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(text: str) -> bool:
    """Whether a number has the check digit of ISO/IEC 7812 (Luhn)."""
    digits = [int(char) for char in reversed(text) if char not in " -"]
    return sum(sum(divmod(digit * (1 + at % 2), 10)) for at, digit in enumerate(digits)) % 10 == 0


def _is_mailbox(address: str) -> bool:
    return not _NO_MAILBOX.search(address) and not address.endswith(_FILE_ENDINGS) and address[:4] != "git@"


def _in_digest(text: str, start: int) -> bool:
    """Whether digits belong to a hexadecimal digest, as lock files and snapshots are full of."""
    left = start
    while left and start - left < 64 and text[left - 1] in "0123456789abcdefABCDEF":
        left -= 1
    run = _HEX_RUN.match(text, left)
    return run is not None and run.end() - left >= 24
