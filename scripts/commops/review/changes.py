"""Two workspaces become typed changes: everything that is different, each difference once, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from commops.findings import Location, Route
from commops.review import types as t
from commops.review.classify import ADDED, REMOVED, classify, goes_deeper
from commops.review.delta import ABSENT, Delta, deltas, same
from commops.review.things import Part, pairs, parts_of
from commops.texts import Text
from commops.workspace import Source, Workspace
from commops.workspace.reading.limits import MAX_BYTES
from commops.workspace.shape.kinds import kinds
from commops.workspace.times import instant
from commops.workspace.tree import CONTENT, blob_name

_SHA1 = 40
"""Digits of a name in git; longer names are not SHA-1."""
_BY_STATUS: dict[str, type[t.Change]] = {
    "event postponed": t.EventPostponed,
    "event cancelled": t.EventCancelled,
}


def changes(base: Workspace, head: Workspace) -> list[t.Change]:
    """Every difference between two workspaces, sorted by file, then by thing and place; none if they are equal."""
    before, after = ([source for source in ws.sources.values() if not kept(source, base, head)] for ws in (base, head))
    found: list[t.Change] = []
    for old, new in pairs(before, after):
        found += _of_pair(old, new, base, head)
    said = {change.thing.path for change in found}
    for source in after:
        was = base.sources.get(source.path)
        if was is not None and source.path not in said:
            kind = t.Rewritten if same(was.data, source.data) else t.OrderChanged
            found.append(kind(_file(source.path, source.kind), ((),), Location(source.path)))
    found += _other_files(base, head)
    return sorted(found, key=_order)


def kept(source: Source, base: Workspace, head: Workspace) -> bool:
    """Whether a file is the same in both."""
    one, other = base.sources.get(source.path), head.sources.get(source.path)
    return one is other or (one is not None and other is not None and one.raw == other.raw and one.kind == other.kind)


def _order(change: t.Change) -> tuple[Any, ...]:
    rank = list(kinds().by_name).index(change.thing.kind) if change.thing.kind in kinds().by_name else 99
    at = change.at
    routes = [tuple(map(str, route)) for route in change.routes]
    return change.thing.path, rank, change.thing.id, at.line, at.column, type(change).__name__, routes


def _file(path: str, kind: str = "") -> t.Thing:
    return t.Thing(kind, path, path, Text(path, path))


def _of_pair(old: Part | None, new: Part | None, base: Workspace, head: Workspace) -> Iterator[t.Change]:
    """The changes of one thing."""
    part = new or old
    assert part is not None  # noqa: S101 - a pair has at least one side
    thing = t.Thing(part.kind, part.id, part.path, part.name)
    at = part.source.at(part.route)
    if old is None:
        yield _special(ADDED.get(part.kind, t.Added), thing, ((),), at, ABSENT, _whole(part), base, head)
    elif new is None:
        gone = REMOVED.get(part.kind, t.Removed)
        if part.path in head.tracked and part.path not in head.sources:
            if part.route:
                return  # the file says it
            gone = t.Unreadable
        yield _special(gone, thing, ((),), at, _whole(part), ABSENT, base, head)
    else:
        if old.path != new.path:
            yield t.Relocated(thing, (), at, old.path, new.path)
        found = [*_expanded(part.kind, deltas(old.data, new.data)), *_reordered(old, new)]
        if old.body != new.body:
            found.append(Delta(t.BODY, old.body or ABSENT, new.body or ABSENT))
        yield from _grouped(thing, old, new, found, base, head)


def _whole(part: Part) -> object:
    return {**part.data, str(t.BODY[0]): part.body} if part.body else dict(part.data)


def _expanded(kind: str, found: Iterable[Delta]) -> Iterator[Delta]:
    """Differences, with a mapping that came or went as a whole taken apart where its parts have names of their own."""
    for delta in found:
        sides = [side for side in (delta.before, delta.after) if side is not ABSENT]
        if len(sides) == 1 and isinstance(sides[0], dict) and sides[0] and goes_deeper(kind, delta.route):
            gone = delta.after is ABSENT
            parts = (
                Delta((*delta.route, key), value if gone else ABSENT, ABSENT if gone else value)
                for key, value in sides[0].items()
            )
            yield from _expanded(kind, parts)
        else:
            yield delta


def _reordered(old: Part, new: Part) -> Iterator[Delta]:
    """Whether the things that a file lists stand in another order."""
    if old.route:
        return
    for key in kinds().by_name[new.kind].items:
        before, after = ([part.id for part in parts_of(side.source) if part.route[:1] == (key,)] for side in (old, new))
        kept = set(before) & set(after)
        if [name for name in before if name in kept] != [name for name in after if name in kept]:
            yield Delta((key,), before, after, order=True)


def _grouped(
    thing: t.Thing, old: Part, new: Part, found: list[Delta], base: Workspace, head: Workspace
) -> Iterator[t.Change]:
    """The differences of one thing as changes, those that belong together as one."""
    groups: dict[tuple[type[t.Change], Route], list[Delta]] = {}
    for delta in found:
        kind, whole = classify(thing.kind, delta.route)
        if delta.order and kind is t.ValueChanged:
            kind = t.OrderChanged
        groups.setdefault((kind, whole), []).append(delta)
    for (kind, whole), group in groups.items():
        routes = tuple(delta.route for delta in group)
        if len(group) == 1:
            (whole,), before, after = routes, group[0].before, group[0].after
        else:
            before, after = _value(old, whole), _value(new, whole)
        if kind is t.StatusChanged:
            kind = _BY_STATUS.get(f"{thing.kind} {after}", kind)
        made = _special(kind, thing, routes, _place(old, new, whole), before, after, base, head)
        yield replace(made, route=whole)


def _place(old: Part, new: Part, route: Route) -> Location:
    if route == t.BODY:
        return Location(new.path, max(new.source.body_line, 1))
    return new.source.at(new.route + route) if _value(new, route) is not ABSENT else _nearest(old, new, route)


def _nearest(old: Part, new: Part, route: Route) -> Location:
    """Where a value stood, if the file is still there under this name: the place of what it stood in."""
    at = new.source.at(new.route + route[:-1])
    return Location(new.path, at.line, at.column, at.length, new.route + route) if old.path == new.path else at


def _value(part: Part, route: Route) -> object:
    """The value at a route, ABSENT if there is none."""
    if route == t.BODY:
        return part.body or ABSENT
    value: Any = part.data
    for step in route:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return value


def _special(
    kind: type[t.Change], thing: t.Thing, routes: tuple[Route, ...], at: Location, before: object, after: object,
    base: Workspace, head: Workspace,
) -> t.Change:  # fmt: skip
    """A change of its class, with the facts that only this class has."""
    more: dict[str, Any] = {}
    if issubclass(kind, t.Swapped):
        old, new = ([str(one) for one in side] if isinstance(side, list) else [] for side in (before, after))
        more["added"] = tuple(one for one in new if one not in old)
        more["removed"] = tuple(one for one in old if one not in new)
    if issubclass(kind, t.RuleChanged):
        more["version_before"], more["version_after"] = _version(base), _version(head)
    if issubclass(kind, t.RaffleTermsChanged):
        more["started"] = _started(base, thing.id)
    if issubclass(kind, t.PostMoved | t.TextChanged | t.TitleChanged | t.AssetsChanged):
        more["channel"] = str(routes[0][1]) if routes[0][:1] == ("variants",) and len(routes[0]) > 1 else ""
    return kind(thing, routes, at, before, after, **more)


def _version(ws: Workspace) -> str:
    source = ws.sources.get("community/rules.yml")
    return str(source.data.get("version", "")) if source else ""


def _started(base: Workspace, name: str) -> bool:
    """Whether people could already enter a raffle as it was before."""
    raffle = base.get("raffle", name)
    try:
        return raffle is not None and instant(str(raffle.entry_opens)).date() <= base.as_of
    except ValueError:
        return False


def _other_files(base: Workspace, head: Workspace) -> Iterator[t.Change]:
    """Files that no kind claims: pictures, files that cannot be read on either side, and all outside the community."""
    for path in sorted({*base.tracked, *head.tracked}):
        if path in base.sources or path in head.sources:
            continue
        old, new = (ws.tracked.get(path, ABSENT) for ws in (base, head))
        if old == new and _same_bytes(path, base, head):
            continue
        kind: type[t.Change] = t.Added if old is ABSENT else t.Removed if new is ABSENT else t.FileChanged
        if not path.startswith(CONTENT):
            kind = t.ProgramChanged
        yield kind(_file(path), ((),), Location(path), old, new)


def _same_bytes(path: str, base: Workspace, head: Workspace) -> bool:
    """Whether two files of one size are the same; of files over 1 MiB without names only the start is compared."""
    old, new = (ws.tree.blobs.get(path) for ws in (base, head))
    if old and new:
        return old == new
    raw = head.read_head(path, MAX_BYTES)
    if old and head.tracked[path] <= MAX_BYTES and len(old) == _SHA1:
        # Cheaper than asking git for the bytes.
        return blob_name(raw) == old
    return base.read_head(path, MAX_BYTES) == raw
