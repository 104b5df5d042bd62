"""The waivers of a file: entries of ``waive`` lists that silence one rule, with a reason and often an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commops.findings import Location, Route
from commops.workspace.shape.kinds import kinds
from commops.workspace.source import Source
from commops.workspace.times import date


@dataclass(slots=True)
class Waiver:
    """An entry of a ``waive`` list: it silences a rule in its file, or in the entry of a list that holds it."""

    rule: str
    until: str | None
    at: Location
    scope: Route = ()
    """Route of the entry that holds it; ``()`` for the file."""
    used: bool = False
    """Whether it fits anything that was found in this run."""


def waivers_of(source: Source) -> Iterator[Waiver]:
    """The well-formed entries of a file's ``waive`` list, and of those of the entries of its lists."""
    # Ten thousand files, and hardly one has any.
    if "waive" not in source.data and not kinds().by_name[source.kind].items:
        return
    for route, entry in waived(source):
        yield Waiver(entry["rule"], entry.get("until"), source.at((*route, "rule")), route[:-2])


def waived(source: Source) -> Iterator[tuple[Route, dict[str, Any]]]:
    """The same as they are written, each with its route; this costs less, for no place is looked up."""
    scopes: list[Route] = [()]
    for key in kinds().by_name[source.kind].items:
        entries = source.data.get(key)
        scopes += [(key, number) for number in range(len(entries))] if isinstance(entries, list) else []
    for scope in scopes:
        holder: Any = source.data
        for step in scope:
            holder = holder[step]
        entries = holder.get("waive") if isinstance(holder, dict) else None
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            until = entry.get("until") if isinstance(entry, dict) else None
            if isinstance(entry, dict) and isinstance(entry.get("rule"), str) and (until is None or _is_day(until)):
                yield (*scope, "waive", number), entry


def added(source: Source, before: Source | None) -> Iterator[tuple[Route, dict[str, Any]]]:
    """The waivers of a file that were not in it before, or not with this reason and this end."""
    if before is source:
        return
    known = [_facts(before, route, entry) for route, entry in waived(before)] if before else []
    for route, entry in waived(source):
        facts = _facts(source, route, entry)
        if facts in known:
            known.remove(facts)
        else:
            yield route, entry


def _facts(source: Source, route: Route, entry: dict[str, Any]) -> tuple[object, ...]:
    """What makes a waiver the same one although the list around it changed."""
    holder: Any = source.data
    for step in route[:-2]:
        holder = holder[step]
    return (route[:1], holder.get("id"), entry["rule"], entry.get("until"), str(entry.get("reason")))


def _is_day(text: object) -> bool:
    try:
        date(str(text))
    except ValueError:
        return False
    return True
