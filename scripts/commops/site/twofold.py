"""Tells whether a body is one text in two languages, one after the other, and gives the half for the reader.

Wrong is worse than clumsy: a text of which a half is hidden misleads, one shown twice is only long. So everything that
a translation keeps has to agree (blocks, lengths, links, numbers), and what looks like a quotation is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from commops.site.markup import blocks_of, written_in
from commops.texts import Lang

if TYPE_CHECKING:
    from markdown_it.token import Token

_GAP = re.compile(r"\n\s*\n")
_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_NUMBER = re.compile(r"\d+")
_LINK = re.compile(r"""https?://[^\s<>()"'，。；]+""")
_OPENS = re.compile(r"""\A[*_]*[“"「『«‹‘'〈《]""")
_SIGNED = re.compile(r"^[*_]*(?:—+|–|--(?!-))\s*\S", re.MULTILINE)
_LEAST, _MOST = 0.6, 4.0
"""Han characters for each English word: about 1.6 in running text, fewer with many names, more in terse English."""
_SLACK = 6
"""Units by which a heading or a point of a list may be off: in a few words the ratio says little."""


@dataclass(frozen=True, slots=True)
class _Block:
    kind: tuple[str, ...]
    """What it is, with what it holds: ``("bullet_list", "list_item", "list_item")``."""
    text: str
    prose: bool
    """Whether it has words to translate; code has not."""

    @property
    def lines(self) -> int:
        """How many lines of it are not blank."""
        return sum(bool(line.strip()) for line in self.text.split("\n"))


def half_for(text: str, lang: Lang) -> str | None:
    """The reader's half of a body written in both languages; None for any other body, and where it is not sure."""
    return (_halves(text) or {}).get(lang)


@lru_cache(maxsize=8192)
def _halves(text: str) -> dict[Lang, str] | None:
    """The halves by their language."""
    if len({written_in(part) for part in _GAP.split(text.strip())}) < 2:
        return None  # as most bodies are; they are not worth being parsed
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = _blocks(blocks_of(text), lines)
    middle, odd = divmod(len(blocks), 2)
    if odd or sum(block.lines for block in blocks) < sum(bool(line.strip()) for line in lines):
        return None  # a line of no block: what links refer to, or more than is rendered
    found: dict[Lang, Sequence[_Block]] = {}
    for half in (blocks[:middle], blocks[middle:]):
        held = {written_in(_bare(block.text)) for block in half if block.prose}
        if len(held) == 1:
            found[held.pop()] = half
    if len(found) < 2 or not _translated(found["zh"], found["en"]):
        return None
    return {lang: "\n\n".join(block.text for block in half) for lang, half in found.items()}


def _blocks(tokens: Sequence[Token], lines: Sequence[str]) -> list[_Block]:
    """The blocks of the highest level, each with its source."""
    found = []
    for place, token in enumerate(tokens):
        if token.level or token.nesting < 0 or token.map is None:
            continue
        end = next(n for n in range(place, len(tokens)) if not tokens[n].level and tokens[n].nesting <= 0)
        inner = [one.type for one in tokens[place + 1 : end] if one.nesting > 0 and one.type != "paragraph_open"]
        source = "\n".join(lines[token.map[0] : token.map[1]]).rstrip()
        prose = token.type not in ("fence", "code_block", "hr", "html_block")
        found.append(_Block((token.type, token.tag, *inner), source, prose))
    return found


def _translated(chinese: Sequence[_Block], english: Sequence[_Block]) -> bool:
    """Whether two halves agree in all that a translation keeps."""
    pairs = list(zip(chinese, english, strict=True))
    if any(one.kind != other.kind for one, other in pairs):
        return False
    han, latin = ("\n".join(block.text for block in half if block.prose) for half in (chinese, english))
    if not _LEAST <= _units(han) / max(1, _units(latin)) <= _MOST:
        return False
    if not all(_alike(one.text, other.text) for one, other in pairs if one.prose):
        return False
    hosts, their_hosts = _hosts(han), _hosts(latin)
    numbers, their_numbers = set(_NUMBER.findall(_bare(han))), set(_NUMBER.findall(_bare(latin)))
    same_hosts = hosts == their_hosts or not (hosts and their_hosts)
    return same_hosts and 2 * len(numbers & their_numbers) >= min(len(numbers), len(their_numbers))


def _alike(chinese: str, english: str) -> bool:
    """Whether one block may be the other one's translation.

    A quotation in the other language is not: it begins with a quotation mark, is signed, or was announced by a colon.
    """
    long, short = _units(chinese), _units(english)
    return (
        _LEAST * short - _SLACK <= long <= _MOST * short + _SLACK
        and bool(_OPENS.match(chinese)) == bool(_OPENS.match(english))
        and len(_SIGNED.findall(chinese)) == len(_SIGNED.findall(english))
        and _end(chinese) == _end(english)
    )


def _end(text: str) -> str:
    """The mark at the end where it says what kind of sentence it is: a question, or a promise of something to come."""
    mark = text.rstrip("*_`\"'”’」』）) \n")[-1:].translate({ord("："): ":", ord("？"): "?"})
    return mark if mark in (":", "?") else ""


def _units(text: str) -> int:
    """The length of a text: a Han character and a Latin word each count as one."""
    plain = _bare(text)
    return len(_HAN.findall(plain)) + len(_WORD.findall(plain))


def _bare(text: str) -> str:
    """The text without addresses, which no translation touches."""
    return _LINK.sub(" ", text)


def _hosts(text: str) -> set[str]:
    """Where its links lead; a page may have another address in each language, but hardly another server."""
    return {urlsplit(link).netloc.lower() for link in _LINK.findall(text)}
