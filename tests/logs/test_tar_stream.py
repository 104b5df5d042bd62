"""Tar archives that are broken or built to deceive are refused, and good ones are read without being unpacked."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.errors import InputError
from commops.logs import archive
from commops.logs.tar_stream import is_tar, members, peek

Entry = tuple[str | tarfile.TarInfo, bytes]


def tar(*entries: Entry, packed: bool = True, form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as file:
        for entry, content in entries:
            info = tarfile.TarInfo(entry) if isinstance(entry, str) else entry
            info.size = len(content) if info.isreg() else info.size
            file.addfile(info, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0) if packed else out.getvalue()


def read_all(tmp_path: Path, content: bytes) -> dict[str, bytes]:
    path = tmp_path / "x.tar"
    path.write_bytes(content)
    return {name: read() for name, read, _ in members(path)}


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_all(tmp_path, content)
    assert caught.value.what.zh
    return caught.value.what.en


FILES: list[Entry] = [
    ("export/realm.json", b"{}"),
    ("export/" + "long-" * 60 + "name.png", b"x" * 3000),
    ("export/messages-000001.json", os.urandom(70_000)),
    ("export/empty", b""),
    ("export/one-block", b"y" * 512),
]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_a_plain_archive_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool, form: int) -> None:
    content = tar(*FILES, packed=packed, form=form)
    assert is_tar(content[:512])
    assert read_all(tmp_path, content) == dict(FILES)
    assert peek(tmp_path / "x.tar") == tuple(name for name, _ in FILES)
    with monkeypatch.context() as patch:
        patch.setattr("commops.logs.tar_stream._PEEK_NAMES", 2)
        assert peek(tmp_path / "x.tar") == tuple(name for name, _ in FILES[:2])
    # What is not asked for is passed over.
    found = [read() for name, read, _ in members(tmp_path / "x.tar") if name.endswith("one-block")]
    assert found == [b"y" * 512]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.json", "a/../../b", "C:/x", "a\\b.json", "a\x1b[31m.json", "a\nb"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    assert "name" in refused(tmp_path, tar((name, b"x")))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.CONTTYPE]
)
def test_links_and_devices(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("realm.json")
    info.type, info.linkname = kind, "/etc/passwd"
    assert "link" in refused(tmp_path, tar((info, b"")))


def test_sparse_files(tmp_path: Path) -> None:
    info = tarfile.TarInfo("realm.json")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "99999999999"}
    assert refused(tmp_path, tar((info, b"1\n0\n0\n".ljust(512, b"\0"))))


def test_doubled_names(tmp_path: Path) -> None:
    assert "share a name" in refused(tmp_path, tar(("a.json", b"1"), ("a.json", b"2")))


def test_bombs(tmp_path: Path) -> None:
    assert "too much" in refused(tmp_path, tar(("a.json", bytes(16 << 20))))
    # The same for what is only passed over.
    path = tmp_path / "passed.tar.gz"
    path.write_bytes(tar(("a.json", bytes(16 << 20)), ("b.json", b"x")))
    with pytest.raises(InputError):
        list(members(path))


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tar(*((f"{number}.json", b"x" * 600) for number in range(20)), packed=False)
    monkeypatch.setattr("commops.logs.tar_stream.MAX_MEMBER_BYTES", 599)
    assert "0.json" in refused(tmp_path, content)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    monkeypatch.setattr("commops.logs.tar_stream.MAX_MEMBER_BYTES", 600)
    assert "too many" in refused(tmp_path, content)
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1000)
    assert "too much" in refused(tmp_path, content)


def test_headers_that_lie_about_their_length(tmp_path: Path) -> None:
    """A long name said to be 8 GiB long is not read."""
    whole = tar(("n" * 200, b"x"), packed=False, form=tarfile.GNU_FORMAT)
    info = tarfile.TarInfo.frombuf(whole[:512], "utf-8", "strict")
    info.size = 7 << 30
    assert "damaged" in refused(tmp_path, info.tobuf(tarfile.GNU_FORMAT) + whole[512:])


def test_a_negative_size_is_damage(tmp_path: Path) -> None:
    whole = tar(("a.json", b"x"), packed=False, form=tarfile.GNU_FORMAT)
    info = tarfile.TarInfo.frombuf(whole[:512], "utf-8", "strict")
    info.size = -1024
    assert refused(tmp_path, info.tobuf(tarfile.GNU_FORMAT) + whole[512:])


WHOLE = {packed: tar(("a.json", b"x" * 700), ("b.json", b"y" * 700), packed=packed) for packed in (True, False)}


@pytest.mark.parametrize("packed", [True, False])
@given(data=st.data())
def test_a_cut_archive_is_refused(tmp_path_factory: pytest.TempPathFactory, packed: bool, data: st.DataObject) -> None:
    # A plain tar ends in zeros that mean nothing: the first of its two closing blocks must be there.
    end = len(WHOLE[packed]) - 1 if packed else 2 * (512 + 1024) + 511
    cut = data.draw(st.integers(1, end))
    assert refused(tmp_path_factory.mktemp("cut"), WHOLE[packed][:cut])


@pytest.mark.parametrize("packed", [True, False])
@given(data=st.data())
def test_a_flipped_byte_never_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, packed: bool, data: st.DataObject
) -> None:
    whole = WHOLE[packed]
    place, value = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 255))
    try:
        found = read_all(tmp_path_factory.mktemp("flip"), whole[:place] + bytes([value]) + whole[place + 1 :])
    except InputError:
        return
    assert packed is False or len(found) == 2
