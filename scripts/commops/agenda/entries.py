"""The record of one thing to do, and the list of all of them up to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from commops.findings import Location
from commops.texts import Text
from commops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits for one of some people."""

    people: tuple[str, ...]
    """Ids of those who can do it, one or several; empty when the files name nobody."""
    due: dt.date
    what: Text
    """What to do, with the name of the thing."""
    at: Location
    """Where it is written."""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the earliest first, then by place."""
        return (self.due, self.at, self.what)


Source = Callable[[Workspace], Iterable[Todo]]


def todos(ws: Workspace, until: dt.date) -> list[Todo]:
    """Everything that is due up to and including a day, what is late included, the earliest first."""
    found = chain.from_iterable(source(ws) for source in _sources())
    return sorted((todo for todo in found if todo.due <= until), key=lambda todo: todo.order)


def _sources() -> Iterator[Source]:
    from commops.agenda import care, events, partners, posts

    yield from (posts.todos, events.todos, partners.todos, care.todos)
