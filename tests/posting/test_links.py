"""Links in texts and what is wrong with them, without a network; hostile texts take no time."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.posting.links import Link, broken_in, fault_of, host_of, is_tracked, links_in, scan_in

OWN = frozenset(["boat.example.org"])


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://example.org/a", None),
        ("https://www.example.org/a?utm_source=x", None),
        ("HTTPS://EXAMPLE.ORG/", None),
        ("https://例子.中国/读书", None),
        ("https://xn--fsqu00a.xn--fiqs8s/", None),
        ("https://bücher.example/", None),
        ("https://пример.рф/", None),
        ("mailto:desk@example.org", None),
        ("../2026-11-25-x.md", None),
        ("https://8.8.8.8/", None),
        ("http://example.org/a", "http"),
        ("javascript:alert(1)", "script"),
        (" JavaScript:alert(1)", "script"),
        ("data:text/html,<b>", "script"),
        ("https://user:pw@example.org/", "userinfo"),
        ("https://example.com@evil.example/", "userinfo"),
        ("https://localhost:8000/", "inner"),
        ("https://wiki/", "inner"),
        ("https://files.corp/", "inner"),
        ("https://10.0.0.7/", "inner"),
        ("https://[fe80::1]/", "inner"),
        ("https://xn--80ak6aa92e.com/", "lookalike"),
        ("https://аррӏе.com/", "lookalike"),
        ("https://gооgle.com/", "lookalike"),
        ("https://bit.ly/x", "short"),
        ("https://t.cn/A6", "short"),
        ("https://boat.example.org/join?utm_source=oa", "tracking"),
        ("https://boat.example.org/join?from=oa", None),
        ("https://example.org:99999/", "unreadable"),
        ("https://[::1/", "unreadable"),
        ("https:///path", "unreadable"),
    ],
)
def test_what_is_wrong_with_an_address(address, fault):
    assert fault_of(Link("", address, 0, 1), OWN) == fault


@pytest.mark.parametrize(
    ("label", "address", "fault"),
    [
        ("example.org", "https://example.org/a", None),
        ("example.org", "https://www.example.org/a", None),
        ("forum.example.org", "https://example.org/a", None),
        ("example.org/help", "https://evil.example/", "mismatch"),
        ("https://example.org", "https://example.com/", "mismatch"),
        ("报名页", "https://example.com/", None),
        ("2.4.1", "https://example.com/", None),
        ("v2.0 notes", "https://example.com/", None),
    ],
)
def test_words_that_name_another_domain(label, address, fault):
    assert fault_of(Link(label, address, 0, 1), OWN) == fault


def test_links_are_found_once_and_where_they_stand():
    text = '看[这里](https://a.example/1 "标题")，或 https://b.example/2。 ![图](https://c.example/3.png) <https://d.example/>'
    found = [(link.label, link.to) for link in links_in(text)]
    assert found == [
        ("这里", "https://a.example/1"),
        ("", "https://b.example/2"),
        ("", "https://c.example/3.png"),
        ("", "https://d.example/"),
    ]
    assert all(text[link.start : link.start + link.length] == link.to for link in links_in(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[报名](https://a.example/1)", 0),
        ('[报名](https://a.example/1 "标题")', 0),
        ("[x] (见下)", 0),
        ("数组 a[0](b)", 0),
        ("[报名]()", 1),
        ("[报名] (https://a.example/1)", 1),
        ("[报名]（https://a.example/1）", 1),
        ("[报名](https://a.example/1", 1),
        ("[报名](https://a.example/a b)", 1),
    ],
)
def test_broken_links(text, count):
    assert len(list(broken_in(text))) == count


def test_a_code_is_no_way_in_on_a_phone():
    assert scan_in("想来的请扫码报名。") == (4, 2)
    assert scan_in("扫码，或搜索公众号“纸船”。") is None
    assert scan_in("今晚八点。") is None


def test_utm_tags():
    assert is_tracked("https://a.example/?x=1&utm_source=oa")
    assert not is_tracked("https://a.example/utm_source")
    assert host_of("https://[bad") == ""


@given(st.text(alphabet='[](（）!:/htps.xa读 \n"<>@', max_size=300))
def test_any_text_is_read(text):
    for link in links_in(text):
        fault_of(link, OWN)
    list(broken_in(text))


def seconds(text):
    """The time it takes to look at a text, at best; of this process only, whatever else the machine does."""
    best = math.inf
    for _ in range(3):
        begun = time.process_time()
        for link in links_in(text):
            fault_of(link, OWN)
        list(broken_in(text))
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("part", ["[", "[a](", "[a](https://", "https://", "!["])
def test_the_cost_of_a_hostile_text_grows_with_its_length(part):
    assert seconds(part * 2400) < 10 * seconds(part * 600) + 0.05
