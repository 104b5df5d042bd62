"""A thousand invented items that stand for what is private, and a search that finds them in any spelling or packing."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import urllib.parse
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs
import pyarrow as pa
import pyarrow.parquet as pq

_LETTERS = "bcdfghjkmnpqrstvwxyz"
# Rare characters that GBK has too, so that nothing else in the program, its data or its pages holds three in a row.
_RARE = "鱻犇骉猋羴鱟麤龘靐齉爩鱺籲龖矗毳淼焱"


class Canary(NamedTuple):
    """An item as exports hold it, and the part of it by which it is recognised."""

    kind: str
    text: str
    mark: str


def _letters(number: int) -> str:
    return _LETTERS[number // 400] + _LETTERS[number // 20 % 20] + _LETTERS[number % 20]


def _rare(number: int) -> str:
    size = len(_RARE)
    return _RARE[number // size % size] + "囍" + _RARE[number % size] + _RARE[number // size**2 % size]


def _name(n: int) -> tuple[str, str]:
    mark = f"Zqn{_letters(n)}vik" if n % 2 else _rare(n)
    return (f"{mark} Obram", mark) if n % 2 else (mark, mark)


def _phrase(n: int) -> tuple[str, str]:
    mark = f"zqp{_letters(n)}oza" if n % 2 else _rare(1000 + n)
    return f'{mark} <b>& "only" \\ us</b>\n{mark}' if n % 3 else f"悄悄说{mark}的事", mark


def _same(text: str) -> tuple[str, str]:
    return text, text


KINDS = {
    "name": [_name(n) for n in range(150)],
    "nickname": [_name(n) for n in range(150, 300)],
    "phone": [_same(f"199{7_310_000 + 7919 * n:08}") for n in range(150)],
    "id": [_same(f"uq{_letters(n)}{61_000 + 37 * n}") for n in range(150)],
    "phrase": [_phrase(n) for n in range(200)],
    "file": [(f"scan_zqf{_letters(n)}doc.pdf", f"zqf{_letters(n)}doc") for n in range(50)],
    "mail": [(f"zqm{_letters(n)}box@mail{n}.example.org", f"zqm{_letters(n)}box") for n in range(75)],
    "link": [(f"https://zql{_letters(n)}site.example.net/a?b={n}&c=1", f"zql{_letters(n)}site") for n in range(75)],
}
CANARIES = [Canary(kind, *pair) for kind, pairs in KINDS.items() for pair in pairs]


def of(*kinds: str) -> list[Canary]:
    """The items of some kinds."""
    return [canary for canary in CANARIES if canary.kind in kinds]


def spellings(mark: str) -> set[bytes]:
    """A text in the encodings and escapes of files, pages, addresses and logs; in base64 at each of three offsets."""
    texts = {mark, mark.lower(), mark.upper()}
    if not mark.isascii():
        texts |= {
            "".join(f"\\u{ord(char):04x}" for char in mark),
            "".join(f"\\u{ord(char):04X}" for char in mark),
            "".join(f"\\u{{{ord(char):x}}}" for char in mark),
            "".join(f"&#{ord(char)};" for char in mark),
            "".join(f"&#x{ord(char):x};" for char in mark),
            "".join(f"&#x{ord(char):X};" for char in mark),
            urllib.parse.quote(mark),
            urllib.parse.quote(mark).lower(),
        }
    found = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    raw = mark.encode()
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        # What depends on the neighbours is cut off: the first characters and the last.
        inner = whole[(0, 2, 3)[before] : len(whole) - (0, 3, 2)[(before + len(raw)) % 3]]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return {one for one in found if len(one) >= 6}


@dataclass
class Hunter:
    """Looks for canaries; made once, since putting the automaton together takes longer than most searches."""

    canaries: list[Canary]
    _whose: list[Canary] = field(default_factory=list)

    def __post_init__(self) -> None:
        patterns = [(one, canary) for canary in self.canaries for one in sorted(spellings(canary.mark))]
        self._whose = [canary for _, canary in patterns]
        self._automaton = ahocorasick_rs.BytesAhoCorasick([one for one, _ in patterns])

    def found(self, content: bytes | str) -> set[Canary]:
        """The canaries in some bytes, packed as they may be."""
        raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return {
            self._whose[number]
            for part in unpacked(raw)
            for number, _, _ in self._automaton.find_matches_as_indexes(part, overlapping=True)
        }

    def below(self, folder: Path) -> dict[str, set[Canary]]:
        """By path, the canaries in the files below a folder, and in the names of files and folders."""
        result = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if found := self.found(name) | self.found(content):
                result[name] = found
        return result


_PACKED = {b"\x1f\x8b": gzip.decompress, b"BZh": bz2.decompress, b"\xfd7zXZ": lzma.decompress}


def unpacked(raw: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and what is packed in them: zip (and so xlsx), gzip, bzip2, xz, tar, Parquet."""
    yield raw
    if depth > 3:
        return
    for part in _parts(raw):
        yield from unpacked(part, depth + 1)


def _parts(raw: bytes) -> Iterable[bytes]:
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return [archive.read(name) for name in archive.namelist()]
    if raw.startswith(b"PAR1"):
        return [repr(pq.read_table(pa.BufferReader(raw)).to_pydict()).encode("utf-8", "surrogatepass")]
    for start, opened in _PACKED.items():
        if raw.startswith(start):
            return [opened(raw)]
    if raw[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            return [file.read() for member in archive if (file := archive.extractfile(member))]
    return []
