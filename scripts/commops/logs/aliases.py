"""Puts one person's accounts on several platforms under one pseudonym, and tells which accounts are bots."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from commops.logs import alias_file
from commops.logs.keys import Key
from commops.logs.links import Ties, join, top
from commops.logs.state import Aliases

Names = dict[str, dict[str, str]]
"""Per source, the pseudonyms that stand for another one."""


def load(private: Path, key: Key) -> Aliases:
    """The aliases in force. Raises InputError, which names the line and quotes nobody."""
    entries = alias_file.read_entries(private)
    people = [[(account.source, account.pseudonyms(key)) for account in person.accounts] for person in entries.people]
    return Aliases(digest(private), people, [(account.source, account.pseudonyms(key)) for account in entries.bots])


def digest(private: Path) -> str:
    """What the file is recognised by; ``""`` for none."""
    raw = alias_file.content(private)
    return hashlib.sha256(raw).hexdigest() if raw else ""


def groups(aliases: Aliases, ties: Mapping[str, Ties]) -> list[list[tuple[str, str]]]:
    """Per person, every (source, pseudonym) that is meant."""
    return [
        [(source, found) for source, names in accounts for found in sorted(ties.get(source, Ties()).same(names))]
        for accounts in aliases.people
    ]


def unite(links: Names, ties: Mapping[str, Ties], aliases: Aliases) -> Names:
    """``links`` with the accounts of one person under one pseudonym: the smallest of them, whatever their order."""
    if not aliases.people:
        return links
    parent: dict[str, str] = {}
    sources: dict[str, str] = {}
    for group in groups(aliases, ties):
        members = [(source, links.get(source, {}).get(name, name)) for source, name in group]
        sources |= {person: source for source, person in members}
        for _source, person in members:
            join(parent, members[0][1], person)
    result = {source: {a: top(parent, person) for a, person in names.items()} for source, names in links.items()}
    for person, source in sources.items():
        if (above := top(parent, person)) != person:
            result.setdefault(source, {})[person] = above
    return result
