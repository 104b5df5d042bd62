"""A cheap first look at a text: what kinds of contact data or credentials may it hold at all?

Ten thousand files are looked at in each run and hardly any holds anything, so what decides here must cost a few
microseconds. Translating bytes into classes and searching a fixed string in the result is the fastest thing there is;
a pattern whose alternatives all begin with a literal character comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import AnyStr

from commops.patterns import lazy


class May:
    """What a text may hold: flags, as plain numbers because an enumeration takes longer than the search."""

    NUMBERS = 1
    ADDRESSES = 2
    ACCOUNTS = 4
    PLATES = 8
    PASSPORTS = 16
    SPOKEN = 32
    """Phone numbers in Chinese numerals."""


_LINE_END = 0x0A
_DIGITS = bytes(0x30 if 0x30 <= code <= 0x39 else code if code == _LINE_END else 0x2E for code in range(256))
_WORDS = bytes(0x61 if (code < 128 and chr(code).isalnum()) or code == 0x5F else 0x2E for code in range(256))
_CAPITALS = bytes(
    0x61 if 0x41 <= code <= 0x5A or 0x30 <= code <= 0x39 else code if code == _LINE_END else 0x2E for code in range(256)
)
_RUNS = (
    (May.NUMBERS, _DIGITS, b" -.()\xef\xbc\x88\x89", lazy(b"0" * 10)),
    (May.PLATES, _CAPITALS, b" \xc2\xb7", lazy(b"a" * 6)),
)
"""What may hold a run of characters of a class: the classes, what may stand between them, and the run."""
# A set of characters at the start is what `re` skips to; what stands around the character is looked at afterwards.
_HAN = lazy(
    "[三四五六七八九微薇徽威扣企绿艾护行台回](?:(?<=[一幺][三四五六七八九])[零〇一幺二三四五六七八九]{9}"
    "|(?<=[微薇徽威])[信.\u00b7 :\uff1aa-zA-Z0-9]"
    "|(?<=扣)扣|(?<=企)鹅|(?<=绿)泡|(?<=艾)特|(?<=护)照|(?<=行)证|(?<=台)胞|(?<=回)乡)"
)
_HAN_KINDS = dict.fromkeys("护行台回", May.PASSPORTS) | dict.fromkeys("三四五六七八九", May.SPOKEN)
_HAN_SECRETS = ("密".encode(), "令".encode())
# The literal at the start of these lets `re` skip quickly. They look at UTF-8 in lower case.
_LOW = (
    (May.ADDRESSES, lazy(rb"@")),
    (May.ADDRESSES, lazy(rb"at[)\]]")),
    (May.ADDRESSES, lazy(rb" dot ")),
    (May.ADDRESSES, lazy(rb"#(?:163|126|qq|gmail|outlook|foxmail|sina)\.")),
    (May.ACCOUNTS, lazy(rb"w(?:x(?:[ :=i]|[\xe4-\xe9\xef])|echat|eixin)")),
    (May.ACCOUNTS, lazy(rb"q(?:q(?:[ :=1-9]|[\xe4-\xe9\xef])|\xe5\x8f\xb7)")),
    (May.ACCOUNTS, lazy(rb"v(?:[x:]|\xef\xbc\x9a|\xe4\xbf\xa1|(?<=\+v)|(?<=\xe5\x8a\xa0v))")),
    (May.PASSPORTS, lazy(rb"passport")),
)


def contact_kinds(text: str, raw: bytes) -> int:
    """The flags of May for a text in plain characters and its UTF-8; what is disguised, ``fold`` has to undo first."""
    low, kinds = raw.lower(), 0
    for flag, classes, between, run in _RUNS:
        if run.search(raw.translate(classes, between)):
            kinds |= flag
    for flag, sign in _LOW:
        if not kinds & flag and sign.search(low):
            kinds |= flag
    for found in _HAN.finditer(text):
        kinds |= May.ADDRESSES if found[0] == "艾特" else _HAN_KINDS.get(found[0][0], May.ACCOUNTS)
    return kinds


def suspects(text: str, raw: bytes) -> set[int]:
    """The lines of a text for which ``contact_kinds`` is not 0, numbered from 0: thousands of them at one look."""
    low = raw.lower()
    found = set(_lines(text, "\n", (one.start() for one in _HAN.finditer(text))))
    for _flag, classes, between, run in _RUNS:
        held = raw.translate(classes, between)
        found.update(_lines(held, b"\n", (one.start() for one in run.finditer(held))))
    for _flag, sign in _LOW:
        found.update(_lines(low, b"\n", (one.start() for one in sign.finditer(low))))
    return found


def _lines(held: AnyStr, line_end: AnyStr, places: Iterable[int]) -> Iterator[int]:
    line = done = 0
    for place in places:
        line += held.count(line_end, done, place)
        done = place
        yield line


def may_hold_credentials(raw: bytes) -> bool:
    """Whether a UTF-8 text may hold a password, a token or a key."""
    if b"aaaaaaaaaaaaaaaa" in raw.translate(_WORDS) or (b"@" in raw and b"://" in raw):
        return True
    low = raw.lower()
    return (
        b"secret" in low
        or b"token" in low
        or b"passw" in low
        or b"passphr" in low
        or b"pwd" in low
        or b"key" in low
        or b"hook" in low
        or b"glpat" in low
        or b":aa" in low
        or _HAN_SECRETS[0] in low
        or _HAN_SECRETS[1] in low
    )
