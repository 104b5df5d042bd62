"""Finds what X turns into a link, also without ``https://``: it counts 23 there, however long or short it is.

The rules are those that twitter-text 3 documents and publishes conformance cases for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from commops.patterns import lazy
from commops.resources import folder
from commops.workspace.reading.read import read

_LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b"
    "\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_MARKERS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = "\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LETTER = f"[^-_!'#%&()*+,\\\\./:;<=>?@\\[\\]^{{|}}~${_SPACES}{_MARKERS}\ufffe\ufeff\uffff]"
_LABEL = f"{_LETTER}(?:[-_]*{_LETTER})*"
_HOST = lazy(rf"{_LABEL}(?:\.{_LABEL})+", re.IGNORECASE)
_ASCII_LABEL = f"[-a-z0-9{_LATIN}]+"
_BARE = lazy(
    rf"(?<![-a-z0-9{_LATIN}]){_ASCII_LABEL}(?:\.{_ASCII_LABEL})*\.(?:{_ASCII_LABEL}|{_LETTER}{{1,12}})", re.IGNORECASE
)
_START = lazy(r"(?<![A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff\uffff])https?://", re.IGNORECASE)
_PATH_CHAR = f"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\\[\\]\u2013_~@|&{_LATIN}-]"
_PARENS = rf"\((?:{_PATH_CHAR}+|{_PATH_CHAR}*\({_PATH_CHAR}+\){_PATH_CHAR}*)\)"
_END = f"(?:[-+a-z\u0400-\u04ff0-9=_#/{_LATIN}]|{_PARENS})"
_PORT = lazy(r":[0-9]+")
_PATH = lazy(rf"/(?:(?:{_PATH_CHAR}|{_PARENS})*{_END}|@{_PATH_CHAR}+/)?", re.IGNORECASE)
_QUERY = lazy(r"\?[a-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[a-z0-9_&=#/-]", re.IGNORECASE)
_T_CO = lazy(r"https?://t\.co/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[a-z0-9_&=#/-])?", re.IGNORECASE)
_PLAIN_TLD = lazy(r"xn--[-0-9a-z]+|[a-z]+", re.IGNORECASE | re.ASCII)
_NOT_AFTER = lazy(r"[A-Za-z0-9@+-]", re.ASCII)
_NOT_BEFORE_BARE = frozenset("-_./@\uff20$#\uff03\ufffe\ufeff\uffff")
_LONGEST_TLD = 20
_LONGEST_SLUG = 40
_LONGEST_LABEL = 63
_LONGEST_LINK = 4096


def links(text: str) -> list[tuple[int, int]]:
    """Where links begin and end in ``text`` (code points), in order and apart from each other."""
    found: list[tuple[int, int]] = []
    done = 0
    starts = {match.start(): match.end() for match in _START.finditer(text)}
    for start in sorted({*starts, *(match.start() for match in _BARE.finditer(text))}):
        if start >= done:
            end = _linked(text, start, starts[start]) if start in starts else _bare(text, start)
            if end and end - start <= _LONGEST_LINK:
                found.append((start, end))
                done = end
    return found


def _linked(text: str, start: int, host: int) -> int:
    """End of the link that begins with http:// at ``start`` and whose host begins at ``host``; 0 for none."""
    end = _host_end(text, host, _HOST)
    if not end:
        return 0
    # A short link of X itself takes nothing but its slug.
    if short := _T_CO.match(text, start):
        return 0 if len(short[1]) > _LONGEST_SLUG else short.end()
    return _query_end(text, _path_end(text, end))


def _bare(text: str, start: int) -> int:
    """End of the link without protocol at ``start``; 0 for none. Only a path takes port and query with it."""
    if text[start] == "-" or (start and text[start - 1] in _NOT_BEFORE_BARE):
        return 0
    end = _host_end(text, start, _BARE)
    if not end:
        return 0
    path = _path_end(text, end)
    return _query_end(text, path) if "/" in text[end:path] else end


def _path_end(text: str, end: int) -> int:
    port = _PORT.match(text, end)
    end = port.end() if port else end
    path = _PATH.match(text, end)
    return path.end() if path else end


def _query_end(text: str, end: int) -> int:
    query = _QUERY.match(text, end)
    return query.end() if query else end


def _host_end(text: str, start: int, pattern: re.Pattern[str]) -> int:
    """End of the longest host at ``start`` that ends with a top-level domain; 0 for none."""
    found = pattern.match(text, start)
    if found is None:
        return 0
    labels = found[0].split(".")
    ends = [start - 1]
    for label in labels:
        ends.append(ends[-1] + 1 + len(label))
    for last in range(len(labels) - 1, 0, -1):
        size = _tld(text, ends[last] + 1, labels[last])
        if size and "_" not in labels[last - 1] and all(_fits(label) for label in labels[:last]):
            return ends[last] + 1 + size
    return 0


def _tld(text: str, at: int, label: str) -> int:
    """How many characters of the label are a top-level domain that ends there; 0 for none."""
    plain = _PLAIN_TLD.match(label)
    if plain and (plain[0][:4].lower() == "xn--" or plain[0].lower() in _tlds()):
        sizes: Iterable[int] = [plain.end()]
    else:
        sizes = (size for size in range(min(len(label), _LONGEST_TLD), 1, -1) if label[:size].lower() in _tlds())
    return next((size for size in sizes if not _NOT_AFTER.match(text, at + size)), 0)


def _fits(label: str) -> bool:
    if label.isascii():
        return len(label) <= _LONGEST_LABEL
    if label[:4].lower() == "xn--":
        return False
    return len(label) <= _LONGEST_LABEL and len("xn--") + len(label.encode("punycode")) <= _LONGEST_LABEL


@cache
def _tlds() -> frozenset[str]:
    file = folder("schemas") / "tlds.yml"
    data = read(file.name, file.read_bytes()).data
    return frozenset(f"{data['iana']} {data['retired']}".split())
