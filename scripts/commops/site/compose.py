"""Puts the languages together into the folder of the site, file by file, and only those that changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from commops.files import write_atomic


def compose(editions: Mapping[str, Path], out: Path, note: tuple[str, str]) -> int:
    """Make ``out`` hold the files of each edition below its place (``""`` is the root); returns how many changed.

    ``note`` is the name and content of a file that is added. Every file is replaced in one step, so that a server
    never hands out half a page. Files are told to be the same by size and time, which the copy takes over.
    """
    wanted = {
        Path(place, path.relative_to(folder)).as_posix(): path
        for place, folder in editions.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    changed = 0
    kept = {*wanted, note[0]}
    for path in sorted(out.rglob("*"), reverse=True) if out.is_dir() else ():
        if path.is_symlink() or (path.is_file() and path.relative_to(out).as_posix() not in kept):
            path.unlink()
            changed += 1
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, source in wanted.items():
        changed += _copy(source, out / name)
    if changed:
        # Written anew even if it says the same: its time tells who watches that something changed.
        (out / note[0]).unlink(missing_ok=True)
    return changed + write_atomic(out / note[0], note[1], durable=False)


def _copy(source: Path, target: Path) -> bool:
    fresh = source.stat()
    try:
        there = target.stat()
    except OSError:
        there = None
    if there is not None and (there.st_size, there.st_mtime_ns) == (fresh.st_size, fresh.st_mtime_ns):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    os.close(handle)
    try:
        shutil.copy2(source, name)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
