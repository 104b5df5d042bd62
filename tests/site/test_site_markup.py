"""Bodies that strangers wrote cannot run, call home, or look like the site itself."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_site_html import Tags

from commops.site.markup import join_han_lines, paragraphs, untrusted

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/track.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](https://a.example){ onclick=alert(1) }",
    "# x {: onmouseover=alert(1) }",
    '[x](https://a.example "><script>alert(1)</script>")',
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{display:none}</style>",
    "<div style='position:fixed;inset:0'>x</div>",
    "`<script>`",
    "    <script>alert(1)</script>",
    "<a href='https://a.example' style='x' onclick='y'>x</a>",
    "<!-- <script>alert(1)</script> -->",
    "<details open ontoggle=alert(1)>",
    "[x](page:index.md)",
    "[x](http://a.example/\u2028javascript:alert(1))",
    '<p id="__search" class="md-search" name="x">x</p>',
]
ALLOWED = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def harmless(made):
    for tag, attributes in Tags(made).tags:
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "title", "rel", "start", "class"}
        assert attributes.get("class", "co-prose") == "co-prose"
        href = attributes.get("href")
        assert (
            href is None
            or href.lower().startswith(("http://", "https://", "mailto:", "//", "/", "#"))
            or ":" not in href
        )


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_become_text(attack):
    harmless(untrusted(attack))


@given(st.text(alphabet="<>[]()!`*_#\"'&:/ \nabj{}=", max_size=80))
def test_no_text_becomes_a_tag_that_is_not_allowed(text):
    harmless(untrusted(text))


def test_ordinary_markdown_works():
    made = untrusted(
        "# Title\n\nA **b** and [c](https://c.example).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    assert "<h3>Title</h3>" in made
    assert "<strong>b</strong>" in made
    assert 'href="https://c.example"' in made
    assert 'rel="noopener nofollow ugc"' in made
    assert "<td>1</td>" in made


def test_an_image_becomes_its_words():
    assert "[a boat]" in untrusted("![a boat](https://x.example/a.png)")


def test_line_breaks_between_han_characters_vanish_and_others_stay():
    assert join_han_lines("你好\n世界，\n再见 a\nb") == "你好世界，再见 a\nb"
    assert "三本书，选一本" in untrusted("三本书，\n选一本")


def test_paragraphs_keep_breaks_and_escape():
    assert paragraphs("a <b>\nc\n\nd") == "<p>a &lt;b&gt;<br>c</p><p>d</p>"


@pytest.mark.parametrize("piece", ["[", "![a](", "[a](", "<a ", "> ", "* ", "`", "**a", "1. ", "~~", "|"])
@pytest.mark.parametrize("times", [6_000, pytest.param(40_000, marks=pytest.mark.slow)])
def test_hostile_repetition_ends_soon(piece, times):
    started = time.monotonic()
    untrusted(piece * times)
    assert time.monotonic() - started < 20
