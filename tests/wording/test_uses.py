"""The words of a workspace: own lists, what the public reads, and lists that try to be slow."""

import resource
import time

import pytest

from commops.texts import Text
from commops.wording.labels import labelled_ad, tells_ai, tells_relation, told_vaguely
from commops.wording.public import passages
from commops.wording.rivals import Rivals
from commops.wording.tables import Term
from commops.wording.terms import Matcher, findable
from commops.wording.uses import MOST_OWN_WORDS, own_words, reader
from commops.workspace.load import load

PROFILE = "timezone: Asia/Shanghai\nas_of: 2026-11-22\n"
POST = "content/posts/2026/11/2026-11-25-a.md"


@pytest.fixture
def make(tmp_path):
    def made(files):
        for path, text in {"community/community.yml": PROFILE, **files}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return load(tmp_path)

    return made


def post(body, front=""):
    return f"---\ntitle: {{zh: 书灯, en: Lamp}}\ndate: 2026-11-25T20:00+08:00\nchannels: [wx]\n{front}---\n{body}\n"


def found(ws):
    uses = ws.derive(reader).uses(ws.sources[POST])
    return sorted((table, use.written) for table, rows in uses.items() for use in rows)


def test_own_words_and_allowed_phrases_join_the_tables(make):
    ws = make(
        {
            POST: post("全宇宙最亮的灯，送3台整机，第一财经报道过，保本鸡不算，保本算。"),
            "community/terms/one.yml": "terms:\n"
            "  - {term: 宇宙最亮, table: absolute}\n  - {term: '送{n}台整机', table: promo}\n",
            "community/terms/two.yml": "allow:\n  - {phrase: 保本鸡, reason: 菜名}\n",
        }
    )
    assert found(ws) == [("absolute", "宇宙最亮"), ("finance", "保本"), ("promo", "送3台整机")]


def test_an_escape_does_not_hide_a_word(make):
    assert found(make({POST: post("好", 'summary: "\\u4fdd\\u672c"\n')})) == [("finance", "保本")]


def test_only_what_the_public_reads_is_read(make):
    front = "notes: 保本\nsummary: 摘要\nvariants:\n  wx: {body: 群里的话, link: https://example.org/a, assets: [x]}\n"
    ws = make({POST: post("正文", front)})
    assert [one.text for one in passages(ws.sources[POST])] == ["书灯", "Lamp", "摘要", "群里的话", "正文\n"]
    assert found(ws) == []


def test_no_more_own_words_are_looked_at_than_that(make):
    files = {
        f"community/terms/t{number}.yml": "terms:\n"
        + "".join(f"  - {{term: 词{number}号{at}, table: house}}\n" for at in range(1000))
        for number in range(6)
    }
    ws = make(files)
    assert len(own_words(ws)) == MOST_OWN_WORDS


def test_a_list_that_is_too_long_is_refused(make):
    rows = "".join(f"  - {{term: 词语{at}, table: house}}\n" for at in range(1001))
    ws = make({"community/terms/one.yml": f"terms:\n{rows}"})
    assert own_words(ws) == []
    assert any(hit.at.path == "community/terms/one.yml" for hit in ws.faults("valid-value"))


def own(term):
    return Term(term, Text("", ""), Text("", ""), "own", "house", "house")


ATTACKS = {
    "one letter": ["a" * 40, "aa", "aaa" * 13],
    "many places": ["一{..}一{..}一{..}一{..}一{..}一", "{n}{n}{n}{n}{n}{n}一一", "一一{n}{..}{n}{..}{n}{..}"],
    "many words": [f"词{chr(0x4E00 + at)}" for at in range(MOST_OWN_WORDS)],
    "long words": ["好" * 39 + chr(0x4E00 + at) for at in range(MOST_OWN_WORDS)],
    "signs": ["(a+)+$", "[一-龥]*", ".*.*.*x", "\\1\\1\\1"],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_no_list_is_slow(name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    matcher = Matcher([own(term) for term in ATTACKS[name]], [], ["不是"])
    for text in ("好" * 20000, "一" * 20000, "a" * 20000, "1 2 " * 5000, "一1" * 10000):
        matcher.find(text)
    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 * 1024


@pytest.mark.parametrize(("term", "expected"), [("{n}折", False), ("{n}折起", True), ("★ ★", False), ("好 ★", False)])
def test_a_word_needs_something_to_hold_on_to(term, expected):
    assert findable(term) is expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("【广告】书灯", "zh", True),
        ("「广告」书灯", "zh", True),
        ("\U0001f4e2 广告｜书灯", "zh", True),
        ("#广告 书灯", "zh", False),
        ("推广 书灯", "zh", False),
        ("书灯到货，广告", "zh", False),
        ("**[Ad]** A lamp", "en", True),
        ("Sponsored: a lamp", "en", True),
        ("#ad a lamp", "en", False),
        ("Admire this lamp", "en", False),
    ],
)
def test_a_label_counts_where_a_text_begins(text, lang, expected):
    assert labelled_ad(text, lang) is expected


def test_a_relation_is_told_near_the_name():
    assert tells_relation("灯是栖木纸品送的", ["栖木纸品"])
    assert not tells_relation("栖木纸品的灯很亮。" + "我们读了一章又一章。" * 6 + "书是馆里送的", ["栖木纸品"])
    assert told_vaguely("Thanks to Qimu") == "thanks to"
    assert tells_ai("图片由ＡＩ生成")
    assert not tells_ai("main points, plain paper")


@pytest.mark.parametrize(
    ("text", "slights"),
    [
        ("比纸隙强一百倍", ["比纸隙强"]),
        ("吊打 PaperGap", ["吊打 PaperGap"]),
        ("纸 隙根本不行", ["纸 隙根本不行"]),
        ("我们不会吊打纸隙", []),
        ("纸隙回复比我们快", []),
        ("比起纸隙，我们慢", []),
        ("比别家强", []),
    ],
)
def test_a_slight_needs_the_name_of_a_rival(text, slights):
    assert [text[one.start : one.end] for one in Rivals(["纸隙", "PaperGap"]).find(text)] == slights
