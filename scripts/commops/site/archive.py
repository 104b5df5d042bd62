"""Packs a folder into one file, a ZIP or a gzipped tar, whose bytes hang on nothing but what is in the folder."""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from commops.files import write_atomic


def pack_zip(folder: Path, target: Path, top: str, *, epoch: int) -> None:
    """Write the files of ``folder`` to a ZIP in which they stand below ``top``; ``epoch`` is their time in seconds."""
    # A ZIP knows no time before 1980, and no zone: what is written is UTC.
    when = datetime.fromtimestamp(max(epoch, 315_532_800), tz=UTC).timetuple()[:6]
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, path in _files(folder):
            entry = zipfile.ZipInfo(f"{top}/{name}", when)
            entry.external_attr, entry.compress_type, entry.create_system = 0o100644 << 16, zipfile.ZIP_DEFLATED, 3
            packed.writestr(entry, path.read_bytes(), compresslevel=9)
    write_atomic(target, held.getvalue())


def pack_tar(folder: Path, target: Path, *, epoch: int) -> str:
    """Write the files of ``folder`` to a gzipped tar and beside it a file with its SHA-256, which is returned."""
    held = BytesIO()
    with (
        gzip.GzipFile(fileobj=held, mode="wb", filename="", mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for name, path in _files(folder):
            content = path.read_bytes()
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(content), epoch, 0o644
            packed.addfile(entry, BytesIO(content))
    write_atomic(target, held.getvalue())
    digest = hashlib.sha256(held.getvalue()).hexdigest()
    write_atomic(target.with_name(f"{target.name}.sha256"), f"{digest}  {target.name}\n")
    return digest


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Names and places of the files, sorted; without hidden ones, which no web server needs."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    for name, path in sorted(found.items()):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield name, path
