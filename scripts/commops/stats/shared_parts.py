"""Works out once what several metrics share: the WITH parts of their common beginning become tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from commops.stats.pages import Shared
from commops.stats.with_parts import Part, take_apart, words


class Plan(NamedTuple):
    """The statements of the tables to be kept, in order, by name; and what is left of the metric, which reads them."""

    tables: tuple[Part, ...]
    sql: str


@cache
def plan(sql: str, beginning: Shared | None) -> Plan:
    """How to run a statement that has passed the guard (stats/guard.py). Tables are named after file and part."""
    if beginning is None:
        return Plan((), sql)
    shared = take_apart(f"{beginning.text} select 1").parts
    whole = take_apart(sql)
    own = whole.parts[len(shared) :]
    asked = words(" ".join([*(part.sql for part in own), whole.query]))
    before: list[Part] = []
    tables: list[Part] = []
    for part in shared:
        if part.name in asked:
            table = f"{beginning.name}_{part.name}"
            tables.append(Part(table, _statement(_needed(before, part.sql), part.sql)))
            before.append(Part(part.name, f"select * from {table}"))  # noqa: S608 - our own names
        else:
            before.append(part)
    left = " ".join([whole.query, *(part.sql for part in own)])
    return Plan(tuple(tables), _statement([*_needed(before, left), *own], whole.query))


def _needed(parts: Sequence[Part], sql: str) -> list[Part]:
    """Those of ``parts`` that a query names, and those that they name."""
    found: list[Part] = []
    for part in reversed(parts):
        if part.name in words(" ".join([sql, *(one.sql for one in found)])):
            found.append(part)
    return found[::-1]


def _statement(parts: Sequence[Part], query: str) -> str:
    listed = ", ".join(f"{part.name} as ({part.sql})" for part in parts)
    return f"with {listed} {query}" if parts else query
