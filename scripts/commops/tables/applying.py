"""Gathers what imported tables change in the workspace and writes it into the texts of the files, comments kept."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from commops.formatting.setting import CannotSetError, Change, flow, put
from commops.tables.change import Note, Offer, Proposal, Wishes
from commops.texts import Text
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.schemas import schema

if TYPE_CHECKING:
    from commops.tables.store import TableStore
    from commops.workspace import Workspace

_BY_HAND = Text(
    "{path} 的写法特殊，不能自动写入；请手工填写：{values}",
    "{path} is written in a way that cannot be changed safely; fill in by hand: {values}",
)
_ABSENT = Text(
    "没有 {path}（或读不了），数字没有写入；先建好这个文件",
    "there is no readable {path}, so its numbers are not written; make the file first",
)


@dataclass(slots=True)
class Drawn:
    """The files as they would be, by path (no BOM, line feeds only), and what is left to people."""

    texts: dict[str, str] = field(default_factory=dict)
    count: int = 0
    notes: list[Text] = field(default_factory=list)


@cache
def offers() -> tuple[Offer, ...]:
    """The functions that propose values, found by walking their folder."""
    package = importlib.import_module("commops.tables.values")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}").offer for name in names)


def draw(ws: Workspace, store: TableStore, wishes: Wishes) -> Drawn:
    """All changes that the imported tables call for. Writes nothing."""
    drawn = Drawn()
    changes: dict[str, list[Change]] = defaultdict(list)
    for one in _all(ws, store, wishes):
        if isinstance(one, Note):
            drawn.notes.append(one.text)
        else:
            changes[one.path].append(Change(one.route, one.value))
    for path, wanted in sorted(changes.items()):
        source, kind = ws.sources.get(path), kinds().of(path)
        if kind is None or (source is None and (path in ws.tracked or any(len(change.route) > 1 for change in wanted))):
            drawn.notes.append(_ABSENT.fill(path=path))
            continue
        try:
            if source is None:
                text = "".join(f"{change.route[0]}: {flow(change.value)}\n" for change in wanted)
            else:
                text = put(path, source.text, wanted, schema(kind.schema).schema)
        except CannotSetError:
            values = "; ".join(f"{'/'.join(map(str, change.route))}: {flow(change.value)}" for change in wanted)
            drawn.notes.append(_BY_HAND.fill(path=path, values=values))
            continue
        drawn.texts[path] = text
        drawn.count += len(wanted)
    return drawn


def _all(ws: Workspace, store: TableStore, wishes: Wishes) -> Iterator[Proposal | Note]:
    for offer in offers():
        yield from offer(ws, store, wishes)
