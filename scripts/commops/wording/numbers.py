"""Numbers that name a person or an account, told from dates, orders and identifiers by their check digits and shape."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from commops.patterns import lazy

# Digits with what people put between them. `\b` would find nothing in 「联系电话13800001234谢谢」: Han characters are
# word characters. So numbers are fenced off by digits and Latin letters only.
RUN = lazy(r"[0-9](?=[0-9 ().\u00b7\uff08\uff09-]{6})(?:[ .\u00b7-]?[()\uff08\uff09]?[ -]?[0-9]){6,}[Xx]?")
_GROUP = lazy(r"[0-9]+[Xx]?")
_MOST_GROUPS = 6
"""A number is not written in more groups than these, but for one that is spaced out whole."""
_SEPARATORS = " -.\u00b7()\uff08\uff09"
_LETTER = lazy(r"[A-Za-z_]")
_HEX = lazy(r"[0-9a-fA-F]*")
# How the eleven digits of a mobile number are grouped.
_MOBILE_GROUPS = frozenset(
    [(11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (3, 8), (7, 4), (5, 6), (4, 4, 3), (3, 5, 3), (1,) * 11]
)
_NO_PHONE = lazy(
    r"(?:订单号?|单号|运单|快递|流水号?|编号|序列号|货号|条码|条形码|版本号?|批号|账单|工单|ISBN|SN|S/N|sn|[Oo]rder|[Ss]erial"
    r"|[Ii]nvoice|[Bb]uild|[Tt]icket|[Ii]ssue|[Ff]irmware|timestamp|时间戳|id|ID|uid|UID|[Nn]o\.?|#|\u2116|[=/])"
    r"[号码为是]{0,2}[ :\uff1a#\"'(]{0,3}\Z"
)
_AREA = lazy(r"0(?:10|2\d|[3-9]\d{2})")
_NEAR_PHONE = lazy(r"(?:电话|座机|热线|传真|手机|致电|联系|[Tt]el|[Pp]hone|[Cc]all|[Ff]ax)[^0-9\n]{0,6}\Z")
_NEAR_CARD = lazy(
    r"(?:卡号|银行卡|信用卡|储蓄卡|借记卡|账号|帐号|账户|银联|打款|转账|汇款|[Cc]ard|[Aa]ccount|[Vv]isa|[Mm]aster)[^0-9\n]{0,12}\Z"
)
_NEAR_ID = lazy(r"(?:身份证|证件|[Ii][Dd] ?(?:card|no|number)|一代证)[^0-9\n]{0,8}\Z")
# First two digits of a resident id: the province.
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbers(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Phones, resident ids and bank cards as (kind, start, end, value)."""
    for run in RUN.finditer(text):
        start, end = run.span()
        for kind, first, last, value in _judged(text, start, end):
            first = _prefix(text, first) if kind == "phone" else first
            yield kind, first, last, text[first:last] if kind == "phone" else value


def _prefix(text: str, start: int) -> int:
    """Where a phone number begins: at its plus sign, if it has one."""
    return start - 1 if text[start - 1 : start] == "+" else start


def _judged(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, str]]:
    """What a run of digits is: as a whole, else its parts between spaces."""
    found = _kind(text, start, end)
    if found is not None:
        yield found, start, end, text[start:end]
        return
    # Several numbers in a row, or a date before one: every group at which a new one may begin.
    parts = [part.span() for part in _GROUP.finditer(text, start, end)]
    at = 0
    while at < len(parts):
        last = next((last for last in _ends(parts, at) if _kind(text, parts[at][0], parts[last][1])), None)
        if last is not None:
            first, stop = parts[at][0], parts[last][1]
            yield str(_kind(text, first, stop)), first, stop, text[first:stop]
            at = last
        at += 1


def _ends(parts: list[tuple[int, int]], first: int) -> list[int]:
    """With which group a number that begins with group ``first`` may end, longest first."""
    digits, ends = 0, []
    for last in range(first, min(first + _MOST_GROUPS, len(parts))):
        digits += parts[last][1] - parts[last][0]
        if digits > 20:
            break
        if digits >= 10:
            ends.append(last)
    return ends[::-1]


