"""Account names in text: WeChat and QQ ids, e-mail addresses, licence plates, passports and travel permits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commops.patterns import lazy

Found = tuple[str, int, int, str]

_MAILBOX = lazy(r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}\Z", re.ASCII)
_HOST = lazy(r"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])")
# Written so that programs do not find it: name (at) host dot cn, name#163.com, name @ host.cn.
_MAIL = "163|126|qq|gmail|outlook|foxmail|sina"
_AT = rf" ?[\[({{<](?:at|AT|@)[\])}}>] ?| at (?=[\w-]+ dot )| ?艾特 ?| @ |#(?=(?:{_MAIL})\.)"
_DOT = r"(?:\.| ?[\[({<](?:dot|DOT)[\])}>] ?| dot | ?点 ?)"
_SPELLED = lazy(
    rf"(?<![\w.%+-])(?P<name>[A-Za-z0-9._%+-]{{1,64}})(?:{_AT})"
    rf"(?P<host>[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{0,3}}{_DOT}"
    r"(?:com|cn|net|org|io|me|dev|edu|info|xyz|top|co))(?![A-Za-z0-9])",
    re.ASCII,
)
_SPELLED_HINT = lazy(rf"[\[({{<](?:at|AT|@)[\])}}>]| dot |艾特| @ |#(?:{_MAIL})\.")
# Reserved for examples (RFC 2606, RFC 6761), and senders nobody reads.
_NO_MAILBOX = lazy(
    r"@(?:.*\.)?(?:example\.(?:com|org|net|edu|cn)|[^.]*\.?(?:example|test|invalid|localhost))$|noreply|no-reply"
)
_FILE_ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"),
    *(".css", ".js", ".json", ".yml", ".yaml", ".md", ".html", ".txt", ".csv", ".py", ".zip"),
)
_WECHAT = lazy(
    r"(?:[微薇威徽][.\u00b7 ]?信|[VvWw](?:信|e(?:[Cc]hat|ixin)|ECHAT|EIXIN|[Xx](?!id_))|绿泡泡?"
    r"|(?:加[我个]?|\+ ?)(?:[微薇]|[Vv](?![A-Za-z])))"
    r"(?P<name> ?(?:号码?|账号|帐号|[Ii][Dd])是?)? ?(?P<sign>[:\uff1a=\u279c\u2192>]{1,2}|是|为)? ?"
    r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-])(?! [A-Za-z])"
)
_SHORT_V = lazy(
    r"(?<![A-Za-z0-9*|(=+.-])(?:V ?[:\uff1a] ?|v ?\uff1a ?|v: )"
    r"(?P<id>(?=[A-Za-z_-]*[0-9])[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_.-])"
)
_DEVICE = lazy(r"(?:android|iphone|ipad|windows|macos|harmony|version|beta|ver)", re.IGNORECASE)
_ASKED = lazy(r"(?:加|加我|加个|\+) ?\Z")
_WECHAT_INTERNAL = lazy(r"wxid_[A-Za-z0-9]{6,}")
_QQ = lazy(
    r"(?:[Qq扣][Qq扣]|企鹅|[Qq](?=号)|\U0001f427) ?(?:号码?|账号)? ?[:\uff1a=是为]? ?"
    r"(?P<id>[1-9]\d{4,10})(?![\d/]|-\d| ?[人个条元只万]|\.\d)",
    re.ASCII,
)
_PLATE = lazy(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ \u00b7\u2022.-]?"
    r"(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9\u6302\u5b66\u8b66\u6e2f\u6fb3])(?![A-Za-z0-9])"
)
_CAR = lazy(r"车|牌|停|驾|plate|car", re.IGNORECASE)
_PASSPORT = lazy(
    r"(?:护照|通行证|台胞证|回乡证|旅行证|[Pp]assport|PASSPORT)[^A-Za-z0-9\n]{0,8}(?:(?:no|No|NO|number)[.: ]{0,3})?"
    r"(?P<id>[EeGgDdSsPpHhCcWwMmKk][A-Za-z]?\d{7,8}(?!\d)|[HMhmCc]\d{8,10}(?!\d)|\d{8}(?!\d)|[A-Z]{1,2}\d{6,7}(?!\d))"
)


def addresses(text: str) -> Iterator[Found]:
    """E-mail addresses, also those that are spelled to hide."""
    at = text.find("@")
    while at >= 0:
        left, right = max(at - 66, 0), _HOST.match(text, at + 1)
        name = _MAILBOX.search(text[left:at])
        if name and right:
            address = text[left + name.start() : right.end()]
            if is_mailbox(address.lower()):
                yield "email", left + name.start(), right.end(), address
        at = text.find("@", at + 1)
    if _SPELLED_HINT.search(text):
        for spelled in _SPELLED.finditer(text):
            host = re.sub(_DOT, ".", spelled["host"].lower())
            if is_mailbox(f"{spelled['name']}@{host}"):
                yield "email", *spelled.span(), spelled[0]


def is_mailbox(address: str) -> bool:
    """Whether somebody may read what is sent there."""
    return not _NO_MAILBOX.search(address) and not address.endswith(_FILE_ENDINGS) and address[:4] != "git@"


def accounts(text: str) -> Iterator[Found]:
    """WeChat and QQ ids."""
    if "wxid_" in text:
        yield from (("wechat", *match.span(), match[0]) for match in _WECHAT_INTERNAL.finditer(text))
    for match in _WECHAT.finditer(text):
        if _is_wechat(match):
            yield "wechat", *match.span(), match["id"]
    for match in _SHORT_V.finditer(text):
        yield "wechat", *match.span(), match["id"]
    for match in _QQ.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before.isalnum() or before > "\u2e80":
            yield "qq", *match.span(), match["id"]


def _is_wechat(match: re.Match[str]) -> bool:
    """Whether a word after 微信, vx... is an account: it is introduced as one, or looks like nothing else."""
    text, start = match.string, match.start()
    before = text[max(start - 1, 0) : start]
    if text[start] in "VvWw" and before.isascii() and before.isalnum():
        return False
    if match["name"] or text[start] in "加+" or _ASKED.search(text[max(start - 3, 0) : start]):
        return True
    plain = match["id"].isalpha()
    glued = match["sign"] is None and match.end() - len(match["id"]) - start == 2 and text[start + 1] == "信"
    if glued and sum(map(str.isdigit, match["id"])) >= 2 and not _DEVICE.match(match["id"]):
        return True
    sign = match["sign"] is not None and match["sign"] not in ("是", "为")
    return sign and (not plain or (match["id"].islower() and text[start] in "微薇威徽绿"))


def plates(text: str) -> Iterator[Found]:
    """Licence plates; after a Han character only where cars are spoken of, since 新, 云 and 京 are words as well."""
    for match in _PLATE.finditer(text):
        code = match[0][2:].lstrip(" \u00b7\u2022.-")
        if sum(char.isdigit() for char in code) < 3:
            continue
        before = text[max(match.start() - 14, 0) : match.start()]
        if before and before[-1] > "\u3400" and before[-1].isalpha() and not _CAR.search(before):
            continue
        yield "plate", *match.span(), match[0]


def passports(text: str) -> Iterator[Found]:
    """Passports and travel permits that are introduced as such; without the word they look like part numbers."""
    for match in _PASSPORT.finditer(text):
        yield "passport", *match.span("id"), match["id"]
