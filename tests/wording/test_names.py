"""Names in records: what counts as naming somebody, and what is ordinary language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.wording.names import is_everyday, names_somebody


@pytest.mark.parametrize(
    "text",
    [
        "网名是“海边灯塔”的成员",
        "昵称：阿土",
        "他真名叫张大海",
        "连续@海边灯塔 催更",
        "keeps tagging @lighthouse",
        "nickname is Lighthouse",
        'a member called "Rob"',
    ],
)
def test_somebody_is_named(text):
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "周末晚上与值班管理员争执",
        "改了昵称冒充管理员",
        "夜里不@人",
        "写信到 hello@example.org",
        "m-7f3a2c 三次发同一个链接",
        "用两个昵称轮流发",
        "A moderator was called in",
    ],
)
def test_nobody_is_named(text):
    assert not names_somebody(text)


def test_everyday_names():
    assert is_everyday("周末")
    assert is_everyday("谷雨")
    assert not is_everyday("林夕")


@given(st.text())
def test_any_text_has_an_answer(text):
    assert names_somebody(text) in (True, False)
