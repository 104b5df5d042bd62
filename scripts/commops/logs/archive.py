"""Reads zip exports member by member, without unpacking them and without trusting what they say about themselves."""

from __future__ import annotations

import contextlib
import datetime as dt
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from commops.errors import InputError
from commops.texts import Text, safe

MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 256 << 20
MAX_TOTAL_BYTES = 8 << 30
FREE_BYTES = 10 << 20
"""What a member may grow to whatever its ratio; above it at most ``MAX_RATIO`` times its packed size."""
MAX_RATIO = 100

_BLOCK = 1 << 20
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


class Archive:
    """A checked zip archive. Use it in a ``with`` block; ``names`` are its files, sorted.

    Raises InputError for an archive that is broken, too large, or built to deceive: overlapping or doubled members,
    links, odd names, encryption, rare compression.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._left = MAX_TOTAL_BYTES
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            raise self._refuse(Text("压缩包不完整或已损坏", "the archive is cut off or damaged")) from None
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
        with self.opened(name) as blocks:
            return b"".join(blocks)

    @contextmanager
    def opened(self, name: str) -> Iterator[Iterator[bytes]]:
        """The content of a member in blocks, under the same bound. Raises InputError."""
        try:
            with self._zip.open(self._members[name]) as file:
                yield self._blocks(name, file)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
            raise self._refuse(
                Text("压缩包里的 {name} 已损坏", "{name} in the archive is damaged").fill(
                    name=safe(name, one_line=True)
                )
            ) from None

    def _blocks(self, name: str, file: IO[bytes]) -> Iterator[bytes]:
        """The bytes as they come; what the archive claims about sizes is not believed."""
        done, packed = 0, self._members[name].compress_size
        while block := file.read(_BLOCK):
            done += len(block)
            self._left -= len(block)
            if done > MAX_MEMBER_BYTES or self._left < 0 or (done > FREE_BYTES and done > MAX_RATIO * max(packed, 1)):
                raise self._refuse(
                    Text(
                        "压缩包里的 {name} 展开后太大，可能是压缩炸弹",
                        "{name} in the archive unpacks to far too much; it may be a zip bomb",
                    ).fill(name=safe(name, one_line=True))
                )
            yield block

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise self._refuse(Text("压缩包里的文件太多", "the archive holds too many files"))
        members: dict[str, zipfile.ZipInfo] = {}
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if problem := _suspicious(info):
                raise self._refuse(problem)
            if info.header_offset < end:
                raise self._refuse(Text("压缩包里的文件互相重叠", "files in the archive overlap"))
            end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename.encode("utf-8", "replace"))
            end += info.compress_size
            if info.is_dir():
                continue
            folded = unicodedata.normalize("NFC", info.filename)
            if folded in members:
                raise self._refuse(Text("压缩包里有重名文件", "two files in the archive share a name"))
            members[folded] = info
        return dict(sorted(members.items()))

    def _refuse(self, what: Text) -> InputError:
        return InputError(
            str(self.path),
            what,
            Text(
                "重新从原平台导出并下载，不要改动压缩包",
                "export and download it again from the platform, and import it unchanged",
            ),
        )


def _suspicious(info: zipfile.ZipInfo) -> Text | None:
    name = info.orig_filename
    parts = PurePosixPath(name).parts
    mode = info.external_attr >> 16
    if (
        not name
        or name.startswith("/")
        or ".." in parts
        or "\\" in name
        or ":" in name.split("/", 1)[0]
        or any(unicodedata.category(char) in ("Cc", "Cs") for char in name)
    ):
        return Text("压缩包里有可疑的文件名", "the archive holds a suspicious file name")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Text("压缩包里有链接或特殊文件", "the archive holds a link or a special file")
    if info.flag_bits & 0x1:
        return Text("压缩包有密码", "the archive is encrypted")
    if info.compress_type not in _METHODS:
        return Text("压缩包用了少见的压缩方式", "the archive uses a rare compression method")
    return None
