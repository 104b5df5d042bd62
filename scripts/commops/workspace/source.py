"""One file of the workspace after reading: its data, its text, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commops.findings import Location, Route


@dataclass(slots=True, eq=False)
class Source:
    """A readable file. ``data`` is the YAML mapping (a Markdown file's front matter), ``body`` the Markdown after it."""

    path: str
    """Relative to the workspace, with ``/``."""
    kind: str
    """The row of kinds.yml that claims the file."""
    text: str
    data: dict[str, Any]
    body: str = ""
    body_line: int = 0
    """Line of the file on which ``body`` starts, from 1; 0 for plain YAML."""

    def at(self, route: Route, *, key: bool = False) -> Location:
        """Where the value at ``route`` stands (or its key); the nearest existing parent if there is no such value."""
        raise NotImplementedError

    def at_offset(self, offset: int, length: int = 1) -> Location:
        """The place of a code point of ``text``, for rules that scan text as written."""
        raise NotImplementedError

    def at_body(self, offset: int, length: int = 1) -> Location:
        """The place of a code point of ``body``."""
        raise NotImplementedError
