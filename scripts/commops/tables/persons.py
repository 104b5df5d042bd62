"""Joins rows about people: who is the same person in several sheets, and what is known of each in all of them.

Two rows are one person when they share a phone number, an address or an account. A row with nothing but a name is the
one person of that name in the same event or channel; if two people bear it, or none does, the name stands for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Row: TypeAlias = "dict[str, Any]"

ATTENDANCE = {
    "event": "text", "person": "text", "registered": "yes", "day_n": "day", "status": "text", "attended": "yes",
    "source": "text",
}  # fmt: skip
ROSTER = {"channel": "text", "person": "text", "joined_n": "day", "left_n": "day", "source": "text"}
ACCOUNTS = {"person": "text", "account": "text", "how": "text"}

_STATES = ("registered", "waitlisted", "cancelled")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row about a person: the kind of sheet it stood in, its event or channel, and its columns."""

    kind: str
    scope: str
    row: Row


def persons(entries: Sequence[Entry]) -> list[str]:
    """The person of each entry. A function of the set of entries: their order does not matter."""
    parent: dict[str, str] = {}
    for entry in entries:
        ids = entry.row["ids"]
        for one in ids:
            _join(parent, ids[0], one)
    people = _standing_for(entries, parent)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        if entry.row["ids"]:
            for name in _names(entry.row):
                named[entry.scope, name].add(people[_top(parent, entry.row["ids"][0])])
    return [_person(entry, parent, people, named) for entry in entries]


def _person(
    entry: Entry, parent: dict[str, str], people: dict[str, str], named: dict[tuple[str, str], set[str]]
) -> str:
    if entry.row["ids"]:
        return people[_top(parent, entry.row["ids"][0])]
    names = _names(entry.row)
    for name in names:
        if len(found := named.get((entry.scope, name), set())) == 1:
            return next(iter(found))
    return names[0]


def marks(row: Row) -> set[str]:
    """What a row's person is recognised by when it comes again: its ids, or its name if it has none."""
    return {*row["ids"], *row["accounts"]} or set(_names(row)[:1])


def bearers(entries: Sequence[Entry], wanted: Collection[str]) -> dict[str, set[str]]:
    """The persons that some pseudonyms may stand for, each with the marks of all of its rows.

    Ids count before names: a name is looked for only when nobody has one of the pseudonyms as an id.
    """
    people = persons(entries)
    rows = list(zip(entries, people, strict=True))
    found = {person for entry, person in rows if not marks(entry.row).isdisjoint(wanted) or person in wanted}
    found = found or {person for entry, person in rows if not set(_names(entry.row)).isdisjoint(wanted)}
    return {one: {mark for entry, person in rows if person == one for mark in marks(entry.row)} for one in found}


def _names(row: Row) -> list[str]:
    return [row[field] for field in ("name", "nickname") if row[field]]


def _standing_for(entries: Sequence[Entry], parent: dict[str, str]) -> dict[str, str]:
    """The pseudonym of each group of ids: that of its log account if it has one, so that both sides are equal."""
    accounts: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.row["ids"]:
            top = _top(parent, entry.row["ids"][0])
            accounts[top].update(entry.row["accounts"])
    return {top: min(found) if found else top for top, found in accounts.items()}


def _top(parent: dict[str, str], name: str) -> str:
    while (above := parent.get(name, name)) != name:
        name = above
    return name


def _join(parent: dict[str, str], a: str, b: str) -> None:
    """Put two groups together under the smaller name; paths are shortened on the way."""
    low, high = sorted((_top(parent, a), _top(parent, b)))
    for name in (a, b, high):
        parent[name] = low
    parent.setdefault(low, low)


def attendance(entries: Sequence[Entry], people: Sequence[str]) -> list[Row]:
    """One row per event and person, sorted. Columns: ``ATTENDANCE``."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry, person in zip(entries, people, strict=True):
        if entry.kind in ("registrations", "signins"):
            groups[entry.scope, person].append(entry)
    told = {event for (event, _), found in groups.items() if any(entry.row["attended"] is not None for entry in found)}
    rows = []
    for (event, person), found in sorted(groups.items()):
        signed_up = [entry.row for entry in found if entry.kind == "registrations"]
        said = {entry.row["attended"] for entry in found} - {None}
        rows.append(
            {
                "event": event,
                "person": person,
                "registered": bool(signed_up),
                "day_n": _least(row["day_n"] for row in signed_up),
                "status": next((state for state in _STATES if any(row["status"] == state for row in signed_up)), None),
                "attended": True in said if said or event in told else None,
                "source": "+".join(sorted({entry.kind for entry in found})),
            }
        )
    return rows


def roster(entries: Sequence[Entry], people: Sequence[str]) -> list[Row]:
    """One row per channel and person, sorted. Columns: ``ROSTER``. Who came back after leaving has not left."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for entry, person in zip(entries, people, strict=True):
        if entry.kind == "roster":
            groups[entry.scope, person].append(entry.row)
    rows = []
    for (channel, person), found in sorted(groups.items()):
        joined = _least(row["joined_n"] for row in found)
        left = max((row["left_n"] for row in found if row["left_n"] is not None), default=None)
        back = max((row["joined_n"] for row in found if row["joined_n"] is not None), default=None)
        left = None if left is not None and back is not None and back > left else left
        rows.append({"channel": channel, "person": person, "joined_n": joined, "left_n": left, "source": "roster"})
    return rows


def accounts(entries: Sequence[Entry], people: Sequence[str]) -> list[Row]:
    """The log authors that each person is, sorted. Columns: ``ACCOUNTS``. A name that fits two people fits none."""
    sure: dict[str, set[str]] = defaultdict(set)
    maybe: dict[str, set[str]] = defaultdict(set)
    for entry, person in zip(entries, people, strict=True):
        for account in entry.row["accounts"]:
            sure[account].add(person)
        for account in entry.row["maybe"]:
            maybe[account].add(person)
    rows = [{"person": person, "account": account, "how": "id"} for account in sure for person in sure[account]]
    rows += [
        {"person": next(iter(found)), "account": account, "how": "name"}
        for account, found in maybe.items()
        if len(found) == 1 and account not in sure
    ]
    return sorted(rows, key=lambda row: (row["person"], row["account"]))


def _least(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)
