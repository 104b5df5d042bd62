"""Reads tar exports (plain or gzip) from front to back, in memory, under the checks that zip archives pass too."""

from __future__ import annotations

import contextlib
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from commops.errors import InputError
from commops.logs.archive import BLOCK, DAMAGED, MAX_MEMBER_BYTES, NOT_A_FILE, ODD_NAME, Checks, odd_name

GZIP = b"\x1f\x8b"
_MAGIC, _MAGIC_AT = b"ustar", 257
_STEP_BYTES = 1 << 16
"""Longest header that is believed: long names and extended headers are read whole, whatever length they state."""
_PEEK_NAMES, _PEEK_BYTES = 2_000, 64 << 20
_GZIP_WINDOW = 31
_REGULAR = (tarfile.REGTYPE, tarfile.AREGTYPE)


def is_tar(head: bytes) -> bool:
    """Whether a file that begins with these bytes may be a tar, or a gzip that may hold one."""
    return head.startswith(GZIP) or head[_MAGIC_AT:].startswith(_MAGIC)


def members(path: Path) -> Iterator[tuple[str, Callable[[], bytes], int]]:
    """The files inside, in their order: name, how to read it (before going on to the next), bytes of the tar read.

    Nothing is unpacked to disk. Raises InputError for an archive that is broken, too large or built to deceive.
    """
    checks = Checks(path)
    with path.open("rb") as file:
        source = _Forward(file, checks)
        try:
            with tarfile.TarFile(fileobj=source) as archive:
                yield from _walk(archive, source, checks)
        except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, UnicodeError, OverflowError):
            raise checks.refusal(DAMAGED) from None


def peek(path: Path) -> tuple[str, ...]:
    """The names of the first files, to recognise it by; fewer when it cannot be read so far."""
    names: list[str] = []
    with contextlib.suppress(InputError):
        for name, _read, position in members(path):
            names.append(name)
            if len(names) >= _PEEK_NAMES or position > _PEEK_BYTES:
                break
    return tuple(names)


def _walk(archive: tarfile.TarFile, source: _Forward, checks: Checks) -> Iterator[tuple[str, Callable[[], bytes], int]]:
    entries = 0
    while (info := archive.next()) is not None:
        # The list would otherwise grow with every entry.
        archive.members = []  # type: ignore[attr-defined]
        entries += 1
        checks.counted(entries)
        if odd_name(info.name):
            raise checks.refusal(ODD_NAME)
        if info.isdir():
            continue
        if info.type not in _REGULAR or info.issparse():
            raise checks.refusal(NOT_A_FILE)
        if info.size < 0:
            raise checks.refusal(DAMAGED)
        yield checks.named(info.name), partial(_content, source, info, checks), source.packed
    if not source.is_whole():
        raise checks.refusal(DAMAGED)


def _content(source: _Forward, info: tarfile.TarInfo, checks: Checks) -> bytes:
    if info.size > MAX_MEMBER_BYTES:
        raise checks.too_large(info.name)
    whole = bytearray()
    try:
        source.seek(info.offset_data)
        while len(whole) < info.size and (part := source.read(min(info.size - len(whole), _STEP_BYTES))):
            whole += part
    except (zlib.error, OSError):
        raise checks.refusal(DAMAGED) from None
    if len(whole) < info.size:
        raise checks.refusal(DAMAGED)
    return bytes(whole)


class _Forward(io.RawIOBase):
    """The tar's own bytes, unpacked while they are read; goes forward only, and in small steps.

    ``tarfile`` reads extended headers in one go, so a step that is too large is a header that lies about its length.
    """

    def __init__(self, file: IO[bytes], checks: Checks) -> None:
        self._file = file
        self._checks = checks
        self._inflate = zlib.decompressobj(_GZIP_WINDOW) if file.read(2) == GZIP else None
        file.seek(0)
        self._block, self._used = b"", 0
        self._position = 0
        self.packed = 0
        """Bytes of the file read so far."""
        self.last = b""
        """What the last read gave."""

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or offset < self._position:
            raise OSError
        while self._position < offset and self._take(offset - self._position):
            pass
        return self._position

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _STEP_BYTES:
            raise OSError
        parts = []
        while size and (part := self._take(size)):
            parts.append(part)
            size -= len(part)
        self.last = b"".join(parts)
        return self.last

    def is_whole(self) -> bool:
        """Whether the archive has its proper end: read on to it, and see that the sums of a gzip are right."""
        closed = self.last == bytes(tarfile.BLOCKSIZE)
        while self._take(BLOCK):
            pass
        return closed and (self._inflate is None or self._inflate.eof)

    def _take(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end."""
        while self._used == len(self._block) and self._more():
            pass
        part = self._block[self._used : self._used + size]
        self._used += len(part)
        self._position += len(part)
        return part

    def _more(self) -> bool:
        """Read and unpack on, if only a little; False at the end."""
        raw = self._inflate.unconsumed_tail if self._inflate else b""
        if not raw and not (self._inflate and self._inflate.eof):
            raw = self._file.read(BLOCK)
            self.packed += len(raw)
        self._block, self._used = self._inflate.decompress(raw, BLOCK) if self._inflate else raw, 0
        self._checks.grown(len(self._block), self._position + len(self._block), self.packed)
        return bool(raw or self._block)
