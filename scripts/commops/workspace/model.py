"""The workspace as a value: every readable file and every valid thing in it, read once, from disk or from git."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast
from zoneinfo import ZoneInfo

from commops.findings import Hit, Location
from commops.workspace._types import Collections
from commops.workspace.item import Item
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.shape.kinds import kinds
from commops.workspace.source import Source
from commops.workspace.tree import Tree

T = TypeVar("T")

Read: TypeAlias = tuple[str, ...]
"""Something that a rule asked the workspace for: ``("kind", "person")``, ``("text", path)``, ``("as_of",)``..."""

Definition = tuple[str, Source | None, tuple[str | int, ...]]
"""Where an id is defined: path, source (None for a file that could not be read), route of the value ``id``."""


class Ids(Mapping[str, list[Location]]):
    """Ids of one kind and where each is defined; places are looked up only when asked for, since that costs time."""

    def __init__(self, definitions: Mapping[str, list[Definition]], on_place: Callable[[], None]) -> None:
        self._definitions = definitions
        self._on_place = on_place

    def __getitem__(self, name: str) -> list[Location]:
        self._on_place()
        places = self._definitions[name]
        return [
            source.at(route) if source is not None and (len(route) > 1 or "id" in source.data) else Location(path)
            for path, source, route in places
        ]

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def repeated(self) -> list[str]:
        """The ids that are defined more than once."""
        self._on_place()
        return [name for name, places in self._definitions.items() if len(places) > 1]

    def __len__(self) -> int:
        return len(self._definitions)

    def __contains__(self, name: object) -> bool:
        return name in self._definitions


class File(NamedTuple):
    """Any file that is, or could be, committed: rules that look into every file judge one at a time."""

    path: str
    source: Source | None
    """The file as it was read, if a kind claims it and it is readable."""
    tree: Tree

    @property
    def text(self) -> str | None:
        """The text; None if the file is over 1 MiB, binary, not UTF-8 or gone."""
        return self.source.text if self.source is not None else _text(self.tree, self.path)

    def head(self, size: int = 65536) -> bytes:
        """The first bytes, whatever the file holds and however big it is; empty if it is gone."""
        try:
            return self.tree.read(self.path)[:size]
        except OSError:
            return b""


def _text(tree: Tree, path: str) -> str | None:
    if not 0 <= tree.sizes.get(path, -1) <= MAX_BYTES:
        return None
    try:
        raw = tree.read(path)
        return None if b"\x00" in raw else raw.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return None


def _nothing_more(_kind: str | None) -> None:
    """All has been read."""


class Workspace(Collections):
    """All that a community wrote down. Rules, pages and reviews are functions of this value and nothing else."""

    def __init__(
        self,
        tree: Tree,
        *,
        as_of: dt.date,
        zone: ZoneInfo,
        languages: tuple[str, ...],
        claimed: Mapping[str, str],
        sources: Mapping[str, Source],
        items: Mapping[str, list[Item]],
        ids: Mapping[str, Mapping[str, list[Definition]]],
        faults: Mapping[str, Sequence[Hit]],
        more: Callable[[str | None], None] | None = None,
    ) -> None:
        """``more`` reads the files that hold things of a kind (None: all) if they have not been read; see ``late``."""
        self.tree = tree
        self._more = more or _nothing_more
        self.reads: set[Read] = set()
        """What was asked for since somebody put an empty set here; so it is known what a verdict rests on."""
        self.asked: set[tuple[str, str]] = set()
        """Single things that were asked for likewise, by kind and id, of kinds with a file for each."""
        self._claimed = claimed
        self._sources = sources
        self._as_of = as_of
        self._zone = zone
        self._languages = languages
        self._base: Workspace | None = None
        self._policy: Workspace | None = None
        self._items = items
        self._by_id: dict[str, dict[str, Any]] = {}
        self._derived: dict[Callable[[Workspace], object], tuple[object, set[Read]]] = {}
        self._ids = ids
        self._faults = faults

    @property
    def claimed(self) -> Mapping[str, str]:
        """Every file that a kind claims, readable or not, and the name of that kind."""
        self._more(None)
        return self._claimed

    @property
    def all_items(self) -> Mapping[str, list[Item]]:
        """The items of every kind; for whoever builds a workspace that shares some of them."""
        self._more(None)
        return self._items

    @property
    def all_ids(self) -> Mapping[str, Mapping[str, list[Definition]]]:
        """The ids of every kind, likewise."""
        self._more(None)
        return self._ids

    @property
    def sources(self) -> Mapping[str, Source]:
        """Readable files that a kind claims, by path, sorted."""
        self.reads.add(("sources",))
        self._more(None)
        return self._sources

    @property
    def tracked(self) -> Mapping[str, int]:
        """Size of every file that is, or could be, committed in the workspace, by path, sorted."""
        self.reads.add(("tracked",))
        return self.tree.sizes

    @property
    def as_of(self) -> dt.date:
        """The day that date rules take as today."""
        self.reads.add(("as_of",))
        return self._as_of

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""
        self.reads.add(("zone",))
        return self._zone

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, the first one is the community's main language."""
        self.reads.add(("languages",))
        return self._languages

    @property
    def base(self) -> Workspace | None:
        """The same workspace before the change that is under review, when there is one to compare with."""
        self.reads.add(("base",))
        return self._base

    @base.setter
    def base(self, before: Workspace | None) -> None:
        self._base = before

    def judge_by(self, policy: Workspace) -> None:
        """Take the things that say how strict the checks are from another workspace: the one before the change."""
        self._policy = policy

    @property
    def policy_from(self) -> Workspace:
        """The workspace whose policy counts: another one after ``judge_by``, else this one."""
        return self._policy or self

    def items(self, kind: str) -> list[Any]:
        """Every item of a kind whose shape its schema accepts, sorted by id (class: the kind's view in _types).

        When the policy is taken from another workspace, the items of kinds that are policy are those over there.
        """
        self.reads.add(("kind", kind))
        return self._counting(kind)

    def _counting(self, kind: str) -> list[Any]:
        if self._policy is not None and kind in kinds().policy:
            return self._policy.items(kind)
        self._more(kind)
        return self._items.get(kind, [])

    def own(self, kind: str) -> list[Any]:
        """The items of a kind that are written here, also of a kind that is policy."""
        self.reads.add(("own", kind))
        self._more(kind)
        return self._items.get(kind, [])

    def single(self, kind: str) -> Any:
        """The one item of a kind of which there is at most one, or None."""
        return next(iter(self.items(kind)), None)

    def get(self, kind: str, name: str | None) -> Any:
        """The item of a kind with this id (the first, if several have it), or None."""
        found = self._by_id.get(kind)
        if found is None:
            found = self._by_id[kind] = {item.id: item for item in reversed(self._counting(kind))}
        if kind in kinds().many:
            self.asked.add((kind, name or ""))
        else:
            self.reads.add(("kind", kind))
        return found.get(name or "")

    def derive(self, function: Callable[[Workspace], T]) -> T:
        """``function(self)``, worked out once however many rules ask for it."""
        if function not in self._derived:
            (outer, self.reads), (asked, self.asked) = (self.reads, set()), (self.asked, set())
            try:
                value = function(self)
                self.reads |= {("kind", kind) for kind, _ in self.asked}
                self._derived[function] = (value, self.reads)
            finally:
                outer |= self.reads
                self.reads, self.asked = outer, asked
            return value
        kept, reads = self._derived[function]
        self.reads |= reads
        return cast(T, kept)

    def ids(self, kind: str) -> Ids:
        """Every id of a kind and where it is defined, also of things that their schema refuses."""
        self.reads.add(("names", kind))
        self._more(kind)
        return Ids(self._ids.get(kind, {}), partial(self.reads.add, ("own", kind)))

    def faults(self, rule: str) -> Iterator[Hit]:
        """What reading and the schemas already saw for this rule, in order of place."""
        self.reads.add(("faults", rule))
        self._more(None)
        yield from self._faults.get(rule, [])

    def read_text(self, path: str) -> str | None:
        """The text of a tracked file; None if it is not tracked, over 1 MiB, binary, not UTF-8 or gone."""
        self.reads.add(("text", path))
        return _text(self.tree, path)

    def file(self, path: str) -> File:
        """A tracked file, for a rule that judges files one at a time."""
        self._more(None)
        return File(path, self._sources.get(path), self.tree)

    def read_head(self, path: str, size: int = 65536) -> bytes:
        """The first bytes of a tracked file, whatever it holds and however big it is; empty if it is gone."""
        self.reads.add(("text", path))
        try:
            return self.tree.read(path)[:size] if path in self.tree.sizes else b""
        except OSError:
            return b""
