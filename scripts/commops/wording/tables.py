"""Tables of words that need care (schemas/terms/*.yml), as data and as terms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from commops.resources import folder
from commops.texts import Text
from commops.workspace.reading.read import read


class Term(NamedTuple):
    """A row of a table: the word, why it matters and what to write instead.

    The word may hold ``{n}`` for a number (digits or Chinese numerals) and ``{..}`` for up to eight characters of
    anything but punctuation. There are no other patterns, so that no list of words can be slow.
    """

    term: str
    basis: Text
    suggestion: Text
    category: str
    table: str
    """Name of the table, e.g. ``absolute``."""
    family: str
    """Of two words of one family that overlap, only the longer one counts."""


@cache
def read_table(name: str) -> dict[str, Any]:
    """One file of schemas/terms as data. Raises FileNotFoundError for a name that is not there."""
    file = folder("schemas") / "terms" / f"{name}.yml"
    return read(file.name, file.read_bytes()).data


def terms_of(name: str) -> Iterator[Term]:
    """The terms of a table; ``words`` maps a category to words, ``terms`` lists rows that differ from the usual,
    ``pairs`` maps what is wrong to what is right.
    """
    table = read_table(name)
    family = table.get("family", name)
    bases = {key: Text(**basis) for key, basis in table["bases"].items()}
    usual = bases[table["basis"]]
    advice = {key: Text(**told) for key, told in table.get("suggestions", {}).items()}
    otherwise = Text(**table["suggestion"])
    for category, words in table.get("words", {}).items():
        told = advice.get(category, otherwise)
        for word in words:
            yield Term(word, usual, told, category, name, family)
    for wrong, right in table.get("pairs", {}).items():
        yield Term(wrong, usual, Text(right, right), name, name, family)
    for row in table.get("terms", ()):
        told = Text(**row["suggestion"]) if "suggestion" in row else advice.get(row["category"], otherwise)
        basis = bases[row["basis"]] if "basis" in row else usual
        yield Term(row["term"], basis, told, row["category"], name, family)


def excuses_of(name: str) -> Iterator[str]:
    """Phrases that hold a word of the table in its ordinary sense: a word with what follows or precedes it."""
    table = read_table(name)
    for word, continuations in table.get("followed_by", {}).items():
        yield from (word + then for then in continuations)
    for word, beginnings in table.get("preceded_by", {}).items():
        yield from (before + word for before in beginnings)
    yield from table.get("phrases", ())
    yield from table.get("trademarks", ())
