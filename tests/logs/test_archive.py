"""Zip archives that are broken or built to deceive are refused before anything in them is believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import conserved, merged, put, slack

from commops.errors import InputError
from commops.logs import archive
from commops.logs.archive import Archive
from property_tests import costly


def made(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def read_all(path: Path) -> list[bytes]:
    with Archive(path) as opened:
        return [opened.read(name) for name in opened.names]


def refused(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_all(path)
    assert caught.value.what.zh
    return caught.value.what.en


def test_a_plain_archive_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(made(("b/2.json", b"two"), ("a.json", b"one")))
    with Archive(tmp_path / "x.zip") as opened:
        assert opened.names == ("a.json", "b/2.json")
        assert opened.read("b/2.json") == b"two"
        assert opened.packed_at > 1_700_000_000


ODD_NAMES = ["/etc/passwd", "../up.json", "a/../../b", "C:/x", "a\\b.json", "a\x1b[31m.json", "..", "a\nb"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(tmp_path: Path, name: str) -> None:
    assert "name" in refused(tmp_path, made((name, b"x")))


def test_zero_bytes_in_names(tmp_path: Path) -> None:
    assert "name" in refused(tmp_path, made(("aXb.json", b"x")).replace(b"aXb.json", b"a\0b.json"))


def test_links(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("channels.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in refused(tmp_path, made((info, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_names(tmp_path: Path) -> None:
    assert "share a name" in refused(tmp_path, made(("a.json", b"1"), ("a.json", b"2")))
    assert "share a name" in refused(tmp_path, made(("\u00e9.json", b"1"), ("e\u0301.json", b"2")))


def test_a_bomb_stops_at_a_hundredfold(tmp_path: Path) -> None:
    assert "bomb" in refused(tmp_path, made(("a.json", bytes(64 << 20))))


def test_limits_on_members_and_totals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = made(*((f"{number}.json", b"x" * 100) for number in range(20)))
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1000)
    assert "bomb" in refused(tmp_path, content)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    assert "too many" in refused(tmp_path, content)


def test_overlapping_members(tmp_path: Path) -> None:
    """Two entries of the directory that point at the same bytes."""
    content = made(("a.json", b"x" * 200), ("b.json", b"y" * 200), method=zipfile.ZIP_STORED)
    second = content.rindex(b"PK\x01\x02")
    content = content[: second + 42] + struct.pack("<I", 0) + content[second + 46 :]
    assert "overlap" in refused(tmp_path, content)


def test_sizes_that_lie(tmp_path: Path) -> None:
    content = made(("a.json", b"x" * 5000))
    entry = content.index(b"PK\x01\x02")
    lying = content[: entry + 24] + struct.pack("<I", 10) + content[entry + 28 :]
    assert "damaged" in refused(tmp_path, lying)


def test_encryption_and_rare_methods(tmp_path: Path) -> None:
    content = made(("a.json", b"x"))
    entry = content.index(b"PK\x01\x02")
    assert "encrypted" in refused(tmp_path, content[: entry + 8] + b"\x01\x00" + content[entry + 10 :])
    assert "rare" in refused(tmp_path, made(("a.json", b"x"), method=zipfile.ZIP_BZIP2))


WHOLE = slack(
    {
        "general/2026-05-28.json": [
            {"type": "message", "user": "U1", "text": "x", "ts": f"177992640{n}.1"} for n in range(9)
        ]
    },
    users=[{"id": "U1"}],
    channels=[{"id": "C1", "name": "general"}],
)


@costly
@given(cut=st.integers(1, len(WHOLE) - 1))
def test_a_cut_archive_says_that_it_is_cut(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    root = tmp_path_factory.mktemp("cut")
    report = put(root, WHOLE[:cut], "export.zip")
    assert report.problem
    assert merged(root) == []


@costly
@given(place=st.integers(0, len(WHOLE) - 1), value=st.integers(0, 255))
def test_a_flipped_byte_never_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int
) -> None:
    root = tmp_path_factory.mktemp("flip")
    report = put(root, WHOLE[:place] + bytes([value]) + WHOLE[place + 1 :], "export.zip")
    assert report.problem or conserved(report)
