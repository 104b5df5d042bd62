"""Cuts Chinese and English messages into words; addresses, mentions and contact data are taken out first."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from commops.patterns import lazy
from commops.wording.fold import fold
from commops.wording.personal import contacts
from commops.wording.sieve import suspects

if TYPE_CHECKING:
    import pyarrow as pa
    import rjieba

VERSION = 2
"""Raise it when the same text would be cut into other words: everything is then cut again."""

LONGEST_TEXT, LONGEST_WORD = 4_000, 40
_DIGITS = 4
"""A word with so many digits is a number of somebody or something, not a word."""

_PRIVATE_USE, _SPECIALS = 0xE000, 6_400
# One after the other: an expression that begins in many ways is several times slower than these together.
_ADDRESS = lazy(r"[hHwW](?:(?<=[hH])[tT][tT][pP][sS]?://|(?<=[wW])[wW][wW]\.)[!-~]+")
_BARE = lazy(r"(?<![!-~])[\w-][\w.-]{0,60}\.[A-Za-z]{2,8}/[!-~]*", re.ASCII)
_BARE_END = lazy(r"\.[A-Za-z]{2,8}/")
"""Addresses without a scheme, and a part of them that is found much more quickly."""
_REMOVED = (
    lazy(r"<[@#!][^<>\n]{1,80}>"),
    lazy("@[^\u2005\n@]{1,40}\u2005|@[\\w.-]{1,40}"),
    lazy("[\ue000-\uf8ff]"),
)
"""Mentions; private-use characters go because they stand for special words below."""
_MAIL = lazy(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[\w.-]{1,60}")
"""Whatever is written like a mail address, also where nobody may read what is sent there."""
_SPECIAL = (
    lazy("[\u2600-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff](?:(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff])?"),
    lazy(r"\[[^\W\d_][\w ]{0,11}\]"),
    lazy(r":(?<![\w:]:)[A-Za-z][\w+-]{1,30}:", re.ASCII),
)
"""Emoji, stickers as WeChat and QQ write them ([捂脸]), and those that are written by name (:smile:)."""
_TONES = lazy("[\U0001f3fb-\U0001f3ff]")
_APOSTROPHE = lazy("['’](?<=[A-Za-z].)(?=[A-Za-z])")
_HAN = lazy("[\u3400-\u9fff]+")


def normal(word: str) -> str:
    """A word as it is counted: compatibility forms and upper case undone."""
    return unicodedata.normalize("NFKC", word).lower()


class _Numbers(dict[str, int]):
    """Numbers for words in the order in which they are first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Cutter:
    """Cuts texts by the dictionary of the language and the community's own words. Make one per process."""

    def __init__(self, words: Iterable[str]) -> None:
        import rjieba

        self._jieba: rjieba.Jieba = rjieba.Jieba()
        others = []
        for word in sorted({normal(word) for word in words}):
            if _HAN.fullmatch(word):
                self._jieba.add_word(word, None, None)
            else:
                others.append(re.escape(word))
        own = "|".join(sorted(others, key=len, reverse=True))
        phrases = [re.compile(rf"(?<![a-z0-9])(?:{own})(?![a-z0-9])", re.IGNORECASE)] if own else []
        self._special = [*_SPECIAL, *phrases]

    def cut(self, texts: Sequence[str]) -> tuple[pa.Array, pa.DictionaryArray]:
        """The words of some texts: the number of the text that each stands in, and the word, spelled as written."""
        import pyarrow as pa
        import pyarrow.compute as pc

        batch, specials = self._prepared(_lines([text[:LONGEST_TEXT] for text in texts]))
        numbers = _Numbers({"\n": 0})
        tokens = array("i", map(numbers.__getitem__, self._jieba.cut(batch, False)))
        indices = pa.Array.from_buffers(pa.int32(), len(tokens), [None, pa.py_buffer(tokens)])
        words = pa.array([_word(token, specials) for token in numbers], pa.string())
        places = pc.cumulative_sum(pc.equal(indices, 0).cast(pa.int32()))
        found = pa.DictionaryArray.from_arrays(indices, words)
        kept = pc.is_valid(words).take(indices)
        return places.filter(kept), found.filter(kept)

    def _prepared(self, batch: str) -> tuple[str, list[str]]:
        """The texts, one a line, without what is not to be counted; special words become single characters."""
        batch = _ADDRESS.sub(" ", batch)
        if _BARE_END.search(batch):
            batch = _BARE.sub(" ", batch)
        for pattern in _REMOVED:
            batch = pattern.sub(" ", batch)
        specials: list[str] = []

        def stand_in(match: re.Match[str]) -> str:
            if len(specials) == _SPECIALS:
                return " "
            specials.append(match[0])
            return f" {chr(_PRIVATE_USE + len(specials) - 1)} "

        batch = _APOSTROPHE.sub("", _TONES.sub("", fold(batch).text))
        for special in self._special:
            batch = special.sub(stand_in, batch)
        return batch, specials


def _word(token: str, specials: Sequence[str]) -> str | None:
    """The word that a token stands for; None when it is none, or too likely a number of somebody or something."""
    if len(token) == 1:
        place = ord(token) - _PRIVATE_USE
        return specials[place] if 0 <= place < len(specials) else None
    return token if _is_word(token) else None


def _is_word(token: str) -> bool:
    return (
        1 < len(token) <= LONGEST_WORD
        and any(char.isalpha() for char in token)
        and sum(char.isdigit() for char in token) < _DIGITS
    )


def _lines(texts: Sequence[str]) -> str:
    """The texts, one a line, with contact data blanked; only those that may hold any are looked at one by one."""
    whole = "\n".join(text.replace("\n", "\r") for text in texts)
    folded = fold(whole).text
    lines = whole.replace("\r", " ").split("\n")
    for number in suspects(folded, folded.encode("utf-8", "surrogatepass")):
        lines[number] = _without_contacts(texts[number])
    return "\n".join(lines)


def _without_contacts(text: str) -> str:
    """A text on one line with its contact data blanked."""
    if "@" in text:
        text = _MAIL.sub(" ", text)
    found = contacts(text)
    if found:
        parts, done = [], 0
        for contact in found:
            parts.append(text[done : contact.start])
            done = contact.end
        text = " ".join((*parts, text[done:]))
    return text.replace("\n", " ").replace("\r", " ")
