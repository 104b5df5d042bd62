"""Words are found through evasions, at their exact place, and ordinary uses of them are left alone."""

import re
import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.resources import folder
from commops.wording.fold import fold
from commops.wording.skeleton import skeleton, skeletons
from commops.wording.terms import matcher, read_table

USED = {
    "全网第一墨水屏": "全网第一",
    "第 一 品 牌": "第 一 品 牌",
    "全\u200b网第一": "全\u200b网第一",
    "全網第壹": "全網第壹",
    "全.网.第.一": "全.网.第.一",
    "全网**第一**": "全网**第一",
    "我们是 No.1": "No.1",
    "\uff2e\uff2f.\uff11": "\uff2e\uff2f.\uff11",
    "\u21161": "\u21161",
    "TOP-1": "TOP-1",
    "最\n佳选择": "最\n佳",
    "看 https://a.example/x全网第一": "全网第一",
    "这不是广告\uff0c它就是史上最低": "史上最低",
    "顶级体验": "顶级",
}
QUIET = [
    "全国第一批试点",
    "世界第一次见面",
    "TOP10 书单",
    "stop1",
    "双周刊 No.18",
    "最佳实践",
    "最佳阅读距离是 40 厘米",
    "顶级域名",
    "万能表和万能充",
    "不是全网第一\uff0c但好修",
    "请避免写“全网第一”",
    "文案里不要出现全网第一",
    "他说“全网第一”",
    "《绝无仅有的一天》",
    "`最高级`",
    "```\n国家级\n```",
    "https://a.example/top1",
    "覆盖全国\uff0c第一批两百台",
    "最\n\n佳",
    "国家级自然保护区",
]


@pytest.mark.parametrize(("text", "written"), USED.items())
def test_a_word_is_found_in_every_spelling(text, written):
    (found,) = matcher("absolute").find(text)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_language_is_left_alone(text):
    assert list(matcher("absolute").find(text)) == []


def test_every_word_of_the_table_is_found_and_known():
    table = read_table("absolute")
    assert len(table["terms"]) == 30
    for row in table["terms"]:
        (found,) = matcher("absolute").find(f"这是{row['term']}。")
        assert found.term.term == row["term"]
        assert found.term.basis.zh


@pytest.mark.parametrize("path", sorted((folder("schemas") / "terms").glob("*.yml")), ids=lambda path: path.stem)
def test_every_table_says_where_it_is_from(path):
    table = read_table(path.stem)
    assert table["source"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", table["checked_on"])


NOISE = st.text(alphabet="的是今天\u200b\ufe0f .\u2116\uff11\u3002", max_size=12)


@given(NOISE, st.sampled_from([row["term"] for row in read_table("absolute")["terms"]]), NOISE, st.data())
def test_hidden_characters_never_hide_a_word(before, term, after, data):
    # Between Latin letters a space ends a word.
    gaps = ["", "\u200b", "\ufeff", "\u00b7"] + ([] if term.isascii() else [" ", ".", "\n", "\U0001f525"])
    inside = data.draw(st.lists(st.sampled_from(gaps), min_size=len(term), max_size=len(term)))
    written = "".join(char + gap for char, gap in zip(term, inside, strict=True))
    text = f"{before}的{written}的{after}"
    assert any(term == found.term.term for found in matcher("absolute").find(text))


@given(st.text(max_size=80))
def test_folding_leads_back_to_the_characters_as_written(text):
    folded = fold(text)
    for start in range(len(folded.text)):
        left, right = folded.span(start, start + 1)
        assert 0 <= left < right <= len(text)
        origin = text[left]
        assert folded.text[start] in unicodedata.normalize("NFKC", origin) or folded.text[start] == origin


def test_a_text_without_oddities_is_itself():
    text = "萤页\u3002hello\uff0c2026"
    assert fold(text).text == text


@given(st.lists(st.text("全第壹網一aA1. \n·\U0001f600\u200bΣ％。\0" + "ＮＯ", max_size=8), max_size=8))
def test_many_texts_have_the_skeletons_of_each(texts):
    assert skeletons(texts) == [skeleton(text) for text in texts]
