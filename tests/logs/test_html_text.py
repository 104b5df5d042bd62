"""The words of messages that are exported as HTML."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.logs.html_text import MAX_CHARACTERS, MAX_DEPTH, Shown, shown

SEEN = [
    ("<p>Hello <b>you</b></p>", Shown("Hello you")),
    ("<p>one</p><p>two<br>three<br/>four</p>", Shown("one\ntwo\nthree\nfour")),
    ("plain &amp; simple", Shown("plain & simple")),
    ("<p>1 &lt; 2 &amp;&amp; 3 &gt; 2, &lt;b&gt;</p>", Shown("1 < 2 && 3 > 2, <b>")),
    ("<p>a&nbsp;b</p>", Shown("a\u00a0b")),
    ('<p>see <a href="https://example.org">this</a></p>', Shown("see this", link=True)),
    ('<p><a class="u-url mention" href="https://example.org/@ann">@ann</a> hi</p>', Shown("@ann hi")),
    ('<p><img src="kite.png" alt="a kite"></p>', Shown("", image=True)),
    ('<p>fine <img class="emoji only-emoji" alt=":kite:" src="kite.png"></p>', Shown("fine")),
    (
        '<div class="lightbox-wrapper"><a class="lightbox" href="k.png"><img src="k.png"></a></div>',
        Shown("", image=True),
    ),
    ("<blockquote><p>why?</p></blockquote><p>because</p>", Shown("because")),
    ('<aside class="quote"><div>ann:</div><blockquote>when?</blockquote></aside><p>now</p>', Shown("now")),
    ("<style>p {}</style><script>alert('?')</script><p>x</p>", Shown("x")),
    ("<p>never <b>closed", Shown("never closed")),
    ("<!-- why? --><p>x</p>", Shown("x")),
    ("<p>汉字</p><ul><li>一</li><li>二</li></ul>", Shown("汉字\n一\n二")),
    ("", Shown("")),
]


@pytest.mark.parametrize(("markup", "seen"), SEEN)
def test_what_people_saw(markup: str, seen: Shown) -> None:
    assert shown(markup) == seen


@given(words=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=30))
def test_words_come_back_out_of_markup(words: str) -> None:
    assert shown(f"<p>{html.escape(words)}</p>").text == words.strip()


@given(markup=st.text(st.sampled_from(list("<>/abp!-=\"' &;#x")), max_size=60))
def test_any_text_is_read(markup: str) -> None:
    assert isinstance(shown(markup).text, str)


def test_what_is_nested_too_deeply_is_taken_as_it_stands() -> None:
    """Repairing it would take the square of its depth."""
    deep = "<div>" * (MAX_DEPTH + 1) + "x"
    assert shown(deep) == Shown(deep)
    assert shown("<div>" * MAX_DEPTH + "x").text == "x"
    assert shown("<p>x</p>" * 5000).text == "\n".join("x" * 5000)
    assert shown("<br>" * 5000 + "x").text == "x"


def test_what_is_too_long_is_cut() -> None:
    assert len(shown("<p>" + "x" * 2 * MAX_CHARACTERS).text) == MAX_CHARACTERS - 3
