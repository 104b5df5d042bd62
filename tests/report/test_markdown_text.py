"""Untrusted text in Markdown: shown as it is written, and nothing else happens."""

import html
import re

import hypothesis.strategies as st
import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from printing import PAYLOADS

from commops.report.markdown_text import inline
from commops.texts import safe

GAP = "\u200b"
NASTY = st.text(alphabet="@#!~%$&[]()<>|\\`*_:/.-+= \n\taw1标h0f\u202e\x1b", max_size=40) | st.text(max_size=40)
ANY = NASTY | st.sampled_from(PAYLOADS) | st.tuples(st.sampled_from(PAYLOADS), NASTY).map("".join)


def shown(markdown):
    """What a reader sees of one paragraph or cell, and which elements are in it."""
    text = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return html.unescape(re.sub(r"<[^>]*>", "", text)), set(re.findall(r"<(\w+)", text))


@given(ANY)
def test_it_is_shown_as_written(text):
    seen, elements = shown(inline(text))
    assert elements <= {"p"}
    assert seen.replace(GAP, "").strip() == safe(text, one_line=True).strip()


@given(ANY)
def test_it_stays_in_its_cell(text):
    seen, elements = shown(f"| a | b |\n| - | - |\n| {inline(text)} | end |")
    assert elements == {"table", "thead", "tbody", "tr", "th", "td"}
    cells = [cell for cell in seen.replace(GAP, "").split("\n") if cell.strip()]
    assert cells[2:] in ([safe(text, one_line=True).strip(), "end"], ["end"])


@given(ANY)
def test_nothing_is_left_that_github_or_gitlab_would_turn_into_a_link(text):
    seen, _ = shown(inline(text))
    for active in (
        r"@[^\u200b\n]|[#!~%$&^][A-Za-z0-9_\"]",
        r"(?i)gh-\d",
        r"://|(?i:www)\.",
        r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])",
        r":[\w+-]+:",
    ):
        assert not re.search(active, seen), active
    assert not re.search(r"##\[|^\s*::", inline(text))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("“2026-11-29” 与 events/a.md", "“2026-11-29” 与 events/a.md"),
        ("@lin 看 #12", "@&#8203;lin 看 \\#&#8203;12"),
        ("a|b", "a&#124;b"),
        ("approved_by: *", "approved\\_by: \\*"),
        ("1. x", "1&#8203;. x"),
    ],
)
def test_ordinary_text_stays_readable(text, markdown):
    assert inline(text) == markdown
