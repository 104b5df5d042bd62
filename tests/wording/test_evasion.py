"""How many disguised words are found: every term of every table, disguised in every way we know of."""

import random

import pytest

from commops.wording.tables import read_table, terms_of
from commops.wording.terms import matcher
from commops.wording.uses import TABLES

FULL_WIDTH = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
KEYCAPS = {str(digit): f"{digit}\ufe0f\u20e3" for digit in range(10)}
CIRCLED = {str(digit): chr(0x245F + digit) for digit in range(1, 10)}
SPELLINGS = read_table("spellings")
TRADITIONAL: dict[str, str] = {}
for pair in SPELLINGS["traditional"].split():
    TRADITIONAL.setdefault(pair[1], pair[0])
LOOK_ALIKES = {usual: others[0] for usual, others in SPELLINGS["characters"].items()}
GAPS = {
    "space": " ",
    "wide space": "\u3000",
    "dot": "\u00b7",
    "full stop": ".",
    "hyphen": "-",
    "slash": "/",
    "star": "*",
    "emoji": "\U0001f525",
    "zero width": "\u200b",
    "joiner": "\u2060",
    "variation": "\ufe0f",
    "line break": "\n",
    "three spaces": "   ",
}
MAPS = {
    "full width": FULL_WIDTH,
    "keycaps": KEYCAPS,
    "circled": CIRCLED,
    "traditional": TRADITIONAL,
    "look-alikes": LOOK_ALIKES,
}
# What can be lost: a Latin word that is cut by spaces or dots reads as several words.
FLOOR = 0.99


def words():
    for name in TABLES:
        for term in terms_of(name):
            word = term.term.replace("{n}", "12").replace("{..}", "\u7684")
            if name != "typos" and not word.isascii():
                yield name, word


def variants():
    dice = random.Random(20261122)
    for name, word in words():
        for label, gap in GAPS.items():
            at = dice.randrange(1, len(word))
            yield f"gap: {label}", name, word[:at] + gap + word[at:]
        yield "gap: everywhere", name, "\u200b".join(word)
        for label, table in MAPS.items():
            disguised = "".join(table.get(char, char) for char in word)
            if disguised != word:
                yield f"map: {label}", name, disguised


def test_the_words_themselves_are_found():
    lost = [(name, word) for name, word in words() if not matcher(name).mentions(f"\u8fd9\u662f{word}\u3002")]
    assert lost == []


def test_disguised_words_are_found():
    tried: dict[str, int] = {}
    lost: dict[str, list[str]] = {}
    for way, name, text in variants():
        tried[way] = tried.get(way, 0) + 1
        if not matcher(name).mentions(f"\u8fd9\u662f{text}\u3002"):
            lost.setdefault(way, []).append(text)
    total = sum(tried.values())
    assert total >= 1000
    for way, texts in lost.items():
        assert len(texts) <= tried[way] * 0.15, (way, texts[:10])
    recall = 1 - sum(map(len, lost.values())) / total
    print(f"{total} variants, recall {recall:.4f}", {way: len(texts) for way, texts in lost.items()})
    assert recall >= FLOOR, {way: texts[:5] for way, texts in lost.items()}


@pytest.mark.parametrize(
    "text",
    [
        "\u5168\u7f51\uff0c\u7b2c\u4e00\u6279",
        "\u6700\n\n\u4f73",
        "\u4fdd - - - - \u672c",
        "\u6700\u3002\u4f73",
        "\u8fd1\u4ee3\u53d1\u7968\u636e",
    ],
)
def test_what_only_looks_like_a_word_is_left_alone(text):
    assert not matcher("absolute", "finance").find(text)
