"""The things of changed files before and after, and which of them is the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commops.findings import Route
from commops.texts import Text, pick
from commops.workspace import Source
from commops.workspace.shape.kinds import kinds

_NAMES = ("title", "name", "display", "period")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A file, or an entry of a list that is a thing of its own; ``data`` of a file is without those entries."""

    kind: str
    id: str
    source: Source
    route: Route
    data: Mapping[str, Any]
    slot: tuple[str, str, int]
    """List, id and number of entries with that id before it: what makes it the same thing within its file."""

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.source.path

    @property
    def body(self) -> str:
        """The Markdown of a file; entries have none."""
        return "" if self.route else self.source.body

    @property
    def name(self) -> Text:
        """What people call it, else its id."""
        for key in _NAMES:
            value = self.data.get(key)
            zh, en = pick(value, "zh"), pick(value, "en")
            if isinstance(value, str | dict) and zh and en:
                return Text(zh, en)
        return Text(self.id, self.id)


def parts_of(source: Source) -> Iterator[Part]:
    """The file and the entries in it that are things of their own; those without a usable id stay with the file."""
    kind = kinds().by_name[source.kind]
    own = dict(source.data)
    entries: list[Part] = []
    seen: Counter[tuple[str, str]] = Counter()
    for key, part in kind.items.items():
        found = source.data.get(key)
        if not isinstance(found, list):
            continue
        own[key] = [entry for entry in found if not _named(entry)]
        for place, entry in enumerate(found):
            if _named(entry):
                name = entry["id"]
                entries.append(Part(part, name, source, (key, place), entry, (key, name, seen[key, name])))
                seen[key, name] += 1
    yield Part(kind.name, kind.id_of(source.path, source.data) or source.path, source, (), own, ("", "", 0))
    yield from entries


def _named(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("id"), str)


Pair = tuple[Part | None, Part | None]
"""The same thing before and after; None where it does not exist."""


def pairs(before: Iterable[Source], after: Iterable[Source]) -> list[Pair]:
    """Every thing of some files before and after: by its place, else by kind and id, else a file by text or name."""
    old = {(part.path, part.kind, *part.slot): part for source in before for part in parts_of(source)}
    new = {(part.path, part.kind, *part.slot): part for source in after for part in parts_of(source)}
    matched: list[Pair] = [(old[place], new[place]) for place in old if place in new]
    gone = [part for place, part in old.items() if place not in new]
    come = [part for place, part in new.items() if place not in old]
    for likeness in (_by_id, _by_body, _by_name):
        matched += _match(gone, come, likeness)
    return [*matched, *((part, None) for part in gone), *((None, part) for part in come)]


def _match(gone: list[Part], come: list[Part], likeness: Any) -> list[Pair]:
    """Pairs of which each side has exactly one with the same mark; they are taken out of the two lists."""
    marks = [Counter(filter(None, map(likeness, side))) for side in (gone, come)]
    twins = {mark for mark, n in marks[0].items() if n == 1 and marks[1][mark] == 1}
    old = {likeness(part): part for part in gone if likeness(part) in twins}
    found: list[Pair] = [(old[likeness(part)], part) for part in come if likeness(part) in twins]
    gone[:] = [part for part in gone if likeness(part) not in twins]
    come[:] = [part for part in come if likeness(part) not in twins]
    return found


def _by_id(part: Part) -> object:
    return part.kind, part.id


def _by_body(part: Part) -> object:
    return (part.kind, part.body.strip()) if part.body.strip() else None


def _by_name(part: Part) -> object:
    return (part.kind, part.name) if not part.route and part.name.zh != part.id else None
