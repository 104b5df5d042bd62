"""Each unit counts as its platform does; X as the published conformance cases of twitter-text expect."""

import os
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.posting.lengths import UNITS, length, over
from commops.posting.links_on_x import links

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

# Cases of our own for the rules that twitter-text documents; the published ones are in test_published_cases.
WEIGHTED = {
    "": 0,
    "Reading together": 16,
    "一起读": 6,
    "读 book\u2026": 2 + 5 + 2,
    "caf\u0065\u0301": 4,
    "\u201cquoted\u201d \u2013 \u2032": 8 + 3 + 1,
    "see https://example.org/a/very/long/path?with=a&query=too": 4 + 23,
    "see example.org/a": 4 + 23,
    "see example.org": 4 + 23,
    "详见example.org。": 4 + 23 + 2,
    "版本2.5 和 v1.2.3": 4 + 3 + 1 + 2 + 1 + 6,
    "mail me@example.org": 19,
    "a.b.c.example.org": 23,
    "http://例子.中国/路": 23 + 2,
    "README.md": 23,
    "main.py": 23,
    "3.14": 4,
    "end.Nexto": 9,
    "-example.org": 12,
    FAMILY: 2,
    "\U0001f44d\U0001f3fd": 2,
    "\U0001f1e8\U0001f1f3\U0001f1e9\U0001f1ea": 4,
    "1\ufe0f\u20e3": 2,
    "\u2764\ufe0f": 2,
    "\u00a9 2026": 6,
    "\u00a9\ufe0f": 2,
    "#tag @name": 10,
    "\u0958": 2,
}


@pytest.mark.parametrize(("text", "expected"), WEIGHTED.items())
def test_x_weighs_scripts_links_and_emoji(text, expected):
    assert length(text, "weighted-x") == expected


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        ("codepoint", FAMILY, 7),
        ("utf16", FAMILY, 11),
        ("utf8-bytes", FAMILY, 25),
        ("grapheme", FAMILY, 1),
        ("threads", f"hi {FAMILY}", 28),
        ("threads", "一起读", 3),
        ("grapheme", "e\u0301\u4e00\U0001f1e8\U0001f1f3", 3),
        ("grapheme", "a\r\nb", 3),
        ("xhs", "一起读", 3),
        ("xhs", "Reading", 4),
        ("xhs", "一起 read", 2 + 3),
        ("xhs", "\U0001f4da", 2),
        ("url23", "go https://example.org/a/very/long/path now", 3 + 23 + 4),
        ("url23", "go example.org", 14),
        ("url23", "hi @mira@example.org!", 9),
        ("utf8-bytes", "一起read", 10),
    ],
)
def test_each_unit_counts_in_its_own_way(unit, text, expected):
    assert length(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("https://example.org/a.", ["https://example.org/a"]),
        ("$https://example.org #https://example.org", []),
        ("http://foo_bar.com http://sub_a.foo.com", ["http://sub_a.foo.com"]),
        ("one.org,two.org", ["one.org", "two.org"]),
        ("https://t.co/abc/def", ["https://t.co/abc"]),
        ("a.org中b.org/path", ["a.org", "b.org/path"]),
        ("http://xn--\u3042.com", []),
        (f"http://{'a' * 64}.com", []),
        ("x.org?a=1", ["x.org"]),
    ],
)
def test_links_are_found_where_x_finds_them(text, expected):
    assert [text[start:end] for start, end in links(text)] == expected


TEXTS = st.text(alphabet="a读.:/ @#-_()?é\u0301\U0001f468\u200d\ufe0fhtps://example.org", max_size=80)


@given(TEXTS, st.sampled_from(sorted(UNITS)), st.integers(0, 120))
def test_the_quick_look_never_misses_a_text_that_is_too_long(text, unit, most):
    used = length(text, unit)
    assert over(text, most, unit) == (used if used > most else 0)


@given(TEXTS)
def test_links_lie_apart_and_inside_the_text(text):
    done = 0
    for start, end in links(text):
        assert done <= start < end <= len(text)
        done = end


@pytest.mark.parametrize(
    "text",
    [
        "http://a.com/@" + "a" * 20000,
        "a-" * 10000 + ".",
        "\u7532." * 10000,
        "http://a.com/" + "a(b(" * 5000,
        "@a@" * 9000,
    ],
)
def test_long_texts_are_counted_in_time(text):
    for unit in UNITS:
        assert length(text, unit) > 0


CASES = Path(os.environ.get("TWITTER_TEXT_CONFORMANCE", "missing"))


@pytest.mark.skipif(not CASES.is_dir(), reason="TWITTER_TEXT_CONFORMANCE names no folder with the published cases")
def test_published_cases():
    """All cases of twitter-text's conformance/*.yml that say how long a text is or where its links are."""
    import yaml

    read = {
        name: yaml.safe_load((CASES / f"{name}.yml").read_text())["tests"] for name in ("validate", "extract", "tlds")
    }
    for group in ("WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest"):
        for case in read["validate"][group]:
            assert length(case["text"], "weighted-x") == case["expected"]["weightedLength"], case
    groups = [*read["tlds"].values()]
    groups += [cases for name, cases in read["extract"].items() if name.startswith(("urls", "tco_urls"))]
    for case in (case for cases in groups for case in cases):
        expected = [one["url"] if isinstance(one, dict) else one for one in case["expected"]]
        assert [case["text"][start:end] for start, end in links(case["text"])] == expected, case
