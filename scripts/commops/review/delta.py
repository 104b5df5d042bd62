"""The differences between two values of a file: which routes were added, removed or changed, and nothing left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from commops.findings import Route

# Aligning long lists entry by entry takes quadratic time; a longer pair is one difference.
_MOST_PAIRS = 250_000


class Absent:
    """What stands where there is no value; None is a value that people can write."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Delta:
    """One difference. ``route`` counts list positions after the change, before it for what was removed."""

    route: Route
    before: object
    after: object
    order: bool = False
    """Whether only the order of entries differs; before and after then list their ids."""


def deltas(before: Any, after: Any, route: Route = ()) -> Iterator[Delta]:
    """Every difference between two values, as deep inside as they can be told apart; none for equal ones.

    Entries of a list are matched by ``id`` where they have one, otherwise aligned like the lines of a diff; a list of
    plain values is one value.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(
            [*before, *(key for key in after if key not in before)], key=lambda one: (type(one).__name__, str(one))
        ):
            yield from deltas(before.get(key, ABSENT), after.get(key, ABSENT), (*route, key))
    elif isinstance(before, list) and isinstance(after, list) and _deep(before + after):
        yield from _entries(before, after, route)
    elif not same(before, after):
        yield Delta(route, before, after)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same also for YAML: ``true``, ``1`` and ``1.0`` are three values."""
    return one is other or (type(one) is type(other) and one == other and _canonical(one) == _canonical(other))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=repr) if isinstance(value, dict | list) else ""


def _deep(entries: list[Any]) -> bool:
    return any(isinstance(entry, dict | list) for entry in entries)


def _ids(entries: list[Any]) -> list[str] | None:
    """The ids of all entries if each has one of its own."""
    found = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    names = [name for name in found if isinstance(name, str)]
    return names if len(set(names)) == len(found) else None


def _entries(before: list[Any], after: list[Any], route: Route) -> Iterator[Delta]:
    old, new = _ids(before), _ids(after)
    if old is None or new is None:
        yield from _aligned(before, after, route)
        return
    kept = set(old) & set(new)
    if [name for name in old if name in kept] != [name for name in new if name in kept]:
        yield Delta(route, old, new, order=True)
    for place, name in enumerate(old):
        if name not in kept:
            yield Delta((*route, place), before[place], ABSENT)
    for place, name in enumerate(new):
        was = before[old.index(name)] if name in kept else ABSENT
        yield from deltas(was, after[place], (*route, place))


def _aligned(before: list[Any], after: list[Any], route: Route) -> Iterator[Delta]:
    if len(before) * len(after) > _MOST_PAIRS:
        if not same(before, after):
            yield Delta(route, before, after)
        return
    old, new = ([json.dumps(entry, sort_keys=True, default=repr) for entry in side] for side in (before, after))
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        paired = min(end - start, last - first)
        for step in range(paired):
            yield from deltas(before[start + step], after[first + step], (*route, first + step))
        for place in range(start + paired, end):
            yield Delta((*route, place), before[place], ABSENT)
        for place in range(first + paired, last):
            yield Delta((*route, place), ABSENT, after[place])
