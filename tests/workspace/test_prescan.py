"""Encodings and characters: what is refused before any parser sees it, and where."""

from __future__ import annotations

import codecs

import pytest

from commops.workspace.reading.prescan import decode
from commops.workspace.reading.problems import Problem, UnreadableError

TEXT = "title: 周五见\n标题: 社群\n"


def refused(raw: bytes) -> Problem:
    with pytest.raises(UnreadableError) as caught:
        decode(raw)
    return caught.value.problem


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_utf_16_and_32_are_named(encoding: str) -> None:
    problem = refused("title: Friday\nowner: lin\n".encode(encoding))
    assert encoding[:6].upper() in problem.problem.en
    assert "UTF-8" in problem.hint.zh


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_says_save_as_utf_8_and_where(encoding: str) -> None:
    problem = refused(f"a: 1\nbc: {TEXT}".encode(encoding))
    assert "GBK" in problem.problem.en
    assert "周五见" in problem.problem.zh
    assert "UTF-8" in problem.hint.en
    assert (problem.line, problem.column) == (2, 12)


def test_other_bytes_are_not_text() -> None:
    assert refused(b"ab\ncd\xff\xff\xff").line == 2


def test_bom_is_dropped_and_line_ends_are_one_kind() -> None:
    assert decode(codecs.BOM_UTF8 + b"a: 1\r\nb: 2\r\n") == "a: 1\nb: 2\n"


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b", "\u061c", "\u200b", "\u200c", "\u200e", "\u200f",
     "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\ufffe", "\U000e0041", "\r"],
)  # fmt: skip
def test_deceiving_characters_are_refused_with_their_place(char: str) -> None:
    problem = refused(f"a: 1\n中文{char}b: 2\n".encode())
    assert (problem.line, problem.column) == (2, 3)
    assert f"U+{ord(char):04X}" in problem.problem.zh
    assert f"U+{ord(char):04X}" in problem.problem.en


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧 family",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flag",
        "❤️",
        "全角，标点！　空格",
        "é",
        "a\tb",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert decode(text.encode()) == text
