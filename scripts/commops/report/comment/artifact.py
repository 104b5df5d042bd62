"""Reads the texts of a downloaded artifact: in memory, under limits, only the names that are expected."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

from commops.errors import InputError
from commops.texts import Text

LIMITS = {"summary.md": 256 * 1024, "fix.diff": 512 * 1024}
"""Bytes that are read of each file; whatever else is in the artifact is for people to download."""
_LARGEST = 64 * 1024 * 1024
_MOST_ENTRIES = 20
_FIX = Text("重新运行评审任务。", "Run the review job again.")


def texts(folder: Path) -> dict[str, str]:
    """The expected files that the one archive in ``folder`` holds; a name that is missing is left out.

    Raises InputError when the archive is not one, is too big, or holds links or two files of one name.
    """
    archive = _the_file(folder)
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            if len(entries) > _MOST_ENTRIES:
                raise _refused(archive, Text("文件太多", "too many files"))
            return {name: _text(opened, name, entries, archive) for name in LIMITS if _named(entries, name)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        raise _refused(archive, Text("不是完整的 zip 文件", "not a whole zip file")) from None


def _the_file(folder: Path) -> Path:
    """The only file of a folder. Raises InputError."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    if len(found) != 1 or not stat.S_ISREG(found[0].lstat().st_mode):
        raise _refused(folder, Text("应当只有一个 zip 文件", "there should be one zip file and nothing else"))
    if found[0].stat().st_size > _LARGEST:
        raise _refused(found[0], Text("文件太大", "too big"))
    return found[0]


def _named(entries: list[zipfile.ZipInfo], name: str) -> list[zipfile.ZipInfo]:
    return [entry for entry in entries if entry.filename == name]


def _text(opened: zipfile.ZipFile, name: str, entries: list[zipfile.ZipInfo], archive: Path) -> str:
    first, *others = _named(entries, name)
    mode = first.external_attr >> 16
    if others or (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)):
        raise _refused(archive, Text(f"{name} 不是普通文件", f"{name} is not a plain file"))
    with opened.open(first) as file:
        # What the archive says about sizes is not asked.
        content = file.read(LIMITS[name] + 1)
    if len(content) > LIMITS[name]:
        raise _refused(archive, Text(f"{name} 太大", f"{name} is too big"))
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def _refused(place: Path, why: Text) -> InputError:
    return InputError(str(place), why, _FIX)
