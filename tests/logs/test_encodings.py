"""Encodings, clocks and numbers as exports write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import SHANGHAI, T0

from commops.logs.encodings import encoding_of, head_text
from commops.logs.moments import LocalTimes, iso, stamp

TEXT = "2026-05-28 20:26:40 林小满(88000001)\r\n今天读到第几页了？\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("times", [1, 3000])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str, times: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * times).encode(encoding))
    found = encoding_of(path)
    assert path.read_bytes().decode(found).removeprefix("\ufeff") == TEXT * times
    # The head may end in the middle of a character.
    assert head_text(path.read_bytes()[:51]).startswith(TEXT[:20])


def test_characters_after_a_long_plain_beginning_count(tmp_path: Path) -> None:
    for encoding in ("utf-8", "gb18030"):
        (tmp_path / "a.txt").write_bytes(b"x" * 100_000 + TEXT.encode(encoding))
        assert (tmp_path / "a.txt").read_bytes().decode(encoding_of(tmp_path / "a.txt")).endswith(TEXT)


def test_one_bad_byte_does_not_turn_good_text_into_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((TEXT * 2000).encode() + b"\xff" + TEXT.encode())
    assert encoding_of(tmp_path / "a.txt") == "utf-8-sig"


@given(st.integers(631_152_000, 4_102_444_799), st.sampled_from([1, 1_000, 1_000_000]), st.booleans())
def test_the_size_of_a_number_tells_its_unit(ts_s: int, unit: int, as_text: bool) -> None:
    value = ts_s * unit + unit // 2
    assert stamp(str(value) if as_text else value) == ts_s


@pytest.mark.parametrize(
    "value", [None, "", "soon", "1e9", True, 0, -5, float("nan"), float("inf"), 10**30, "9" * 40, [], "１２３"]
)
def test_what_is_no_time(value: object) -> None:
    assert stamp(value) is None


@given(
    st.integers(631_152_000 + 2 * 86_400, 4_102_444_800 - 2 * 86_400),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]),
)
def test_local_clocks_agree_with_the_zone_table(ts_s: int, zone: str) -> None:
    moment = dt.datetime.fromtimestamp(ts_s, ZoneInfo(zone))
    local = LocalTimes(ZoneInfo(zone))
    # Of an hour that clocks show twice, the first is meant.
    expected = int(moment.replace(fold=0).timestamp())
    assert local.read(f"{moment:%Y-%m-%d %H:%M:%S}") == expected
    assert iso(moment.replace(tzinfo=None).isoformat(), local) == expected
    assert iso(moment.isoformat(), local) == ts_s


@pytest.mark.parametrize(
    "text", ["", "2026-05-28", "2026-05-28 24:00:00", "2026-02-30 10:00:00", "x y", "1-1-1 1:1:1", "- ::"]
)
def test_what_is_no_local_time(text: str) -> None:
    assert LocalTimes(SHANGHAI).read(text) is None


def test_offsets_are_kept() -> None:
    local = LocalTimes(ZoneInfo("UTC"))
    assert iso("2026-05-29T04:26:40+08:00", local) == iso("2026-05-28T20:26:40Z", local) == T0
    assert iso("0001-01-01T00:00:00Z", local) is None


def test_a_stray_zero_byte_is_no_sign_of_utf_16(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_bytes("2020/09/13, 12:26 - Ann: \x00 早\n".encode())
    assert encoding_of(file) == "utf-8-sig"
