"""One file of the workspace after reading: its data, its text, and where each value stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from commops.findings import Location, Route
from commops.workspace.reading.problems import UnreadableError, place_of
from commops.workspace.reading.read import Reading, spots
from commops.workspace.reading.spots import Spot, Spots


@dataclass(slots=True, eq=False)
class Source:
    """A readable file: ``data`` is the mapping (a Markdown file's front matter), ``body`` the Markdown after it."""

    path: str
    """Relative to the workspace, with ``/``."""
    kind: str
    """The row of kinds.yml that claims the file."""
    data: dict[str, Any]
    _raw: bytes | Callable[[], bytes]
    yaml_start: int = 0
    yaml_end: int = 0
    body_start: int = 0
    blob: str = ""
    """The name that git gives to the bytes of the file; "" when nobody asked."""
    clean: bool = False
    """Whether reading and the schema found nothing to say about the file."""
    placed: dict[tuple[Route, bool], Spot] | None = None
    """What ``at`` has answered so far, also in an earlier run: to find a place the whole file is read once more."""
    _spots: Spots | None = field(default=None, repr=False)

    @classmethod
    def of(cls, path: str, kind: str, reading: Reading) -> Source:
        """The source that a reading makes."""
        data, raw = reading.data, reading.text.encode()
        return cls(path, kind, data, raw, reading.yaml_start, reading.yaml_end, reading.body_start)

    @property
    def raw(self) -> bytes:
        """The text as UTF-8 without BOM, with line feeds only; read again when it was not kept."""
        if callable(self._raw):
            self._raw = self._raw()
        return self._raw

    @property
    def held(self) -> bytes | None:
        """``raw`` if it lies in memory."""
        return None if callable(self._raw) else self._raw

    @property
    def text(self) -> str:
        """The whole file as text, with line feeds only."""
        return self.raw.decode()

    @property
    def body(self) -> str:
        """The Markdown after the front matter; empty for other files."""
        return self.text[self.body_start :] if self.body_start else ""

    @property
    def body_line(self) -> int:
        """Line of the file on which ``body`` starts, from 1; 0 for plain YAML."""
        return self.text.count("\n", 0, self.body_start) + 1 if self.body_start else 0

    def at(self, route: Route, *, key: bool = False) -> Location:
        """Where the value at ``route`` stands (or its key); the nearest existing parent if there is no such value.

        A list or mapping in block style is pointed at by its key, since that is the line people look for.
        """
        if self.placed is None:
            self.placed = {}
        spot = self.placed.get((route, key))
        if spot is None:
            spot = self.placed[route, key] = self._spot(route, key=key)
        return Location(self.path, *spot, route)

    def _spot(self, route: Route, *, key: bool) -> Spot:
        places = self._places()
        part = route
        while part and part not in places.values:
            part = part[:-1]
        value, name = places.values.get(part), places.keys.get(part)
        if value is None or (name is not None and (key or (value.line > name.line and part in places.collections))):
            value = name or Spot(1, 1, 1)
        return value

    def written(self, route: Route) -> str | None:
        """The characters of a one-line value as they stand in the file, or None."""
        spot = self._places().values.get(route)
        if spot is None:
            return None
        line = self.text.split("\n")[spot.line - 1]
        return line[spot.column - 1 : spot.column - 1 + spot.length]

    def at_offset(self, offset: int, length: int = 1) -> Location:
        """The place of a code point of ``text``, for rules that scan text as written."""
        return Location(self.path, *place_of(self.text, offset), length)

    def at_body(self, offset: int, length: int = 1) -> Location:
        """The place of a code point of ``body``."""
        return self.at_offset(self.body_start + offset, length)

    def at_part(self, route: Route, start: int, length: int) -> Location:
        """The place of some code points of the text value at ``route``; the value itself if the part is hard to find.

        A part that a folded block spreads over lines is pointed at where it starts.
        """
        whole = self.at(route)
        value: Any = self.data
        for step in route:
            value = value[step]
        part = re.compile(r"\s+".join(map(re.escape, value[start : start + length].split())) or "(?!)")
        text = self.text
        line_start = 0
        for _ in range(whole.line - 1):
            line_start = text.index("\n", line_start) + 1
        begin = line_start + whole.column - 1
        # Quotes, escapes and indentation make the value longer in the file than it is.
        end = begin + 2 * len(value) + 40 * (value.count("\n") + 2)
        nth = sum(1 for found in part.finditer(value) if found.start() < start)
        for number, found in enumerate(part.finditer(text, begin, end)):
            if number == nth:
                return self.at_offset(found.start(), length)
        return whole

    def forget_places(self) -> None:
        """Drop the side table of places; it is ten times as big as the file, and made again when it is asked for."""
        self._spots = None

    def _places(self) -> Spots:
        if self._spots is None:
            try:
                self._spots = spots(self.text, self.yaml_start, self.yaml_end)
            except UnreadableError:
                # JSON that is no YAML (rare escapes): the top of the file is the best place there is.
                self._spots = Spots()
        return self._spots
