"""Takes a statement apart at its WITH list, for databases that work a part out again wherever it is named."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_TOKEN = re.compile(r"--[^\n]*|'[^']*'|[A-Za-z_][A-Za-z0-9_]*|[(),]|[^\sA-Za-z_(),']+|\s+")
MOST_READS = 40
"""Statements that read tables more often than this when all parts are written out have some parts worked out first."""


class Part(NamedTuple):
    """One part of a WITH list."""

    name: str
    sql: str


class Statement(NamedTuple):
    """What a statement consists of: the parts of its WITH list in order, and the query at its end."""

    parts: tuple[Part, ...]
    query: str


def take_apart(sql: str) -> Statement:
    """The parts of a statement that has passed the guard (stats/guard.py): its brackets are balanced."""
    tokens = [token for token in _TOKEN.findall(sql) if not token.startswith("--")]
    words = [place for place, token in enumerate(tokens) if not token.isspace()]
    if not words or tokens[words[0]].lower() != "with":
        return Statement((), "".join(tokens).strip())
    parts: list[Part] = []
    at = 1
    while True:
        # <name> as ( ... ) and then a comma or the query
        name, opened = tokens[words[at]], at + 2
        closed, depth = opened, 0
        while True:
            depth += {"(": 1, ")": -1}.get(tokens[words[closed]], 0)
            if depth == 0:
                break
            closed += 1
        parts.append(Part(name, "".join(tokens[words[opened] + 1 : words[closed]]).strip()))
        at = closed + 2
        if tokens[words[closed + 1]] != ",":
            return Statement(tuple(parts), "".join(tokens[words[closed + 1] :]).strip())


def worth_keeping(statement: Statement) -> frozenset[str]:
    """The parts that are better worked out once; none when the statement is small with all of them written out."""
    names = {part.name for part in statement.parts}
    named = {part.name: _named(part.sql, names) for part in statement.parts}
    reads: dict[str, int] = {}
    for part in statement.parts:
        reads[part.name] = 1 + sum(reads.get(name, 0) * count for name, count in named[part.name].items())
    at_the_end = _named(statement.query, names)
    if sum(reads[name] * count for name, count in at_the_end.items()) <= MOST_READS:
        return frozenset()
    uses = sum(named.values(), at_the_end)
    return frozenset(name for name, count in uses.items() if count > 1)


def words(sql: str) -> frozenset[str]:
    """The words of a statement, names and keywords alike."""
    return frozenset(_TOKEN.findall(sql))


def _named(sql: str, names: set[str]) -> Counter[str]:
    """How often each of ``names`` stands in a query; columns of the same name count too, which does no harm."""
    return Counter(token for token in _TOKEN.findall(sql) if token in names)
