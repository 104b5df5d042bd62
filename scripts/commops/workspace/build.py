"""From a tree of files to a Workspace: read each file, judge it by its schema, collect the things in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from commops.collector import no_collector
from commops.errors import InputError
from commops.findings import Hit, Location, Route
from commops.texts import Text
from commops.workspace import times
from commops.workspace._types import VIEWS
from commops.workspace.item import Item
from commops.workspace.model import Definition, Workspace
from commops.workspace.reading.limits import MAX_BYTES, MAX_TOLD
from commops.workspace.reading.problems import Problem, UnreadableError
from commops.workspace.reading.read import read, too_big
from commops.workspace.shape.faults import Fault
from commops.workspace.shape.kinds import Kind, kinds
from commops.workspace.shape.schemas import Schema, fits, schema
from commops.workspace.source import Source
from commops.workspace.tree import CONTENT, PROFILE, Tree, blob_name, shown, unreadable

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

T = TypeVar("T")


def build(
    tree: Tree,
    *,
    as_of: dt.date | None,
    today: dt.date | None,
    like: Mapping[str, Source] | None = None,
    twin: Workspace | None = None,
    empty: bool = False,
) -> Workspace:
    """Read a whole tree.

    ``as_of`` is the day that the caller wants as today; without it the profile's ``as_of`` counts, and without that
    ``today``. ``like`` are sources by path that were read before: those of equal files become a part of this workspace
    too, so that a file is read once for both. ``twin`` is the workspace of those sources, if there is one: then the
    things in equal files are shared as well. ``empty`` lets a tree without profile pass. Raises InputError if the tree
    is no workspace, or if no day is known at all.
    """
    if not empty:
        need_profile(tree)
    with no_collector():
        return Builder(tree, like or {}, twin).build(as_of, today)


def need_profile(tree: Tree) -> None:
    """Raise InputError if a tree is no workspace."""
    if (problem := dict(tree.refused).get(PROFILE)) is not None:
        raise InputError(PROFILE, problem.problem, problem.hint)
    if PROFILE not in tree.sizes:
        raise InputError(
            PROFILE,
            Text("这里不是工作区：没有这个文件", "This is not a workspace: the file does not exist"),
            Text(
                "进入含有 community/ 的文件夹再运行，或用 -C 指定它；新建工作区请从 community/community.yml 开始。",
                "Run the command in the folder that holds community/, or name that folder with -C; "
                "a new workspace starts with this file.",
            ),
        )


class Builder:
    """What piles up while the files are read."""

    def __init__(self, tree: Tree, like: Mapping[str, Source], twin: Workspace | None) -> None:
        self.tree = tree
        self.twin = twin
        self.like = like
        self.claimed: dict[str, str] = {}
        self.known: dict[str, Source] = {}
        self.unread: list[str] = []
        self.sources: dict[str, Source] = {}
        self.items: defaultdict[str, list[Item]] = defaultdict(list)
        self.ids: defaultdict[str, dict[str, list[Definition]]] = defaultdict(lambda: defaultdict(list))
        self.faults: defaultdict[str, list[Hit]] = defaultdict(list)

    def build(self, as_of: dt.date | None, today: dt.date | None) -> Workspace:
        """Read everything, and make the workspace of it."""
        self.refuse()
        self.find(self.tree.sizes)
        if self.twin is not None:
            self._share(self.twin)
        self.sources.update(self.known)
        if self.twin is None:
            self._collect_known()
        self.read()
        return self.workspace(as_of, today)

    def refuse(self) -> None:
        """Note what is said about files that are not read."""
        for path, problem in self.tree.refused:
            self._problem(shown(path), problem)

    def read(self) -> None:
        """Read the files that were found and are not known."""
        # The profile comes first: its zone gives a meaning to times without offset.
        unread, self.unread = sorted(self.unread, key=PROFILE.__ne__), []
        for path, raw in self.tree.read_many(unread):
            self._file(path, kinds().by_name[self.claimed[path]], raw)
        self._put_in_order()

    def workspace(
        self, as_of: dt.date | None, today: dt.date | None, more: Callable[[str | None], None] | None = None
    ) -> Workspace:
        """The workspace of what has been read. Raises InputError if no day is known. ``more``: see Workspace."""
        zone, languages, pinned = self._profile()
        day = as_of or pinned or today
        if day is None:
            raise InputError(
                PROFILE,
                Text("不知道今天是哪天：没有 as_of", "Which day is today? There is no as_of"),
                Text("写上 as_of: 2026-11-22，或用 --as-of 指定。", "Write as_of: 2026-11-22, or use --as-of."),
            )
        return Workspace(
            self.tree,
            as_of=day,
            zone=zone,
            languages=languages,
            claimed=self.claimed,
            sources=self.sources,
            items=self.items,
            ids=self.ids,
            faults=self.faults,
            more=more,
        )

    def find(self, sizes: Mapping[str, int]) -> None:
        """Tell which files are whose: known from before and without a fault, or to be read."""
        blobs, like = self.tree.blobs, self.like
        for path, size in sizes.items():
            source = like.get(path)
            # The same path is of the same kind everywhere; to work it out takes longer than all else here.
            name = source.kind if source is not None else _kind_name(path)
            if name is not None:
                self.claimed[path] = name
                if size > MAX_BYTES:
                    self._lost(path, too_big(size, MAX_BYTES))
                elif source is not None and source.clean and source.blob and source.blob == blobs.get(path):
                    self.known[path] = source
                else:
                    self.unread.append(path)
            elif path.startswith(CONTENT) and _looks_like_a_thing(path):
                self._problem(path, _unknown_kind(path))

    def _share(self, twin: Workspace) -> None:
        """Take over the things and the ids in files that the twin has read and found faultless.

        What cannot differ is shared as it is, and copied where files of this workspace will add to it.
        """
        own = twin.claimed.keys() - self.known.keys()
        files = {twin.claimed[path] for path in own} | {self.claimed[path] for path in self.claimed.keys() - self.known}
        touched = {part for name in files for part in (name, *kinds().by_name[name].items.values())}
        for kind, found in twin.all_items.items():
            self.items[kind] = [item for item in found if item.source.path not in own] if kind in touched else found
        for kind, names in twin.all_ids.items():
            shared = {
                name: kept
                for name, places in names.items()
                if (kept := [place for place in places if place[0] not in own])
            }
            self.ids[kind] = defaultdict(list, shared if kind in touched else names)

    def _put_in_order(self) -> None:
        """Sort what was collected, so that nothing hangs on which files were known before."""
        sort_by_path(self.sources)
        for found in self.items.values():
            # Ids are unique nearly everywhere, and files are read in the order of their paths, which end in the id.
            if not all(one.id < other.id for one, other in pairwise(found)):
                found.sort(key=lambda item: (item.id, item.source.path, str(item.route)))
        for names in self.ids.values():
            for places in names.values():
                if len(places) > 1:
                    places.sort(key=lambda place: (place[0], str(place[2])))
        for hits in self.faults.values():
            hits.sort(key=lambda hit: hit.at)

    def _file(self, path: str, kind: Kind, raw: bytes | OSError) -> None:
        if isinstance(raw, OSError):
            self._lost(path, unreadable(raw))
            return
        try:
            reading = read(path, raw)
        except UnreadableError as error:
            self._lost(path, error.problem)
            return
        source = Source.of(path, kind.name, reading)
        source.blob = self.tree.blobs.get(path) or blob_name(raw)
        twin = self.like.get(path)
        if twin is not None and twin.held == source.raw and twin.kind == source.kind:
            source = twin
        self.sources[path] = source
        judge = schema(kind.schema)
        refusals = judge.refusals(source.data)
        bad = self._explain(judge, source, refusals, reading.traps) if refusals else []
        hits = [(fault.rule, fault.hit(source)) for fault in bad]
        for rule, hit in hits:
            self.faults[rule].append(hit)
        for problem in reading.traps:
            # A value that is refused anyway needs no second finding about how it is written.
            if not any(_covers(hit.at, problem) for rule, hit in hits if rule != "unknown-key"):
                self._problem(path, problem)
        source.clean = not bad and not reading.traps
        source.forget_places()
        self._collect(kind, source, bad, whole=len(refusals) < MAX_TOLD)

    def _explain(
        self, judge: Schema, source: Source, refusals: list[ValidationError], traps: list[Problem]
    ) -> list[Fault]:
        # Like jsonschema itself, loaded only when there is something to explain.
        from commops.workspace.shape.explain import explain

        return explain(judge, source, refusals, traps, self._profile()[0])

    def _collect_known(self) -> None:
        """``_collect`` for the files known from before, most of which are one thing without a fault."""
        for source in self.known.values():
            kind = kinds().by_name[source.kind]
            name = "" if kind.items else kind.id_of(source.path, source.data)
            if name:
                self.ids[kind.name][name].append((source.path, source, ("id",)))
                self.items[kind.name].append(VIEWS.get(kind.name, Item)(kind.name, name, source.data, source))
            else:
                self._collect(kind, source, [], whole=True)

    def _collect(self, kind: Kind, source: Source, bad: list[Fault], *, whole: bool) -> None:
        """Put the file and the entries of its lists into their collections, without those that have a hard fault.

        ``whole`` says that all faults are known. Where there are more than are told, any entry may have one, and only
        the ids are kept.
        """
        hard = [fault.route for fault in bad if fault.hard]
        entries = set(_entries(kind, source.data))
        name = kind.id_of(source.path, source.data)
        if name:
            self.ids[kind.name][name].append((source.path, source, ("id",)))
            # A file that was read before and was clean has a good name.
            if source.path not in self.known and (problem := bad_name(kind, name)) is not None:
                self._problem(source.path, problem)
                source.clean = False
            elif whole and all(route[:2] in entries for route in hard):
                self.items[kind.name].append(VIEWS.get(kind.name, Item)(kind.name, name, source.data, source))
        for route in sorted(entries, key=lambda entry: (entry[0], int(entry[1]))):
            part = kind.items[str(route[0])]
            data = source.data[str(route[0])][route[1]]
            if isinstance(data, dict) and isinstance(data.get("id"), str):
                self.ids[part][data["id"]].append((source.path, source, (*route, "id")))
                if whole and not any(other[:2] == route for other in hard):
                    self.items[part].append(VIEWS.get(part, Item)(part, data["id"], data, source, route))

    def _profile(self) -> tuple[ZoneInfo, tuple[str, ...], dt.date | None]:
        """Zone, languages and pinned day, as far as the profile says them in a usable way."""
        data: dict[str, Any] = self.sources[PROFILE].data if PROFILE in self.sources else {}
        try:
            zone = ZoneInfo(data["timezone"])
        except (KeyError, ValueError, TypeError, OSError):
            zone = ZoneInfo("UTC")
        languages = data.get("languages")
        tags = tuple(dict.fromkeys(filter(_is_language, languages if isinstance(languages, list) else ())))
        try:
            pinned = times.date(data["as_of"])
        except (KeyError, ValueError, TypeError):
            pinned = None
        return zone, tags or ("zh-CN", "en"), pinned

    def _lost(self, path: str, problem: Problem) -> None:
        """A file that cannot be used: its id, as far as its name tells it, stays known."""
        self._problem(path, problem)
        kind = kinds().of(path)
        if kind is not None and (name := kind.id_of(path, {})):
            self.ids[kind.name][name].append((path, None, ()))

    def _problem(self, path: str, problem: Problem) -> None:
        self.faults[problem.rule].append(problem.hit(path))


_RENAME = Text(
    "改名：用小写英文字母、数字和连字符，2 到 63 个字符，例如 2026-11-25-reading-night。",
    "Rename it: lower-case letters, digits and hyphens, 2 to 63 characters, such as 2026-11-25-reading-night.",
)


def bad_name(kind: Kind, name: str) -> Problem | None:
    """What is wrong when the id of a thing is taken from a file or folder whose name cannot be one."""
    if kind.single or kind.id == "key":
        return None
    root = schema(kind.schema).schema
    pattern = root.get("definitions", {}).get("id", {}).get("pattern") if "id" in root["properties"] else None
    # The site's page of that name lists the others.
    if pattern is None or (name != "index" and fits(pattern, name)):
        return None
    what = Text(
        "文件名（不含扩展名）就是编号，而“{name}”不能作编号", 'The file name is the id, and "{name}" cannot be one'
    )
    if kind.id == "folder":
        what = Text("文件夹名就是编号，而“{name}”不能作编号", 'The folder is the id, and "{name}" cannot be one')
    return Problem(what.fill(name=name if len(name) <= 80 else f"{name[:79]}…"), _RENAME, rule="valid-value")


def _is_language(tag: object) -> bool:
    """Whether the schema lets a language tag pass: a tag names folders of the site, also of a faulty profile."""
    pattern = schema("profile.schema.json").schema["definitions"]["language"]["pattern"]
    return isinstance(tag, str) and fits(pattern, tag)


def sort_by_path(files: dict[str, T]) -> None:
    """Put a mapping from paths in their order, without making another one."""
    ordered = sorted(files.items())
    files.clear()
    files.update(ordered)


def _kind_name(path: str) -> str | None:
    kind = kinds().of(path) if path.startswith(CONTENT) else None
    return kind.name if kind is not None else None


def _looks_like_a_thing(path: str) -> bool:
    return path.endswith((".yml", ".yaml", ".md")) and not path.rpartition("/")[2].startswith("README")


def _covers(at: Location, problem: Problem) -> bool:
    return at.line == problem.line and at.column <= problem.column < at.column + at.length


def _entries(kind: Kind, data: dict[str, Any]) -> Iterator[Route]:
    """Routes of the entries of a file that are things of their own."""
    for key in kind.items:
        entries = data.get(key)
        if isinstance(entries, list):
            yield from ((key, number) for number in range(len(entries)))


def _unknown_kind(path: str) -> Problem:
    ending = path.rpartition(".")[2]
    if ending == "yaml" and kinds().of(f"{path[:-4]}yml") is not None:
        hint = Text("把扩展名改成 .yml。", "Change the ending to .yml.")
    else:
        near = [
            glob
            for kind in kinds().by_name.values()
            for glob in kind.files
            if glob.split("/")[:2] == path.split("/")[:2]
        ] or [glob for kind in kinds().by_name.values() for glob in kind.files if glob.startswith(path.split("/")[0])]
        places = ", ".join(near[:6])
        hint = Text(f"移到正确的位置或改名，例如 {places}。", f"Move or rename it; known places are {places}.")
    return Problem(
        Text("没有哪一类文件放在这里，所以它不会被读取", "No kind of file belongs here, so it is not read"),
        hint,
        rule="known-kind",
    )
