"""Lines of texts that arrive in blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.logs.text_lines import TextLines, lines


@given(text=st.text(st.sampled_from("aé你\r\n\u2028\x85 😀"), max_size=40), size=st.integers(1, 7))
def test_blocks_may_end_anywhere(text: str, size: int) -> None:
    data = text.encode()
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    whole = [line.removesuffix("\r") for line in text.split("\n")]
    assert list(lines(blocks)) == (whole if text and not text.endswith("\n") else whole[:-1])


def test_bytes_that_are_no_text_and_marks_of_byte_order() -> None:
    assert list(lines([b"\xef\xbb\xbfa\xff\nb"])) == ["a\ufffd", "b"]
    assert list(lines(["a\nb".encode("utf-16")], "utf-16")) == ["a", "b"]


def test_endless_lines_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.text_lines.MAX_LINE", 10)
    assert list(lines([b"x" * 25, b"y\nz"])) == ["x" * 10, "x" * 10, "xxxxxy", "z"]


def test_lines_of_a_file_are_numbered_and_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff你\r\n\nb".encode("gb18030"))
    found = TextLines(path, "gb18030")
    assert list(found) == [(1, "你"), (2, ""), (3, "b")]
    assert next(iter(found)) == (1, "你")
    assert found.position == path.stat().st_size
