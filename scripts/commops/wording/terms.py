"""Tables of words that need care (schemas/terms/*.yml), and a matcher that is hard to evade and slow to accuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from commops.resources import folder
from commops.texts import Text
from commops.wording.fold import fold
from commops.workspace.reading.read import read

# What may stand between the characters of a word without hiding it from a reader: a few spaces, dots and strokes, or
# one line break. A comma may not: 「覆盖全国,第一批」 is no claim.
_BETWEEN = " \t\u3000.·・•*_~|/-"
_GAP = f"(?:[{_BETWEEN}]{{0,3}}|[ \t]?\n[ \t]?)"
_STOP = "。!?;,\uff01\uff1f\uff1b\uff0c\n"
_REACH = 10

# Places where a word is mentioned, not used: code, titles, quotations, comments, addresses.
_CONTEXT = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`|<!--.*?(?:-->|\Z)|《[^》\n]{1,80}》|“[^”\n]{1,200}”|「[^」\n]{1,200}」"
    r"|『[^』\n]{1,200}』|‘[^’\n]{1,200}’|\"[^\"\n]{1,200}\"|https?://[!-~]+|\]\([!-~]*\)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A row of a table: the word, why it matters and what to write instead."""

    term: str
    basis: Text
    suggestion: Text
    category: str


class Match(NamedTuple):
    """A word of the table in a text; ``start`` and ``end`` are code points of the text as written."""

    term: Term
    start: int
    end: int


def read_table(name: str) -> dict[str, Any]:
    """One file of schemas/terms as data. Raises FileNotFoundError for a name that is not there."""
    file = folder("schemas") / "terms" / f"{name}.yml"
    return read(file.name, file.read_bytes()).data


class Matcher:
    """Finds the words of one table. Build once, use for every text (see ``matcher``)."""

    def __init__(self, table: dict[str, Any], exclusions: dict[str, Any], variants: dict[str, str]) -> None:
        default = Text(**table["suggestion"])
        rows = [
            Term(
                row["term"],
                Text(**table["bases"][row.get("basis", table["basis"])]),
                Text(**row["suggestion"]) if "suggestion" in row else default,
                row["category"],
            )
            for row in table["terms"]
        ]
        self._rows = {f"t{number}": row for number, row in enumerate(rows)}
        self._variants = variants
        # Word by word is slow. The first two characters of any word, in one go, rule out nearly every text; of words
        # in Latin letters, whose pairs are everywhere, the whole word is looked for at once.
        latin = [_letters(row.term) for row in rows if row.term.isascii()]
        self._hints = [
            _hint([row.term for row in rows if not row.term.isascii()], variants),
            *([_hint(latin, variants, "|".join(_after_first(term) for term in latin))] if latin else []),
        ]
        self._ordinary = [*_phrases(exclusions["followed_by"]), *_phrases(table.get("followed_by", {}))]
        self._ordinary += [*exclusions["phrases"], *exclusions["trademarks"]]
        self._denials: list[str] = exclusions["negation"]

    # The large patterns take longer to compile than most workspaces take to search, so only when something is there.
    @cached_property
    def _words(self) -> re.Pattern[str]:
        by_length = sorted(self._rows.items(), key=lambda item: -len(item[1].term))
        return re.compile(
            "|".join(f"(?P<{name}>{_spelled(row.term, self._variants)})" for name, row in by_length), re.IGNORECASE
        )

    @cached_property
    def _phrases(self) -> re.Pattern[str]:
        return re.compile(_any_of(_spelled(phrase, self._variants, gap="") for phrase in self._ordinary), re.IGNORECASE)

    @cached_property
    def _negation(self) -> re.Pattern[str]:
        return re.compile(f"(?:{_any_of(map(re.escape, self._denials))})[^{_STOP}]*\\Z")

    def mentions(self, text: str) -> bool:
        """Whether a word stands in the text at all, used or excused; cheap when there is none."""
        return next(self._written(fold(text).text), None) is not None

    def find(self, text: str) -> Iterator[Match]:
        """Every use of a word of the table, in order, without the uses that the exclusions allow."""
        folded = fold(text)
        contexts: list[tuple[int, int]] | None = None
        for found in self._written(folded.text):
            start, end = found.span()
            if contexts is None:
                contexts = [context.span() for context in _CONTEXT.finditer(folded.text)]
            if not self._excused(folded.text, start, end, contexts):
                yield Match(self._rows[found.lastgroup or ""], *folded.span(start, end))

    def _written(self, text: str) -> Iterator[re.Match[str]]:
        end = 0
        for start in sorted(hint.start() for pattern in self._hints for hint in pattern.finditer(text)):
            if start >= end and (found := self._words.match(text, start)):
                end = found.end()
                yield found

    def _excused(self, text: str, start: int, end: int, contexts: Iterable[tuple[int, int]]) -> bool:
        if any(left <= start and end <= right for left, right in contexts):
            return True
        if self._negation.search(text[max(start - _REACH, 0) : start]):
            return True
        left = max(start - _REACH, 0)
        return any(
            left + phrase.start() < end and start < left + phrase.end()
            for phrase in self._phrases.finditer(text[left : end + _REACH])
        )


@cache
def matcher(name: str) -> Matcher:
    """The matcher of schemas/terms/<name>.yml with the exclusions and spellings that all tables share."""
    return Matcher(read_table(name), read_table("exclusions"), read_table("spellings")["characters"])


def _letters(term: str) -> str:
    """The characters of a term that must be there: a dot inside it may be missing (NO.1, No 1)."""
    return term.replace(".", "")


def _every_case(char: str, variants: dict[str, str]) -> str:
    return re.escape("".join(sorted({char.lower(), char.upper(), *variants.get(char, "")})))


def _hint(terms: list[str], variants: dict[str, str], rest: str = "") -> re.Pattern[str]:
    """A pattern for the first character of any term, if the second of any follows, and then the ``rest``."""
    firsts, seconds = ("".join(sorted({_every_case(term[at], variants) for term in terms})) for at in (0, 1))
    return re.compile(f"[{firsts}](?=[{seconds}\n{_BETWEEN}])(?={rest or f'{_GAP}[{seconds}]'})")


def _after_first(term: str) -> str:
    """A pattern that stands just after the first letter of a term and sees the rest of it."""
    first, *rest = (f"[{_every_case(char, {})}]" for char in term)
    return f"(?<={first}){_GAP}{_GAP.join(rest)}"


def _spelled(term: str, variants: dict[str, str], gap: str = _GAP) -> str:
    """A pattern for a term in every spelling of its characters."""
    characters = [
        f"[{char}{variants[char]}]" if char in variants else re.escape(char)
        for char in (_letters(term) if gap else term)
    ]
    pattern = gap.join(characters)
    if term[0].isascii():
        pattern = f"(?<![A-Za-z0-9]){pattern}"
    return f"{pattern}(?![0-9])" if term[-1].isdigit() else pattern


def _phrases(followed_by: dict[str, list[str]]) -> list[str]:
    return [start + then for start, continuations in followed_by.items() for then in continuations]


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))
