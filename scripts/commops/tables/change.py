"""What imported tables want to change in the workspace, as values that somebody reviews before they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from commops.findings import Route
from commops.texts import Text

if TYPE_CHECKING:
    from commops.tables.store import TableStore
    from commops.workspace import Workspace

FEW = 5
"""Counts of one to four people are not written into files that get published."""

_FEW = Text("{place}：{field} 不足 {few} 人，不写入", "{place}: {field} is fewer than {few} people and is not written")
_DIFFERS = Text(
    "{place}：{field} 已有 {old}，表格是 {new}；要以表格为准请加 --replace",
    "{place}: {field} is {old} and the tables say {new}; add --replace to take theirs",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a file of the workspace; ``path`` may not exist yet, then all proposals for it make the file."""

    path: str
    route: Route
    value: Any


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is not written, and why."""

    text: Text


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller decides: the day on which undated numbers were read, and whether other values give way."""

    on: dt.date | None = None
    replace: bool = False


Offer: TypeAlias = "Callable[[Workspace, TableStore, Wishes], Iterator[Proposal | Note]]"


def settle(
    path: str, route: Route, old: Mapping[str, Any], new: Mapping[str, int], wishes: Wishes, entry: str = ""
) -> Iterator[Proposal | Note]:
    """Proposals for the counts that a mapping of the workspace lacks, or has otherwise when they are to be replaced.

    ``entry`` says to people which entry of the file the mapping is.
    """
    for field, value in new.items():
        if field not in old or (old[field] != value and wishes.replace):
            yield Proposal(path, (*route, field), value)
        elif old[field] != value:
            facts = {"place": f"{path} {entry}".strip(), "field": field, "old": old[field], "new": value}
            yield Note(_DIFFERS.fill(**facts))


def without_few(place: str, counts: Mapping[str, int]) -> tuple[dict[str, int], list[Note]]:
    """The counts that may be published, and a note for each that may not."""
    kept = {field: value for field, value in counts.items() if not 0 < value < FEW}
    return kept, [Note(_FEW.fill(place=place, field=field, few=FEW)) for field in counts if field not in kept]
