"""Pseudonyms of a row's person: what identifies people is brought to one spelling, then hashed with the key."""

from __future__ import annotations

import re

from commops.patterns import lazy
from commops.tables import cells
from commops.tables.kind import Context, Record, Values

FIELDS = ("name", "nickname", "phone", "email", "wechat", "qq", "account")
PRIVATE = FIELDS
COLUMNS = {"name": "text", "nickname": "text", "ids": "texts", "accounts": "texts", "maybe": "texts"}
"""Columns of a row that stands for a person. All values are pseudonyms.

``ids``: what identifies one person for certain (phone, address, account), equal in every sheet; ``accounts``: the log
authors that those accounts are; ``maybe``: log authors that bear the same name.
"""

_EMAIL = lazy(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}")
_PHONE = lazy(r"[+(]?[\d()\s.\-–—−/]{6,30}")
_ROW_NUMBER = lazy(r"\d{1,4}")
_QQ_MAIL = lazy(r"([1-9][0-9]{4,11})@qq\.com")


def phone(cell: object) -> str:
    """A phone number as digits: width, spaces and hyphens do not count, nor the Chinese country code.

    ``""`` for what is none, such as a masked number or one that a spreadsheet rounded (1.38E+10).
    """
    written = cells.text(cell).lstrip("'")
    if not _PHONE.fullmatch(written):
        return ""
    foreign = written.startswith(("+", "00"))
    digits = re.sub(r"\D", "", written, flags=re.ASCII).removeprefix("00" if written.startswith("00") else "")
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    elif foreign:
        digits = f"+{digits}"
    return digits if 7 <= len(digits.lstrip("+")) <= 15 else ""


def name(cell: object) -> str:
    """A name without spaces, width and case."""
    return re.sub(r"[\s·•.]", "", cells.folded(cell))


def email(cell: object) -> str:
    """An address in lower case; ``""`` for what is none."""
    written = cells.folded(cell).replace(" ", "")
    return written if _EMAIL.fullmatch(written) else ""


def identify(record: Record, context: Context) -> Values | None:
    """The columns of the row's person; None when nothing in the row names one."""
    author = context.key.author
    mail = email(record.raw("email"))
    qq = _qq(record, mail)
    account = record.text("account")
    if _ROW_NUMBER.fullmatch(account):
        account = ""  # a column "no." that counts the rows
    certain = (
        ("phone", phone(record.raw("phone"))),
        ("email", mail),
        ("wechat", cells.folded(record.raw("wechat"))),
        ("qq", qq),
        ("account", account),
    )
    accounts = {author(source, raw) for source, raw in (("wechat", record.text("wechat")), ("qq", qq)) if raw}
    if account:
        accounts |= {author(source, account) for source in context.sources}
    names = {field: name(record.raw(field)) for field in ("name", "nickname")}
    if not any(raw for _, raw in certain) and not any(names.values()):
        return None
    shown = {cells.text(record.raw(field)) for field in names} - {""}
    return {
        **{field: author("name", written) if written else None for field, written in names.items()},
        "ids": sorted(author(f"table {source}", raw) for source, raw in certain if raw),
        "accounts": sorted(accounts),
        "maybe": sorted({author(source, raw) for source in context.sources for raw in shown} - accounts),
    }


def meant(value: str, context: Context) -> frozenset[str]:
    """Every pseudonym that what an operator wrote may stand for: a pseudonym, or something that a sheet may hold."""
    author = context.key.author
    written = cells.text(value)
    spellings = {
        "table phone": phone(value),
        "table email": email(value),
        "table wechat": cells.folded(value),
        "table qq": written,
        "table account": written,
        "name": name(value),
    }
    found = {author(source, raw) for source, raw in spellings.items() if raw}
    return frozenset(found | {author(source, written) for source in context.sources} | {value})


def _qq(record: Record, mail: str) -> str:
    """The QQ number, which stands in the mail address too if it is one of theirs."""
    number = re.sub(r"\D", "", record.text("qq"), flags=re.ASCII)
    found = _QQ_MAIL.fullmatch(mail)
    return number if 5 <= len(number) <= 12 else found[1] if found else ""