def _kind(text: str, start: int, end: int) -> str | None:
    written = text[start:end]
    digits = "".join(char for char in written if char not in _SEPARATORS)
    if _glued(text, start, end) or not 10 <= len(digits) <= 19:
        return None
    before = text[max(start - 20, 0) : start]
    if is_id_card(digits) or (len(digits) == 15 and is_old_id_card(digits) and _NEAR_ID.search(before)):
        return "id-card"
    if digits[-1] in "Xx":
        return None
    if _is_card(digits, written, before):
        return "bank-card"
    return "phone" if _is_phone(digits, written, before) else None


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the number is part of a longer word: a digest, a decimal fraction, an identifier."""
    left, right = text[start - 1 : start], text[end : end + 1]
    if left in "_/" and left and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum():
        return True
    if left and (left.isdigit() or (left == "." and text[start - 2 : start - 1].isdigit())):
        return True
    if right and (right.isdigit() or right == "_" or (right in ".:" and text[end + 1 : end + 2].isdigit())):
        return True
    if right and _LETTER.match(right) and right.isascii():
        # Units and words may follow; a digest or an identifier goes on with letters and digits.
        tail = re.match(r"[A-Za-z]*[0-9_]?", text[end : end + 40])
        if tail is not None and tail[0] and tail[0][-1] in "0123456789_":
            return True
    head = left and _LETTER.match(left) and left.isascii()
    return bool(head) and _identifier(text, start)


def _identifier(text: str, start: int) -> bool:
    """Whether letters in front of a number make it an identifier or digest (``a13800…``), not a word like ``tel``."""
    at = start
    while at and start - at < 64 and text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] in "_-"):
        at -= 1
    word = text[at:start]
    if len(_HEX.match(text, at)[0]) >= 20:  # type: ignore[index] # an empty match is one
        return True
    return word.lower() not in (
        "tel",
        "phone",
        "mobile",
        "call",
        "t",
        "m",
        "p",
        "wx",
        "vx",
        "v",
        "weixin",
        "wechat",
        "qq",
    )


def _is_phone(digits: str, written: str, before: str) -> bool:
    # A plus sign behind a letter or digit is a sum or an exponent.
    bare, abroad = digits, before.endswith("+") and not re.search(r"[A-Za-z0-9]\+\Z", before)
    prefixed = False
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= 10:
            bare, prefixed = digits[len(prefix) :], True
            break
    if len(bare) == 11 and bare[0] == "1" and bare[1] in "3456789":
        shape = groups(written, skip=len(digits) - len(bare))
        if shape in _MOBILE_GROUPS:
            return prefixed or abroad or not _NO_PHONE.search(before)
    if abroad:
        return digits[0] != "0" and 9 <= len(digits) <= 15
    if (
        prefixed
        and len(groups(written)) > 1
        and _AREA.match("0" + bare)
        and len(bare) in (9, 10, 11)
        and bare[0] != "1"
    ):
        return True
    area = _AREA.match(digits)
    if area and len(digits) - area.end() in (7, 8):
        split = groups(written)[0] == area.end()
        return (split and not _NO_PHONE.search(before)) or bool(_NEAR_PHONE.search(before))
    return False


def groups(written: str, skip: int = 0) -> tuple[int, ...]:
    """The lengths of the groups of digits, the first ``skip`` digits left out."""
    sizes, run = [], 0
    for char in written:
        if char in _SEPARATORS:
            if run:
                sizes.append(run)
            run = 0
        elif skip:
            skip -= 1
        else:
            run += 1
    return (*sizes, run) if run else tuple(sizes)


def _is_card(digits: str, written: str, before: str) -> bool:
    """A bank card: Luhn, a length and first digits that are issued, and more than chance where those are common."""
    size = len(digits)
    union = digits[:2] == "62" and 16 <= size <= 19
    other = (
        (digits[0] == "4" and size == 16)
        or (size == 16 and (51 <= int(digits[:2]) <= 55 or 2221 <= int(digits[:4]) <= 2720 or digits[:2] == "35"))
        or (size == 15 and digits[:2] in ("34", "37"))
        or (size in (16, 18, 19) and digits[0] in "569" and bool(_NEAR_CARD.search(before)))
    )
    if not (union or other) or not is_bank_card(digits):
        return False
    near = bool(_NEAR_CARD.search(before))
    shape = groups(written)
    grouped = (len(shape) >= 4 and set(shape[:-1]) == {4}) or shape == (4, 6, 5)
    return near or grouped or (union and not _NO_PHONE.search(before))


def is_id_card(text: str) -> bool:
    """Whether a number is a Chinese resident id: province, date, and the check digit of GB 11643 (mod 11-2)."""
    digits = [char for char in text if char not in _SEPARATORS]
    if len(digits) != 18 or "".join(digits[:2]) not in _PROVINCES or "x" in "".join(digits[:17]).lower():
        return False
    total = sum(weight * int(char) for weight, char in zip(_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper() and _is_day("".join(digits[6:14]))


def is_old_id_card(digits: str) -> bool:
    """Whether fifteen digits are a resident id of before 1999: province and date, no check digit."""
    return digits.isdigit() and digits[:2] in _PROVINCES and _is_day(f"19{digits[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= day.year <= 2099


def is_bank_card(text: str) -> bool:
    """Whether a number has the check digit of ISO/IEC 7812 (Luhn)."""
    digits = [int(char) for char in reversed(text) if char not in _SEPARATORS]
    return sum(sum(divmod(digit * (1 + at % 2), 10)) for at, digit in enumerate(digits)) % 10 == 0
