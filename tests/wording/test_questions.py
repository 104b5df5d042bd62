"""Double-barrelled questions, and the many sentences with 和 or "and" that ask one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.wording.questions import joined


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("你对内容和活动满意吗？", "内容和活动"),
        ("群里安静并且有用吗？", "安静并且有用"),
        ("读书群以及论坛够用吗？", "书群以及论坛"),
        ("Are answers quick and useful?", "quick and useful"),
    ],
)
def test_two_questions_in_one(text, words):
    assert joined(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "讨论的气氛温和吗？",
        "会和朋友一起参与共读吗？",
        "与去年相比，群里更有用吗？",
        "周日晚上八点合适吗？",
        "Do you choose between paper and screen?",
        "Are the pros and cons clear?",
        "",
    ],
)
def test_one_question(text):
    assert joined(text) is None


@given(st.text())
def test_what_is_found_stands_in_the_text(text):
    found = joined(text)
    assert found is None or found in text
