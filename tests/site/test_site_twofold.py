"""A body in two languages is told from a text with a quotation: only a sure translation is shown by half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.site.twofold import half_for

ZH = "周末和节假日不发。宁可一周只发三次，也不凑数。"
EN = "No brief at weekends and on holidays. Three good ones a week beat five thin ones."
PAGE_ZH = """## 步骤

先读一段书，再提问：

- 问一个具体的问题
- 等三分钟

| 时间 | 谁 |
| --- | --- |
| 20:00 | 阿棠 |

```
commops check
```

细节见 [手册](https://example.org/zh/handbook)。"""
PAGE_EN = """## Steps

Read a passage first, then ask:

- Ask one concrete question
- Wait for three minutes

| Time | Who |
| --- | --- |
| 20:00 | A-Tang |

```
commops check
```

More in the [handbook](https://example.org/en/handbook)."""


@pytest.mark.parametrize(("zh", "en"), [(ZH, EN), (PAGE_ZH, PAGE_EN)])
def test_a_translation_is_shown_in_the_language_of_the_reader(zh, en):
    for body in (f"{zh}\n\n{en}\n", f"{en}\n\n{zh}", f"\n{zh}\n\n\n{en}".replace("\n", "\r\n")):
        assert half_for(body, "zh").split() == zh.split()
        assert half_for(body, "en").split() == en.split()


TALE = "It was the best of times, it was the worst of times."
QUOTES = {
    "announced by a colon": f"最后用一句话结束，这句话我读了很多遍：\n\n{TALE}",
    "in quotation marks": f"狄更斯这样写过开头，我们都背得出来。\n\n“{TALE}”",
    "in straight marks": f'狄更斯这样写过开头，我们都背得出来。\n\n"{TALE}"',
    "signed": "我最喜欢的开头，一直没有变过。\n\nIt was the best of times, it was the worst.\n— Charles Dickens",
    "set apart": f"我最喜欢的开头，一直没有变过。\n\n> {TALE}",
    "two paragraphs of two lines": "今晚读第一章，带好书和笔。八点开始。\n\n读完每人说一句。\n\n"
    "“All happy families are alike.\n\nEvery unhappy family is unhappy in its own way.”",
    "much longer": f"原文在下面。\n\n{'It was the age of wisdom, it was the age of foolishness. ' * 6}",
    "much shorter": f"{'这一章讲的是两座城市里的人怎样过日子。' * 6}\n\nA Tale of Two Cities.",
    "other numbers": "第 45 周有 120 人说话，比上周多。\n\nIn week 12 of that year 96 people came to the meetup.",
    "other links": "报名在 https://example.org/a 填写，名额有限。\n\n"
    "Read the essay at https://other.example/b before it.",
    "another kind of block": "先读第一章，再读第二章。\n\n- First the one chapter, then the other",
    "another level of heading": "## 今晚读什么\n\n# What we read tonight",
    "fewer points": "- 先读第一章\n- 再读第二章\n- 最后提问\n\n八点开始。\n\n"
    "- First read chapter one\n- Then ask a question\n\nIt starts at eight.",
    "a question": "为什么读这本书，说说你的理由？\n\nBecause it was there and nobody had read it.",
    "one language": "先读第一章，再读第二章。\n\n最后提问。",
    "mixed within a half": "先读第一章。\n\nRead chapter one.\n\n再读第二章。\n\nThen chapter two.",
    "an odd number": "先读第一章。\n\n再读第二章。\n\nFirst read chapter one, then the other.",
    "a link defined elsewhere": "先读[第一章][a]。\n\nRead [chapter one][a] first.\n\n[a]: https://example.org/",
    "code alone": "```\na\n```\n\n```\nb\n```",
    "nothing": "",
}


@pytest.mark.parametrize("body", QUOTES.values(), ids=QUOTES)
def test_a_quotation_is_no_translation(body):
    assert half_for(body, "zh") is None
    assert half_for(body, "en") is None


BLOCKS = st.sampled_from([
    ("先读第一章再读第二章。", "Read chapter one, then chapter two."),
    ("## 今晚", "## Tonight"),
    ("- 一本书\n- 一支笔", "- One book\n- One pencil"),
    ("```\nmake\n```", "```\nmake\n```"),
    ("> 书里这样写，我们照做。", "> So says the book, and so we do."),
    ("在 20:00 开始，22:30 结束。", "It starts at 20:00 and ends at 22:30."),
])  # fmt: skip


@given(st.lists(BLOCKS, min_size=1, max_size=6), st.randoms())
def test_any_order_of_blocks_may_be_translated_but_not_shuffled(blocks, random):
    zh, en = ([pair[side] for pair in blocks] for side in (0, 1))
    words = any(not one.startswith("```") for one in zh)
    found = half_for("\n\n".join([*zh, *en]), "zh")
    # Two lists that follow each other are one list.
    assert found in (None, "\n\n".join(zh))
    assert (
        found
        or not words
        or any(a[0] == b[0] and a[0] in ">-" for a, b in zip([*zh, *en], [*zh, *en][1:], strict=False))
    )
    kinds = [one[:3] if one[0] in "#->`" else "p" for one in zh]
    shuffled = random.sample(range(len(en)), len(en))
    if [kinds[place] for place in shuffled] != kinds:
        assert half_for("\n\n".join([*zh, *(en[place] for place in shuffled)]), "zh") is None


@given(st.text())
def test_any_body_can_be_read(text):
    for lang in ("zh", "en"):
        half = half_for(text, lang)
        assert half is None or half.strip()
