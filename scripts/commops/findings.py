"""The plain records that cross every border: where something is, what a rule saw, what people are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from commops.texts import Text

Route: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a file to a value, e.g. ``("people", 3, "roles")``."""


class Severity(StrEnum):
    """How much a finding matters: an error stops the merge, a warning is read, an info is there when asked for."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst, for sorting."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. ``line`` and ``column`` count from 1; columns and ``length`` count code points."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    route: Route = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule saw: a place and the facts that its page's sentences need. No prose, no severity.

    ``value`` is the offending value as written. ``commercial`` says whether the text is advertising, for rules whose
    severity depends on it. ``facts`` fill the ``{places}`` of the page's sentences; a value may be a Text.
    """

    at: Location
    value: object = None
    facts: dict[str, object] = field(default_factory=dict)
    commercial: bool = False
    case: str = ""
    """Which of the page's sentences fits, for rules that see more than one kind of thing; "" is the usual one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, complete and in both languages, ready for any printer."""

    rule: str
    severity: Severity
    at: Location
    message: Text
    fix: Text
    value: str = ""
    private: bool = False
    """Whether what stands at the place must not be repeated in a report."""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by place, then the worst first, then by rule; never by when it was found."""
        return (self.at.path, self.at.line, self.at.column, self.severity.rank, self.rule, self.message)
