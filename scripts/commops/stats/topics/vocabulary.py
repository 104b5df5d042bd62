"""Which words may be named: no function words, no contact data, nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from commops.resources import folder
from commops.stats.topics.cutting import normal
from commops.wording.personal import contacts
from commops.workspace import Workspace
from commops.workspace.reading.read import read


@cache
def stop_words() -> frozenset[str]:
    """The words of ``schemas/stopwords.yml`` in both languages."""
    file = folder("schemas") / "stopwords.yml"
    table: dict[str, Any] = read(file.name, file.read_bytes()).data
    return frozenset(word.strip("'") for part in table.values() for line in part["words"] for word in line.split())


def nameable(
    spellings: Mapping[str, Sequence[str]],
    team: Collection[str],
    names_among: Callable[[Collection[str]], Collection[str]],
) -> set[str]:
    """Those of some terms that may be named. ``spellings``: the ways in which each is written.

    ``team``: names of people that are known; ``names_among`` tells which of some words a member is called by.
    """
    stopped = stop_words() | {part for name in team for part in (normal(name), *normal(name).split())}
    left = {term for term in spellings if term not in stopped and not contacts(term)}
    words = {form for term in left for word in spellings[term] for form in _forms(word)}
    names = {normal(name) for name in names_among(words)}
    return left - names


def _forms(word: str) -> Iterator[str]:
    """A word as people may write it when it is a name."""
    yield from (word, word.lower(), word.capitalize(), word.upper()) if word.isascii() else (word,)


def team_names(ws: Workspace) -> set[str]:
    """The names of the people who run the community, in every language."""
    found = set()
    for person in ws.people:
        display = person.display
        found |= {display} if isinstance(display, str) else set(display.values())
    return found
