"""Recognise contact data of people in Chinese and English text: numbers, addresses and account names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commops.wording.fold import fold

# `\b` would find nothing in 「联系电话13800001234谢谢」: Han characters are word characters. So digits are fenced off
# by digits only, and letters by letters. Patterns that search whole texts start with a set of characters and do no
# more than needed there, because that is the one thing `re` skips through quickly; the exact ones look at a few
# characters around what was found.
_RUN = re.compile(r"[0-9](?=[0-9 -]{9})(?:[ -]?[0-9]){9,}[Xx]?")
_PHONE = re.compile(r"(?<!\d)(?<!\d\.)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)", re.ASCII)
_LANDLINE = re.compile(r"(?<![\d-])0(?:10|2\d|[3-9]\d{2})[ -]\d{7,8}(?![\d-])", re.ASCII)
_ABROAD = re.compile(r"(?<![\w+])\+(?!86)[1-9]\d{0,2}(?:[ -]?\d{2,4}){3,4}(?![\d:])", re.ASCII)
_ID_CARD = re.compile(
    r"(?<!\d)[1-8]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?!\d)", re.ASCII
)
_BANK_CARD = re.compile(r"(?<![\d.])62(?:[ -]?\d){14,17}(?!\d)", re.ASCII)
_HAN = "零〇一幺二三四五六七八九"
_HAN_PHONE = re.compile(rf"[三四五六七八九](?<=[一幺].)[{_HAN}]{{9}}(?![{_HAN}])")
_MAILBOX = re.compile(r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}\Z", re.ASCII)
_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])")
_WECHAT = re.compile(
    r"[微薇威VvWw](?:信|e(?:[Cc]hat|ixin)|ECHAT|[Xx](?!id_)|(?<=加[微Vv])|(?<=加我[微Vv])|(?<=\+[微Vv]))"
    r"(?P<name> ?(?:号码?|账号|[Ii][Dd])是?)? ?(?P<sign>[:\uff1a=])? ?(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19})"
    r"(?![A-Za-z0-9_-])(?! [A-Za-z])"
)
# What every account needs: 微信 or vx or QQ and what may follow it, or 加微, +v.
_ACCOUNT = re.compile(
    r"[微薇威VvWwQq扣](?:[信Xx扣Qq](?=[ :\uff1a=号账Ii1-9])|e[Cc]hat|eixin|ECHAT"
    r"|(?<=加.)|(?<=加我.)|(?<=\+.)|(?<=\+ .))"
)
_WECHAT_INTERNAL = re.compile(r"wxid_[A-Za-z0-9]{6,}")
_ASKED = re.compile(r"(?:加|加我|\+) ?\Z")
_QQ = re.compile(r"[Qq扣][Qq扣] ?(?:号码?)? ?[:\uff1a=是]? ?(?P<id>[1-9]\d{4,10})(?![\d/]|-\d| ?人)", re.ASCII)
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
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
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
    """All contact data in a text, in order and without overlaps."""
    folded = fold(text)
    found: list[Contact] = []
    end = 0
    for kind, start, stop, value in sorted(_candidates(folded.text), key=lambda one: (one[1], -one[2])):
        if start >= end:
            found.append(Contact(kind, value, *folded.span(start, stop)))
            end = stop
    return found


def _candidates(text: str) -> Iterator[tuple[str, int, int, str]]:
    for run in _RUN.finditer(text):
        yield from _numbers(text, run.start(), run.end())
    for match in _HAN_PHONE.finditer(text):
        start = match.start() - 1
        if start == 0 or text[start - 1] not in _HAN:
            yield "phone", start, match.end(), text[start : match.end()]
    if "@" in text:
        yield from _addresses(text)
    if "wxid_" in text:
        yield from (("wechat", *match.span(), match[0]) for match in _WECHAT_INTERNAL.finditer(text))
    if not _ACCOUNT.search(text):
        return
    for match in _WECHAT.finditer(text):
        if _is_wechat(match):
            yield "wechat", *match.span(), match["id"]
    for match in _QQ.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum() or text[match.start() - 1] > "\u2e80":
            yield "qq", *match.span(), match["id"]


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, str]]:
    """What a run of at least ten digits is, if anything; the exact patterns see the characters around it."""
    begin, stop = max(start - 1, 0), end + 2
    for kind, pattern in (("id-card", _ID_CARD), ("bank-card", _BANK_CARD)):
        for match in pattern.finditer(text, begin, stop):
            if is_id_card(match[0]) if kind == "id-card" else is_bank_card(match[0]):
                yield kind, *match.span(), match[0]
                return
    for pattern in (_PHONE, _LANDLINE, _ABROAD):
        for match in pattern.finditer(text, begin, stop):
            if not _in_digest(text, match.start()):
                yield "phone", *match.span(), match[0]


def _addresses(text: str) -> Iterator[tuple[str, int, int, str]]:
    at = text.find("@")
    while at >= 0:
        left, right = max(at - 66, 0), _HOST.match(text, at + 1)
        name = _MAILBOX.search(text[left:at])
        if name and right:
            address = text[left + name.start() : right.end()]
            if _is_mailbox(address.lower()):
                yield "email", left + name.start(), right.end(), address
        at = text.find("@", at + 1)


def _is_wechat(match: re.Match[str]) -> bool:
    """Whether a word after 微信, vx... is an account: it is introduced as one, or looks like nothing else."""
    text, start = match.string, match.start()
    if (
        text[start] in "VvWw"
        and text[max(start - 1, 0) : start].isascii()
        and text[max(start - 1, 0) : start].isalnum()
    ):
        return False
    if match["name"] or _ASKED.search(text[max(start - 3, 0) : start]):
        return True
    plain = match["id"].isalpha()
    return match["sign"] is not None and (not plain or (match["id"].islower() and text[start] in "微薇威"))


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
