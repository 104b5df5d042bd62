"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from commops.files import largest_first, write_atomic


def test_writes_and_says_whether_bytes_changed(tmp_path):
    target = tmp_path / "deep" / "file.txt"
    assert write_atomic(target, "共读\n")
    stamp = target.stat().st_mtime_ns
    assert not write_atomic(target, "共读\n")
    assert target.stat().st_mtime_ns == stamp
    assert write_atomic(target, b"other")
    assert target.read_bytes() == b"other"


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(tmp_path, monkeypatch):
    target = tmp_path / "file.txt"
    write_atomic(target, "old")

    def fail(_descriptor):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_mode_is_set_before_the_file_appears(tmp_path):
    target = tmp_path / "key"
    write_atomic(target, "secret", mode=0o600)
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_largest_file_comes_first_and_what_is_gone_last(tmp_path: Path) -> None:
    sizes = {"a": 1, "b": 30, "c": 2, "d": 2}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    files = [tmp_path / name for name in ("gone", *sizes)]
    assert [file.name for file in largest_first(files)] == ["b", "c", "d", "a", "gone"]
