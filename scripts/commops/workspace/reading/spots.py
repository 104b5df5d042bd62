"""Where the keys and values of a text stand: the side table that the reference reader fills on request."""

from __future__ import annotations

from typing import NamedTuple

from commops.findings import Route


class Spot(NamedTuple):
    """Where a key or a value is written: line and column from 1, and how many code points on that line."""

    line: int
    column: int
    length: int


class Spots:
    """The places of all keys and values of a text, by route."""

    def __init__(self) -> None:
        self.values: dict[Route, Spot] = {}
        self.keys: dict[Route, Spot] = {}
        self.collections: set[Route] = set()
        """Routes of lists and mappings."""

    def clear(self) -> None:
        """Forget everything, before a second attempt."""
        self.values.clear()
        self.keys.clear()
        self.collections.clear()
