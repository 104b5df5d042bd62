"""A cheap first look at a text: what kinds of contact data or credentials may it hold at all?

Ten thousand files are looked at in each run and hardly any holds anything, so what decides here must cost a few
microseconds. Translating bytes into classes and searching a fixed string in the result is the fastest thing there is;
a pattern whose alternatives all begin with a literal character comes next.
"""

from __future__ import annotations

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


_DIGITS = bytes(0x30 if 0x30 <= code <= 0x39 else 0x2E for code in range(256))
_WORDS = bytes(0x61 if (code < 128 and chr(code).isalnum()) or code == 0x5F else 0x2E for code in range(256))
_CAPITALS = bytes(0x61 if 0x41 <= code <= 0x5A or 0x30 <= code <= 0x39 else 0x2E for code in range(256))
# A set of characters at the start is what `re` skips to; what stands around the character is looked at afterwards.
_HAN = lazy(
    "[三四五六七八九微薇徽威扣企绿艾护行台回](?:(?<=[一幺][三四五六七八九])[零〇一幺二三四五六七八九]{9}"
    "|(?<=[微薇徽威])[信.\u00b7 :\uff1aa-zA-Z0-9]"
    "|(?<=扣)扣|(?<=企)鹅|(?<=绿)泡|(?<=艾)特|(?<=护)照|(?<=行)证|(?<=台)胞|(?<=回)乡)"
)
_HAN_KINDS = dict.fromkeys("护行台回", May.PASSPORTS) | dict.fromkeys("三四五六七八九", May.SPOKEN)
_HAN_SECRETS = ("密".encode(), "令".encode())
# The literal at the start of these lets `re` skip quickly.
_W = lazy(rb"w(?:x(?:[ :=i]|[\xe4-\xe9\xef])|echat|eixin)")
_Q = lazy(rb"q(?:q(?:[ :=1-9]|[\xe4-\xe9\xef])|\xe5\x8f\xb7)")
_V = lazy(rb"v(?:[x:]|\xef\xbc\x9a|\xe4\xbf\xa1|(?<=\+v)|(?<=\xe5\x8a\xa0v))")
_PROVIDERS = (b"#163.", b"#126.", b"#qq.", b"#gmail.", b"#outlook.", b"#foxmail.", b"#sina.")


def contact_kinds(text: str, raw: bytes) -> int:
    """The flags of May for a text in plain characters and its UTF-8; what is disguised, ``fold`` has to undo first."""
    low = raw.lower()
    kinds = 0
    if b"0000000000" in raw.translate(_DIGITS, b" -.()\xef\xbc\x88\x89"):
        kinds = May.NUMBERS
    if b"aaaaaa" in raw.translate(_CAPITALS, b" \xc2\xb7"):
        kinds |= May.PLATES
    if b"@" in raw or b"at)" in low or b"at]" in low or b" dot " in low or (b"#" in raw and _provider(low)):
        kinds |= May.ADDRESSES
    if _W.search(low) or _Q.search(low) or _V.search(low):
        kinds |= May.ACCOUNTS
    if b"passport" in low:
        kinds |= May.PASSPORTS
    for found in _HAN.finditer(text):
        kinds |= May.ADDRESSES if found[0] == "艾特" else _HAN_KINDS.get(found[0][0], May.ACCOUNTS)
    return kinds


def _provider(low: bytes) -> bool:
    return any(name in low for name in _PROVIDERS)


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
