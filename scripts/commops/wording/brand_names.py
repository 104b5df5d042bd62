"""Looks for a few names in the bytes of a file, all in one pass, so that most files are ruled out at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Names:
    """Names as they are written; a name in disguise is not worth a look at every file."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted({name for name in names if name})
        self._automaton: Any = None
        if self._names:
            from ahocorasick_rs import BytesAhoCorasick

            self._automaton = BytesAhoCorasick([name.encode() for name in self._names])

    def found_in(self, raw: bytes) -> list[str]:
        """The names that stand in a file, in order of place; mostly none."""
        if self._automaton is None:
            return []
        return [self._names[index] for index, _, _ in self._automaton.find_matches_as_indexes(raw)]
