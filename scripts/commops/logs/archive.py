"""Reads zip exports member by member, without unpacking them and without trusting what they say about themselves.

The checks that any archive must pass stand here too; ``tar_stream`` holds tar files to the same ones.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, cast

from commops.errors import InputError
from commops.texts import Text, safe

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 256 << 20
MAX_TOTAL_BYTES = 8 << 30
FREE_BYTES = 10 << 20
"""What a member may grow to whatever its ratio; above it at most ``MAX_RATIO`` times its packed size."""
MAX_RATIO = 100

BLOCK = 1 << 20
_LOCAL_HEADER = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def peek(path: Path) -> tuple[str, ...]:
    """The names that an archive lists, unchecked: to recognise it by, before anything in it is read."""
    with (
        contextlib.suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError),
        zipfile.ZipFile(path) as archive,
    ):
        return tuple(archive.namelist())
    return ()


class Checks:
    """What an archive must not be: a bomb, too many files, names that lead elsewhere. Methods raise InputError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._left = MAX_TOTAL_BYTES
        self._names: set[str] = set()

    def grown(self, more: int, done: int, packed: int, name: str = "") -> None:
        """``more`` bytes came out, ``done`` in all from ``packed`` bytes; the sizes that an archive states are lies."""
        self._left -= more
        if self._left < 0 or (done > FREE_BYTES and done > MAX_RATIO * max(packed, 1)):
            raise self.too_large(name)

    def named(self, name: str) -> str:
        """The name of one more file, in the form in which names are compared."""
        folded = unicodedata.normalize("NFC", name)
        if folded in self._names:
            raise self.refusal(Text("压缩包里有重名文件", "two files in the archive share a name"))
        self._names.add(folded)
        self.counted(len(self._names))
        return folded

    def counted(self, entries: int) -> None:
        """The archive holds at least so many entries."""
        if entries > MAX_MEMBERS:
            raise self.refusal(Text("压缩包里的文件太多", "the archive holds too many files"))

    def too_large(self, name: str) -> InputError:
        """For a member (or, without a name, a whole archive) that goes on and on."""
        if not name:
            return self.refusal(
                Text("压缩包展开后太大，可能是压缩炸弹", "the archive unpacks to far too much; it may be a bomb")
            )
        return self.refusal(
            Text(
                "压缩包里的 {name} 展开后太大，可能是压缩炸弹",
                "{name} in the archive unpacks to far too much; it may be a zip bomb",
            ).fill(name=safe(name, one_line=True))
        )

    def refusal(self, what: Text) -> InputError:
        """The error to raise."""
        return InputError(
            str(self.path),
            what,
            Text(
                "重新从原平台导出并下载，不要改动压缩包",
                "export and download it again from the platform, and import it unchanged",
            ),
        )


def odd_name(name: str) -> bool:
    """Whether a name could lead out of the archive's own folder, or deceive on a screen."""
    return (
        not name
        or name.startswith("/")
        or ".." in PurePosixPath(name).parts
        or "\\" in name
        or ":" in name.split("/", 1)[0]
        or any(unicodedata.category(char) in ("Cc", "Cs") for char in name)
    )


ODD_NAME = Text("压缩包里有可疑的文件名", "the archive holds a suspicious file name")
NOT_A_FILE = Text("压缩包里有链接或特殊文件", "the archive holds a link or a special file")
DAMAGED = Text("压缩包不完整或已损坏", "the archive is cut off or damaged")


class Archive:
    """A checked zip archive. Use it in a ``with`` block; ``names`` are its files, sorted.

    Raises InputError for an archive that is broken, too large, or built to deceive: overlapping or doubled members,
    links, odd names, encryption, rare compression.
    """

    def __init__(self, path: Path) -> None:
        self._checks = Checks(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            raise self._checks.refusal(DAMAGED) from None
        try:
            self._members = self._checked()
        except InputError:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files inside, sorted; folders are left out."""
        return tuple(self._members)

    @property
    def packed_at(self) -> int:
        """Latest time stamp of a member as UTC seconds (zips name no zone); 0 when the stamps mean nothing."""
        stamps = []
        for info in self._members.values():
            with contextlib.suppress(ValueError):
                stamps.append(int(dt.datetime(*info.date_time, tzinfo=dt.UTC).timestamp()))
        return max(stamps, default=0)

    def size(self, name: str) -> int:
        """Packed bytes of a member, for progress."""
        return self._members[name].compress_size

    def read(self, name: str) -> bytes:
        """The whole content of a member, at most MAX_MEMBER_BYTES. Raises InputError."""
        whole = bytearray()
        for block in self.blocks(name):
            whole += block
            if len(whole) > MAX_MEMBER_BYTES:
                raise self._checks.too_large(name)
        return bytes(whole)

    def open(self, name: str) -> BinaryIO:
        """A member as a file to be read once, from the front; it may be larger than what ``read`` gives."""
        return cast("BinaryIO", io.BufferedReader(_Blocks(self.blocks(name)), BLOCK))

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member block by block, so that one of any size fits. Raises InputError."""
        done, packed = 0, self._members[name].compress_size
        try:
            with self._zip.open(self._members[name]) as file:
                while block := file.read(BLOCK):
                    done += len(block)
                    self._checks.grown(len(block), done, packed, name)
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
            raise self._checks.refusal(
                Text("压缩包里的 {name} 已损坏", "{name} in the archive is damaged").fill(
                    name=safe(name, one_line=True)
                )
            ) from None

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        self._checks.counted(len(infos))
        members: dict[str, zipfile.ZipInfo] = {}
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if problem := _suspicious(info):
                raise self._checks.refusal(problem)
            if info.header_offset < end:
                raise self._checks.refusal(Text("压缩包里的文件互相重叠", "files in the archive overlap"))
            end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename.encode("utf-8", "replace"))
            end += info.compress_size
            if not info.is_dir():
                members[self._checks.named(info.filename)] = info
        return dict(sorted(members.items()))


class _Blocks(io.RawIOBase):
    """Blocks as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        self._left = self._left or memoryview(next(self._blocks, b""))
        room = memoryview(buffer)
        size = min(len(room), len(self._left))
        room[:size], self._left = self._left[:size], self._left[size:]
        return size


def _suspicious(info: zipfile.ZipInfo) -> Text | None:
    if odd_name(info.orig_filename):
        return ODD_NAME
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return NOT_A_FILE
    if info.flag_bits & 0x1:
        return Text("压缩包有密码", "the archive is encrypted")
    if info.compress_type not in _METHODS:
        return Text("压缩包用了少见的压缩方式", "the archive uses a rare compression method")
    return None
