"""The workspace as a value: every readable file and every valid thing in it, read once, from disk or from git."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from commops.findings import Hit, Location
from commops.workspace._types import Collections
from commops.workspace.item import Item
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.source import Source
from commops.workspace.tree import Tree

T = TypeVar("T")

Definition = tuple[str, Source | None, tuple[str | int, ...]]
"""Where an id is defined: path, source (None for a file that could not be read), route of the value ``id``."""


class Ids(Mapping[str, list[Location]]):
    """Ids of one kind and where each is defined; places are looked up only when asked for, since that costs time."""

    def __init__(self, definitions: Mapping[str, list[Definition]]) -> None:
        self._definitions = definitions

    def __getitem__(self, name: str) -> list[Location]:
        places = self._definitions[name]
        return [
            source.at(route) if source is not None and (len(route) > 1 or "id" in source.data) else Location(path)
            for path, source, route in places
        ]

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def repeated(self) -> list[str]:
        """The ids that are defined more than once."""
        return [name for name, places in self._definitions.items() if len(places) > 1]

    def __len__(self) -> int:
        return len(self._definitions)

    def __contains__(self, name: object) -> bool:
        return name in self._definitions


class Workspace(Collections):
    """All that a community wrote down. Rules, pages and reviews are functions of this value and nothing else."""

    def __init__(
        self,
        tree: Tree,
        *,
        as_of: dt.date,
        zone: ZoneInfo,
        languages: tuple[str, ...],
        sources: Mapping[str, Source],
        items: Mapping[str, list[Item]],
        ids: Mapping[str, Mapping[str, list[Definition]]],
        faults: Mapping[str, Sequence[Hit]],
    ) -> None:
        self.sources = sources
        """Readable files that a kind claims, by path, sorted."""
        self.tracked: Mapping[str, int] = tree.sizes
        """Size of every file that is, or could be, committed in the workspace, by path, sorted."""
        self.as_of = as_of
        """The day that date rules take as today."""
        self.zone = zone
        """The community's time zone."""
        self.languages = languages
        """BCP 47 tags, the first one is the community's main language."""
        self.base: Workspace | None = None
        """The same workspace before the change that is under review, when there is one to compare with."""
        self._tree = tree
        self._items = items
        self._by_id: dict[str, dict[str, Any]] = {}
        self._derived: dict[Callable[[Workspace], object], object] = {}
        self._ids = ids
        self._faults = faults

    def items(self, kind: str) -> list[Any]:
        """Every item of a kind whose shape its schema accepts, sorted by id (class: the kind's view in _types)."""
        return self._items.get(kind, [])

    def single(self, kind: str) -> Any:
        """The one item of a kind of which there is at most one, or None."""
        return next(iter(self._items.get(kind, [])), None)

    def get(self, kind: str, name: str | None) -> Any:
        """The item of a kind with this id (the first, if several have it), or None."""
        if kind not in self._by_id:
            self._by_id[kind] = {item.id: item for item in reversed(self.items(kind))}
        return self._by_id[kind].get(name or "")

    def derive(self, function: Callable[[Workspace], T]) -> T:
        """``function(self)``, worked out once however many rules ask for it."""
        if function not in self._derived:
            self._derived[function] = function(self)
        return cast(T, self._derived[function])

    def ids(self, kind: str) -> Ids:
        """Every id of a kind and where it is defined, also of things that their schema refuses."""
        return Ids(self._ids.get(kind, {}))

    def faults(self, rule: str) -> Iterator[Hit]:
        """What reading and the schemas already saw for this rule, in order of place."""
        yield from self._faults.get(rule, [])

    def read_text(self, path: str) -> str | None:
        """The text of a tracked file; None if it is not tracked, over 1 MiB, binary, not UTF-8 or gone."""
        if not 0 <= self.tracked.get(path, -1) <= MAX_BYTES:
            return None
        try:
            raw = self._tree.read(path)
            return None if b"\x00" in raw else raw.decode("utf-8-sig").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            return None

    def read_head(self, path: str, size: int = 65536) -> bytes:
        """The first bytes of a tracked file, whatever it holds and however big it is; empty if it is gone."""
        try:
            return self._tree.read(path)[:size] if path in self.tracked else b""
        except OSError:
            return b""
