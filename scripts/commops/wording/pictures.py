"""The texts and positions that pictures carry along unseen: EXIF, XMP, IPTC, comments, and what lies behind the end.

A scanner of our own instead of an imaging library: nothing is decoded but a few short fields, sizes that lie cannot
make it read past the bytes given, and compressed texts are unpacked to 256 KiB at most. Formats: JPEG (ITU T.81, Exif
2.32, IPTC-IIM 4.2), PNG 1.2, GIF89a, WebP; in others (HEIC, AVIF, TIFF, PDF) XMP packets are found.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from commops.patterns import lazy

ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".pdf", ".psd", ".mp4")
_MAX_TEXT = 256 << 10
_MAX_PARTS = 2000
_AUTHORS = {0x013B: "Artist", 0x9C9D: "XPAuthor", 0xA430: "CameraOwnerName"}
_TEXTS = {
    0x010E: "ImageDescription",
    0x8298: "Copyright",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9286: "UserComment",
}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_XMP = lazy(rb"<x:xmpmeta.{0,262144}?</x:xmpmeta>|<x:xmpmeta.{1,65536}", re.DOTALL)
_XMP_PLACE = lazy(r"GPS(?:Latitude|Longitude)\W{1,3}\d")
_XMP_AUTHOR = lazy(
    r"<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]{0,40}>([^<]{1,200})<|(?:creator|OwnerName)=\"([^\"]{1,200})\""
)


class Unseen(NamedTuple):
    """One thing that a picture carries."""

    kind: str
    """``place`` for a position, ``author`` for the name of a person, ``text`` for anything else that can be read."""
    field: str
    """Where it stands: ``GPS``, ``Artist``, ``Comment``, ``behind the end``..."""
    text: str
    """Empty for a position."""


def unseen(raw: bytes) -> Iterator[Unseen]:
    """All that the first bytes of a picture carry; nothing for what is no picture. Never raises."""
    if raw[:3] == b"\xff\xd8\xff":
        yield from _jpeg(raw)
    elif raw[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _png(raw)
    elif raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        yield from _webp(raw)
    elif raw[:6] in (b"GIF87a", b"GIF89a"):
        yield from _gif(raw)
    else:
        if raw[:4] in (b"II*\x00", b"MM\x00*"):
            yield from _exif(raw)
        for packet in _XMP.findall(raw)[:8]:
            yield from _xmp(packet)


def _jpeg(raw: bytes) -> Iterator[Unseen]:
    at = 2
    for _ in range(_MAX_PARTS):
        marker = raw[at : at + 2]
        if len(marker) < 2 or marker[0] != 0xFF:
            return
        if marker[1] == 0xDA:  # the picture itself; only what follows its end is looked at
            yield from _behind(raw, raw.find(b"\xff\xd9", at) + 2)
            return
        size = int.from_bytes(raw[at + 2 : at + 4], "big")
        if size < 2:
            return
        part = raw[at + 4 : at + 2 + size]
        if marker[1] == 0xE1 and part[:6] == b"Exif\x00\x00":
            yield from _exif(part[6:])
        elif marker[1] == 0xE1 and b"xmpmeta" in part:
            yield from _xmp(part)
        elif marker[1] == 0xED:
            yield from _iptc(part)
        elif marker[1] == 0xFE:
            yield Unseen("text", "Comment", _decoded(part))
        at += 2 + size


def _png(raw: bytes) -> Iterator[Unseen]:
    at = 8
    for _ in range(_MAX_PARTS):
        size, name = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        part = raw[at + 8 : at + 8 + size]
        if name in (b"tEXt", b"zTXt", b"iTXt"):
            yield from _png_text(name, part)
        elif name == b"eXIf":
            yield from _exif(part)
        at += 12 + size
        if name == b"IEND":
            yield from _behind(raw, at)
        if name == b"IEND" or not name or at >= len(raw):
            return


def _png_text(name: bytes, part: bytes) -> Iterator[Unseen]:
    key, _, rest = part.partition(b"\x00")
    if name == b"zTXt":
        rest = _unpacked(rest[1:])
    elif name == b"iTXt":
        packed, rest = rest[:1] == b"\x01", rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]
        rest = _unpacked(rest) if packed else rest
    label = _decoded(key[:80])
    if b"xmpmeta" in rest:
        yield from _xmp(rest)
    else:
        yield Unseen("author" if label.lower() == "author" else "text", label, _decoded(rest))


def _webp(raw: bytes) -> Iterator[Unseen]:
    at = 12
    for _ in range(_MAX_PARTS):
        name, size = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        if len(name) < 4:
            return
        part = raw[at + 8 : at + 8 + size]
        if name == b"EXIF":
            yield from _exif(part.removeprefix(b"Exif\x00\x00"))
        elif name == b"XMP ":
            yield from _xmp(part)
        at += 8 + size + size % 2


def _gif(raw: bytes) -> Iterator[Unseen]:
    """Comments; blocks are found by their introducer, since walking all pictures of a GIF would mean to decode it."""
    at = raw.find(b"!\xfe") + 2
    for _ in range(50):
        if at < 2:
            break
        text = bytearray()
        while at < len(raw) and raw[at] and len(text) < 65536:
            text += raw[at + 1 : at + 1 + raw[at]]
            at += 1 + raw[at]
        yield Unseen("text", "Comment", _decoded(bytes(text)))
        at = raw.find(b"!\xfe", at) + 2
    for packet in _XMP.findall(raw)[:8]:
        yield from _xmp(packet)


def _behind(raw: bytes, end: int) -> Iterator[Unseen]:
    if 2 <= end < len(raw):
        yield Unseen("text", "behind the end", _decoded(raw[end : end + _MAX_TEXT]))


def _exif(raw: bytes) -> Iterator[Unseen]:
    order = {b"II": "<", b"MM": ">"}.get(raw[:2])
    if order is None or len(raw) < 8:
        return
    todo = [(struct.unpack_from(order + "I", raw, 4)[0], "IFD0")]
    seen: set[int] = set()
    room = 2 * _MAX_TEXT
    while todo and len(seen) < 8:
        start, name = todo.pop()
        if start in seen or start + 2 > len(raw):
            continue
        seen.add(start)
        tags = set()
        for tag, value, number in _entries(raw, order, start):
            tags.add(tag)
            room -= len(value)
            if room < 0:  # entries that all point at the same megabyte
                return
            if tag in (0x8769, 0x8825):
                todo.append((number, "GPS" if tag == 0x8825 else "Exif"))
            elif name != "GPS" and tag in _AUTHORS:
                yield Unseen("author", _AUTHORS[tag], _field(tag, value))
            elif name != "GPS" and tag in _TEXTS:
                yield Unseen("text", _TEXTS[tag], _field(tag, value))
        if name == "GPS" and {2, 4} <= tags:
            yield Unseen("place", "GPS", "")


def _entries(raw: bytes, order: str, start: int) -> Iterator[tuple[int, bytes, int]]:
    """Tag, bytes of the value, and the value as a number, of each entry of a directory."""
    count = struct.unpack_from(order + "H", raw, start)[0]
    for at in range(start + 2, min(start + 2 + 12 * min(count, 500), len(raw) - 11), 12):
        tag, form, size, number = struct.unpack_from(order + "HHII", raw, at)
        length = _SIZES.get(form, 1) * size
        yield (
            tag,
            raw[at + 8 : at + 8 + length] if length <= 4 else raw[number : number + min(length, _MAX_TEXT)],
            number,
        )


def _field(tag: int, value: bytes) -> str:
    if tag >= 0x9C00 and tag < 0xA000:
        return value.decode("utf-16-le", "ignore").strip("\x00 ")
    if tag == 0x9286:
        value = value[8:]  # how it is encoded
    return _decoded(value)


def _iptc(raw: bytes) -> Iterator[Unseen]:
    """Datasets of record 2: a name of one byte, a length of two, the text."""
    for found in list(re.finditer(rb"\x1c\x02(.)(..)", raw, re.DOTALL))[:200]:
        size = int.from_bytes(found[2], "big")
        text = _decoded(raw[found.end() : found.end() + min(size, 32768)])
        if text:
            number = found[1][0]
            yield Unseen("author" if number in (80, 122) else "text", f"IPTC 2:{number:03d}", text)


def _xmp(raw: bytes) -> Iterator[Unseen]:
    text = raw[:_MAX_TEXT].decode("utf-8", "ignore")
    if _XMP_PLACE.search(text):
        yield Unseen("place", "XMP", "")
    for found in _XMP_AUTHOR.finditer(text):
        yield Unseen("author", "XMP", (found[1] or found[2]).strip())
    yield Unseen("text", "XMP", text)


def _unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, _MAX_TEXT)
    except zlib.error:
        return b""


def _decoded(raw: bytes) -> str:
    """A text of unknown encoding; what is no text at all becomes little."""
    raw = raw[:_MAX_TEXT]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.strip("\x00 \t\r\n")
