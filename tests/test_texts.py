"""Two languages, terminal width, and untrusted text made safe."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.texts import Text, language, pick, safe, safe_json, tame, width


def test_text_fills_both_languages():
    assert Text("“{key}”", '"{key}"').fill(key="chanels") == Text("“chanels”", '"chanels"')


def test_filled_facts_are_not_templates_themselves():
    assert Text("{a}", "{a}").fill(a="{b}").en == "{b}"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("zh-CN", "zh"), ("zh_TW.UTF-8", "zh"), ("ZH", "zh"), ("en-GB", "en"), ("de", "en"), ("", "en")],
)
def test_language_of_a_tag(tag, expected):
    assert language(tag) == expected


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        (None, "zh", ""),
        ("共读", "en", "共读"),
        ({"zh": "共读", "en": "Book club"}, "en", "Book club"),
        ({"zh": "共读"}, "en", "共读"),
        ({}, "en", ""),
        ({"x": {"y": 1}}, "en", ""),
        ({"en": None, "zh": ["共读"]}, "en", ""),
    ],
)
def test_pick_falls_back_to_what_is_there(value, lang, expected):
    assert pick(value, lang) == expected


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("共读", 4), ("ｅ", 2), ("\u00e9", 1), ("e\u0301", 1), ("", 0), ("a共b", 4)],
)
def test_width_counts_terminal_columns(text, columns):
    assert width(text) == columns


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_safe_leaves_nothing_that_moves_the_cursor_or_hides(text):
    shown = safe(text, one_line=True)
    allowed_format = {"\u200d", "\u00ad"}  # emoji joiner; soft hyphen is harmless on a terminal
    for char in shown:
        assert unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert char in allowed_format or char not in "\u200b\u200e\u200f\u202a\u202e\u2066\ufeff"


@given(st.text(st.characters(whitelist_categories=["L", "N", "P", "Zs", "So"])))
def test_safe_leaves_ordinary_text_alone(text):
    assert safe(text) == text


def test_safe_shows_an_escape_sequence_instead_of_running_it():
    assert safe("a\x1b]52;c;cm0=\x07b") == "a\\u{1b}]52;c;cm0=\\u{7}b"


@pytest.mark.parametrize("text", ["::error::x", "  ::add-mask::x", "a\n::stop-commands::x", "a ##[add-mask]b", ":::x"])
def test_no_text_is_a_command_to_a_runner(text):
    for line in tame(text).split("\n"):
        assert not line.strip().startswith("::")
        assert "##[" not in line


def test_taming_leaves_ordinary_text_alone():
    assert tame("a::b ## [x] #[y]\n共读：晚上") == "a::b ## [x] #[y]\n共读：晚上"


@pytest.mark.parametrize(
    "text", ["a\u202eb", "\x9b2J", "\x1b[2J", "##[add-mask]x", "\ud800", "zero\u200bwidth", "\x7f"]
)
def test_json_is_safe_to_print_and_says_the_same(text):
    shown = safe_json({"name": text})
    assert text not in shown
    assert shown.isascii()
    assert json.loads(shown) == {"name": text}
