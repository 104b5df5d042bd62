"""Keeps what an export says about display names and ids, so that a person who is only named can be matched."""

from __future__ import annotations

from commops.logs.rows import Rows


class People:
    """Collects which ids bear which names; hand it on with ``give`` before rows are taken as a batch."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._bearers: set[tuple[str, str]] = set()

    def bears(self, person: str, name: object) -> None:
        """An id was seen with a display name."""
        if isinstance(name, str) and name and name != person:
            self._bearers.add((person, name))

    def named(self, name: str) -> str:
        """The author to use for somebody of whom only the name is known; matched to an id when merging."""
        author = f"name:{name}"
        self._rows.names.setdefault(self._rows.author(author), set()).add("")
        return author

    def give(self) -> None:
        """Put the collected names into the rows' next batch."""
        for person, name in self._bearers:
            names = self._rows.names.setdefault(self._rows.author(f"name:{name}"), set())
            names.add(self._rows.author(person))
        self._bearers.clear()
