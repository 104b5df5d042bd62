"""One thing of the community, wherever it is written: a whole file, or an entry of a list in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commops.findings import Location, Route
from commops.workspace.source import Source


@dataclass(slots=True, eq=False)
class Item:
    """Base of the generated views (``Post``, ``Event``, ``Person``...), which add a property for each key."""

    kind: str
    id: str
    data: dict[str, Any]
    source: Source
    route: Route = ()
    """Where in its file the item stands: ``()`` for a whole file, ``("people", 3)`` for an entry."""

    def at(self, *route: str | int) -> Location:
        """Where the value at ``route`` inside this item stands."""
        return self.source.at(self.route + route)

    @property
    def body(self) -> str:
        """The Markdown body of the item's file."""
        return self.source.body
