"""Finds out how the characters of a text file are encoded: by byte order mark, by zero bytes, UTF-8, GB18030."""

from __future__ import annotations

import codecs
from pathlib import Path

HEAD_BYTES = 65_536

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """The encoding of a file: by its head, and where that is plain ASCII by the whole of it; UTF-8 when in doubt."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    found = _by_signs(head)
    if found:
        return found
    if not head.isascii() and _decodes(head, "utf-8"):
        # One bad byte further on must not turn a whole file of good UTF-8 into something else.
        return "utf-8-sig"
    if _file_decodes(path, "utf-8"):
        return "utf-8-sig"
    return "gb18030" if _file_decodes(path, "gb18030") else "utf-8-sig"


def head_text(head: bytes) -> str:
    """The beginning of a file as text, whatever its encoding; what cannot be decoded shows as U+FFFD."""
    found = _by_signs(head)
    if not found:
        found = "gb18030" if not _decodes(head, "utf-8") and _decodes(head, "gb18030") else "utf-8-sig"
    return codecs.getincrementaldecoder(found)("replace").decode(head).removeprefix("\ufeff")


def _by_signs(head: bytes) -> str:
    """The encoding that a mark gives away, or the zero bytes of ASCII characters in UTF-16 without one; else ``""``."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Dates, names and line ends of a chat are ASCII to a good part; a stray zero byte in UTF-8 proves nothing.
    if max(even, odd) * 8 < len(head) or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the beginning of a file is valid in an encoding; it may end in the middle of a character."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _file_decodes(path: Path, encoding: str) -> bool:
    """Whether a file is valid in an encoding; a character cut off at its end does not count against it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return True
