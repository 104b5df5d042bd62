"""Tables of words that need care (schemas/terms/*.yml), as data and as terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from commops.resources import folder
from commops.texts import Text
from commops.workspace.reading.read import read


@dataclass(frozen=True, slots=True)
class Term:
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
    for category, words in table.get("words", {}).items():
        for word in words:
            yield _term(name, table, {"term": word, "category": category})
    for wrong, right in table.get("pairs", {}).items():
        yield _term(name, table, {"term": wrong, "category": name, "suggestion": {"zh": right, "en": right}})
    for row in table.get("terms", ()):
        yield _term(name, table, row)


def _term(name: str, table: dict[str, Any], row: dict[str, Any]) -> Term:
    suggestion = row.get("suggestion") or table.get("suggestions", {}).get(row["category"]) or table["suggestion"]
    return Term(
        row["term"],
        Text(**table["bases"][row.get("basis", table["basis"])]),
        Text(**suggestion),
        row["category"],
        name,
        table.get("family", name),
    )


def excuses_of(name: str) -> Iterator[str]:
    """Phrases that hold a word of the table in its ordinary sense: a word with what follows or precedes it."""
    table = read_table(name)
    for word, continuations in table.get("followed_by", {}).items():
        yield from (word + then for then in continuations)
    for word, beginnings in table.get("preceded_by", {}).items():
        yield from (before + word for before in beginnings)
    yield from table.get("phrases", ())
    yield from table.get("trademarks", ())
