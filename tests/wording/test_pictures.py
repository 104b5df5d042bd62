"""What pictures carry unseen is found in each format, and no picture, however damaged, can do harm."""

import struct
import time
import zlib

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.wording.pictures import Unseen, unseen

XMP = (
    b'<x:xmpmeta><rdf:Description exif:GPSLatitude="31,13.8N" exif:GPSLongitude="121,28.4E">'
    b"<dc:creator><rdf:Seq><rdf:li>Wang</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>"
)
PNG = b"\x89PNG\r\n\x1a\n"


def exif(order: str = "<") -> bytes:
    """A TIFF with an artist, a comment in the Exif directory, and a position."""
    artist = b"Wang Xiaoming\x00"
    comment = b"ASCII\x00\x00\x0013800001234"
    where = {"ifd": 8, "exif": 8 + 2 + 36 + 4, "gps": 8 + 2 + 36 + 4 + 2 + 12 + 4}
    data = where["gps"] + 2 + 24 + 4
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8)
    first = struct.pack(order + "H", 3)
    first += struct.pack(order + "HHII", 0x013B, 2, len(artist), data)
    first += struct.pack(order + "HHII", 0x8769, 4, 1, where["exif"])
    first += struct.pack(order + "HHII", 0x8825, 4, 1, where["gps"]) + b"\x00" * 4
    second = struct.pack(order + "HHHII", 1, 0x9286, 7, len(comment), data + len(artist)) + b"\x00" * 4
    third = struct.pack(order + "H", 2)
    third += struct.pack(order + "HHII", 2, 5, 3, data) + struct.pack(order + "HHII", 4, 5, 3, data) + b"\x00" * 4
    return head + first + second + third + artist + comment


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes, behind: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(segments) + segment(0xDA, b"\x00" * 4) + b"\x12\x34\xff\x00\xff\xd9" + behind


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes, behind: bytes = b"") -> bytes:
    return PNG + chunk(b"IHDR", b"\x00" * 13) + b"".join(chunks) + chunk(b"IEND", b"") + behind


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(part)) + part + b"\x00" * (len(part) % 2) for name, part in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


PLACE, ARTIST = Unseen("place", "GPS", ""), Unseen("author", "Artist", "Wang Xiaoming")
COMMENT = Unseen("text", "UserComment", "13800001234")


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_in_every_format_that_has_it(order):
    tiff = exif(order)
    for raw in (
        jpeg(segment(0xE0, b"JFIF\x00"), segment(0xE1, b"Exif\x00\x00" + tiff)),
        png(chunk(b"eXIf", tiff)),
        webp((b"VP8 ", b"\x00" * 9), (b"EXIF", tiff)),
        webp((b"EXIF", b"Exif\x00\x00" + tiff)),
        tiff,
    ):
        assert set(unseen(raw)) == {PLACE, ARTIST, COMMENT}


def test_xmp_in_every_format():
    for raw in (
        jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP)),
        png(chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP)),
        png(chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(XMP))),
        webp((b"XMP ", XMP)),
        b"GIF89a" + b"\x00" * 7 + b"!\xff\x0bXMP DataXMP" + XMP + b"\x00;",
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40 + XMP,
        b"%PDF-1.7\n" + XMP,
    ):
        found = list(unseen(raw))
        assert Unseen("place", "XMP", "") in found
        assert Unseen("author", "XMP", "Wang") in found


def test_comments_texts_and_iptc():
    iptc = (
        b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x20\x1c\x02\x50\x00\x04Wang\x1c\x02\x78\x00\x0b13800001234"
    )
    assert set(unseen(jpeg(segment(0xFE, b"call 13800001234"), segment(0xED, iptc)))) == {
        Unseen("text", "Comment", "call 13800001234"),
        Unseen("author", "IPTC 2:080", "Wang"),
        Unseen("text", "IPTC 2:120", "13800001234"),
    }
    texts = (chunk(b"tEXt", b"Author\x00Wang"), chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"13800001234")))
    assert list(unseen(png(*texts))) == [Unseen("author", "Author", "Wang"), Unseen("text", "Comment", "13800001234")]
    assert list(unseen(b"GIF89a" + b"\x00" * 7 + b"!\xfe\x0513800\x061" + b"0" * 5 + b"\x00;")) == [
        Unseen("text", "Comment", "13800100000")
    ]


def test_what_lies_behind_the_end():
    for raw in (jpeg(behind="电话13800001234".encode()), png(behind="电话13800001234".encode())):
        assert list(unseen(raw)) == [Unseen("text", "behind the end", "电话13800001234")]


def test_plain_pictures_carry_nothing():
    assert list(unseen(jpeg(segment(0xE0, b"JFIF\x00")))) == []
    assert list(unseen(png())) == []
    assert list(unseen(webp((b"VP8 ", b"\x00" * 9)))) == []
    assert list(unseen(b"no picture at all")) == []


BOMBS = {
    "a text that unpacks to a gigabyte": png(chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"x" * (64 << 20), 9))),
    "many such texts": png(*[chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"x" * (1 << 20), 9))] * 100),
    "directories that point at themselves": b"II*\x00\x08\x00\x00\x00"
    + struct.pack("<HHHII", 1, 0x8769, 4, 1, 8) * 500,
    "a directory with 65535 entries": b"II*\x00\x08\x00\x00\x00\xff\xff"
    + struct.pack("<HHII", 0x10E, 2, 1 << 20, 0) * 80_000,
    "a megabyte of empty segments": b"\xff\xd8\xff" + b"\xff\xe1\x00\x02" * 250_000,
    "a megabyte of comments": b"GIF89a" + b"!\xfe\x01a" * 250_000,
    "a megabyte of IPTC": jpeg(segment(0xED, b"\x1c\x02\x50\x7f\xff" * 13_000)),
    "packets that never end": b"<x:xmpmeta" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_stay_cheap(name):
    started = time.process_time()
    texts = [one.text for one in unseen(BOMBS[name])]
    assert time.process_time() - started < 1
    assert all(len(text) <= 256 << 10 for text in texts)
    assert sum(map(len, texts)) < 200 << 20


@given(
    st.sampled_from([b"\xff\xd8\xff", PNG, b"RIFF\x00\x00\x00\x00WEBP", b"GIF89a", b"II*\x00", b"MM\x00*"]),
    st.binary(max_size=300),
)
def test_damaged_pictures_never_fail(start, rest):
    list(unseen(start + rest))


@given(
    st.integers(0, 400),
    st.integers(0, 255),
    st.sampled_from([jpeg(segment(0xE1, b"Exif\x00\x00" + exif())), png(chunk(b"eXIf", exif()))]),
)
def test_one_wrong_byte_never_fails(at, byte, raw):
    at %= len(raw)
    list(unseen(raw[:at] + bytes([byte]) + raw[at + 1 :]))
