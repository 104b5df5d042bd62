"""Contact data is found next to Han characters and through evasions, and ordinary numbers are left alone."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.wording.fold import fold
from commops.wording.numbers import is_bank_card, is_id_card
from commops.wording.personal import contacts
from commops.wording.sieve import contact_kinds, suspects

FOUND = [
    ("联系电话13800001234谢谢", "phone", "13800001234"),
    ("联系138-0000-1234。", "phone", "138-0000-1234"),
    ("+86 138 0000 1234", "phone", "+86 138 0000 1234"),
    ("\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff11\uff12\uff13\uff14", "phone", None),
    ("1\u200b3800001234", "phone", None),
    ("1\ufe0f\u20e33\ufe0f\u20e3800001234", "phone", None),
    ("手机一三八零零零零一二三四", "phone", None),
    ("座机 010-12345678", "phone", "010-12345678"),
    ("call +44 20 7946 0958 now", "phone", "+44 20 7946 0958"),
    ("身份证11010519491231002X请核对", "id-card", "11010519491231002X"),
    ("卡号6222021234567890128付款", "bank-card", None),
    ("卡号6222 0212 3456 7890 128", "bank-card", None),
    ("邮箱xiaoman@firefly.cn联系", "email", "xiaoman@firefly.cn"),
    ("邮箱xiaoman\uff20firefly\uff0ecn", "email", None),
    ("加微信 firefly_8812", "wechat", None),
    ("加V\uff1aabc12345", "wechat", None),
    ("微信号firefly_8812备注来意", "wechat", None),
    ("微信：wangxiaoming", "wechat", None),
    ("他的号是wxid_a1b2c3d4e5f6", "wechat", None),
    ("vx: reader2026", "wechat", None),
    ("QQ:123456789", "qq", None),
    ("加我QQ 12345678聊", "qq", None),
    ("扣扣号12345678", "qq", None),
]
QUIET = [
    "2026-11-23T20:00+08:00",
    "1763900000123 ms",
    "snowflake 1098765432101234567",
    "微信群 wx-read-1 的人数",
    "微信公众号 firefly 在更新",
    "QQ群 641/2000",
    "qq-fw 641",
    "QQ 群号见置顶",
    "hello@example.org",
    "a@mail.example.com",
    "someone@users.noreply.github.com",
    "git@github.com:org/repo.git",
    "icon@2x.png",
    "uses: actions/checkout@v4.1.0",
    "sha256:9f13800001234e2aa0b1c2d3e4f5061728394a5b6c7d8e9f00112233445566ab",
    "11010519491231002Y",
    "版本 1.3.8.0.0",
    "微信是 WeChat 的中文名",
    "WeChat: reading group 1",
    "微信\uff1aFirefly Page 读书一群",
    "wechat: enabled",
    "0.13800001234",
    "2026-11-23 20:00 2026-11-24 20:00",
    "62 页\uff0c1234 字",
    "2026-11-20 010",
    "微信: 见置顶",
    "wechat-group",
    "+08:00 与 +09:00",
]


@pytest.mark.parametrize(("text", "kind", "written"), FOUND)
def test_contact_data_is_found_where_it_stands(text, kind, written):
    (found,) = contacts(text)
    assert found.kind == kind
    if written:
        assert text[found.start : found.end] == written


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_text_is_left_alone(text):
    assert contacts(text) == []


@given(st.text(alphabet="京沪微信号QqVvx联系加：- 1380\uff11\u200b@.cnab", max_size=60))
def test_places_lie_inside_the_text_and_never_overlap(text):
    end = 0
    for found in contacts(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(st.integers(0, 10**16 - 1))
def test_exactly_one_check_digit_is_right(number):
    stem = f"{number:016d}"
    assert sum(is_bank_card(stem + digit) for digit in "0123456789") == 1
    assert sum(is_id_card("1" + stem + digit) for digit in "0123456789X") in (0, 1)


BITS = [*(text for text, *_ in FOUND), *QUIET, *"0123456789 -.()@#\uff08 \xb7微信扣企鹅护照艾特一三八", "at)", "at]",
        " dot ", "#qq.", "wx", "qq:1", "+v", "加v", "passport", "AB12", "00000", "\u2028", "\x0b"]  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=6)), max_size=6).map(
    lambda parts: "".join(parts).replace("\n", " ")
)


@given(st.lists(LINES, max_size=12))
def test_the_look_at_many_lines_sees_what_a_look_at_each_sees(lines):
    folded = fold("\n".join(lines)).text
    wary = {
        number
        for number, line in enumerate(folded.split("\n"))
        if contact_kinds(line, line.encode("utf-8", "surrogatepass"))
    }
    assert suspects(folded, folded.encode("utf-8", "surrogatepass")) == wary
    assert {number for number, line in enumerate(lines) if contacts(line)} <= wary
