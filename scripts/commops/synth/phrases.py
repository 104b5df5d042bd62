"""What people say: harmless made-up sentences in Chinese and English, cut to any length, and questions."""

from __future__ import annotations

import random
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from commops.synth.dice import Dice, lognormal_table
from commops.synth.records import Language

_MATERIAL = Path(__file__).parent / "material"
SITE = "https://example.org"


@lru_cache(maxsize=16)
def material(name: str) -> dict[str, tuple[str, ...]]:
    """A file of ``material/``: ``# section`` lines, each followed by one sentence (or name) per line.

    ``{slots}`` of a sentence are filled from slots.txt.
    """
    sections: dict[str, list[str]] = {}
    section = ""
    for line in (_MATERIAL / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            sections[section := line[2:]] = []
        elif line:
            sections[section].append(line)
    return {key: tuple(lines) for key, lines in sections.items()}


_LENGTHS = {"zh": lognormal_table(3.3, 1.1), "en": lognormal_table(4.1, 1.0)}
"""Characters of a message: median 27 in Chinese; English says the same in about twice as many letters."""
_CLAUSES = 6_000


class Phrases:
    """Sentence material of one topic: one long text with its cuts, so that any length costs one slice."""

    def __init__(self, topic: str, language: Language) -> None:
        source = random.Random(f"phrases/{topic}")  # noqa: S311
        clauses, common = material(topic), material(language)
        marks = (". ", ", ", "! ", ".\n") if language == "en" else ("，", "。", "～", "。\n")
        pieces, self._cuts, length = [], [0], 0
        for _ in range(_CLAUSES):
            mark = source.choices(marks, (50, 40, 8, 2))[0]
            piece = _filled(source.choice(clauses["say"]), source) + mark
            pieces.append(piece)
            length += len(piece)
            self._cuts.append(length)
        self._text = "".join(pieces)
        self._short = common["short"]
        self._answers = tuple(_filled(text, source) for text in common["answer"] for _ in range(6))
        self._questions = tuple(_filled(text, source) for text in clauses["ask"] for _ in range(12))
        self._lengths = _LENGTHS[language]
        self._long = 12 if language == "en" else 6

    def statement(self, dice: Dice) -> str:
        """Something said, of a length drawn at random; never a question."""
        wanted = dice.pick(self._lengths)
        if wanted <= self._long:
            return dice.pick(self._short)
        first = int(dice.random() * (_CLAUSES // 2))
        start = self._cuts[first]
        last = bisect_right(self._cuts, start + wanted + 3, first + 2) - 1
        return self._text[start : self._cuts[last]].rstrip(",，。～.!- \n")

    def question(self, dice: Dice) -> str:
        """Something asked, one time in three with a sentence before it."""
        asked = dice.pick(self._questions)
        if dice.random() < 0.33:
            first = int(dice.random() * (_CLAUSES // 2))
            return self._text[self._cuts[first] : self._cuts[first + 1]].rstrip("\n") + asked
        return asked

    def answer(self, dice: Dice) -> str:
        """A reply to a question."""
        return dice.pick(self._answers) if dice.random() < 0.5 else self.statement(dice)


def _filled(text: str, source: random.Random) -> str:
    while "{" in text:
        before, _, rest = text.partition("{")
        slot, _, after = rest.partition("}")
        text = before + source.choice(material("slots")[slot]) + after
    return text


@lru_cache(maxsize=8)
def phrases(topic: str, language: Language) -> Phrases:
    """The material of a topic; made once."""
    return Phrases(topic, language)


def link(dice: Dice) -> str:
    """An address on a domain that belongs to nobody."""
    return SITE + dice.pick(material("shared")["page"])


def tag(dice: Dice) -> str:
    """A hashtag of the community's programmes."""
    return dice.pick(material("shared")["tag"])


def spam(dice: Dice) -> tuple[str, str]:
    """What a spam account writes: a sentence and an address."""
    return dice.pick(material("shared")["spam"]), f"https://promo.example.com/{int(dice.random() * 900) + 100}"


def praise(dice: Dice) -> str:
    """What a paid account writes: one text for all, with another beginning and end each time."""
    parts = (material("shared")[part] for part in ("opening", "praise", "ending"))
    return "".join(dice.pick(part) for part in parts)


def welcome(names: list[str], language: Language) -> str:
    """What the bot says to newcomers."""
    who = "、".join(names) if language == "zh" else ", ".join(names)
    if language == "zh":
        return f"欢迎 {who} 加入!请先看群公告,介绍一下自己和正在读的书。"
    return f"Welcome {who}! Please read the pinned rules and say hello."
