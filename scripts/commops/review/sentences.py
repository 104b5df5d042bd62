"""One change in words: what it is about, and what stood and stands there."""

from __future__ import annotations

from dataclasses import dataclass

from commops.review import types as t
from commops.review.delta import ABSENT
from commops.review.told import named, place, value
from commops.texts import Text
from commops.workspace import Workspace

_STARTED = Text("报名已经开始，条款不能再改", "entries are open: the terms are frozen")
_VERSION = Text("群规版本 {before} → {after}", "version of the rules {before} → {after}")
_SAME_VERSION = Text("群规版本没有变（{after}）", "the version of the rules stays {after}")
_SIZE = Text("{n} 字节", "{n} bytes")
_NUMBERS = Text("{n} 处数字不同", "{n} numbers differ")


@dataclass(frozen=True, slots=True)
class Line:
    """A change as a line of a table. ``before`` and ``after`` are None where nothing can be said on one line."""

    label: Text
    """What kind of change it is."""
    place: Text | None
    """Which value; None if the label says it all."""
    before: Text | None
    after: Text | None
    note: Text | None = None


def line(ws: Workspace, change: t.Change) -> Line:
    """A change in both languages; texts of many lines are left to the printer."""
    kind, thing = change.heading, change.thing
    route = change.route
    note = _note(change)
    if isinstance(change, t.Relocated):
        return Line(kind, None, _plain(change.before), _plain(change.after))
    if isinstance(change, t.NumbersChanged):
        n = len(change.routes)
        return Line(kind, None, None, _NUMBERS.fill(n=n))
    if not thing.kind and isinstance(change.after if change.after is not ABSENT else change.before, int):
        return Line(kind, None, _size(change.before), _size(change.after))
    if not route:
        return Line(kind, None, None, None, note)
    where = place(ws, thing.kind, route)
    if isinstance(change, t.Swapped):
        return Line(kind, where if route[:1] == ("variants",) else None, _list(ws, change, change.removed),
                    _list(ws, change, change.added), note)  # fmt: skip
    if isinstance(change, t.OrderChanged):
        return Line(kind, where, _plain(change.before), _plain(change.after))
    if isinstance(change, t.TextChanged):
        return Line(kind, where if route[:1] == ("variants",) else None, None, None)
    before, after = (
        None if side is ABSENT else value(ws, thing.kind, route, side) for side in (change.before, change.after)
    )
    return Line(kind, None if where == kind else where, before, after, note)


def _note(change: t.Change) -> Text | None:
    if isinstance(change, t.RaffleTermsChanged) and change.started:
        return _STARTED
    if isinstance(change, t.RuleChanged) and not isinstance(change, t.RulesVersionChanged):
        same = change.version_before == change.version_after
        return (_SAME_VERSION if same else _VERSION).fill(before=change.version_before, after=change.version_after)
    return None


def _list(ws: Workspace, change: t.Swapped, names: tuple[str, ...]) -> Text | None:
    route = (*change.routes[0], 0)
    told = [value(ws, change.thing.kind, route, name) for name in names]
    return Text("、".join(one.zh for one in told), ", ".join(one.en for one in told)) if told else None


def _plain(data: object) -> Text | None:
    if data is ABSENT:
        return None
    text = ", ".join(map(str, data)) if isinstance(data, list) else str(data)
    return Text(text[:400], text[:400])


def _size(data: object) -> Text | None:
    return _SIZE.fill(n=f"{data:,}") if isinstance(data, int) else None


def channel_name(ws: Workspace, change: t.TextChanged | t.PostMoved | t.TitleChanged) -> Text | None:
    """The channel whose own text or time it is; None if it is the post's."""
    return named(ws, "channel", change.channel) if change.channel else None
