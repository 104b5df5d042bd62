"""The plain records that cross every border: where something is, what a rule saw, what people are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

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


class State(StrEnum):
    """A finding compared with the state before the change: the change brings it, keeps it or ends it."""

    NEW = "new"
    EXISTING = "existing"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. ``line`` and ``column`` count from 1; columns and ``length`` count code points."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    route: Route = field(default=(), compare=False)

    def __lt__(self, other: Location) -> bool:
        # The one comparison that sorting needs; to have all of them made costs a small check a hundredth of its time.
        return (self.path, self.line, self.column, self.length) < (other.path, other.line, other.column, other.length)


class Hit(NamedTuple):
    """What a rule saw: a place and the facts that its page's sentences need. No prose, no severity.

    ``value`` is the offending value as written; a rule whose page is ``private`` masks it. ``commercial`` says
    whether the text is advertising, for rules whose
    severity depends on it. ``facts`` fill the ``{places}`` of the page's sentences; a value may be a Text.
    """

    at: Location
    value: object = None
    facts: Mapping[str, object] = MappingProxyType({})
    commercial: bool = False
    case: str = ""
    """Which of the page's sentences fits, for rules that see more than one kind of thing; "" is the usual one."""


class Finding(NamedTuple):
    """One result of a check, complete and in both languages, ready for any printer."""

    rule: str
    severity: Severity
    at: Location
    message: Text
    fix: Text
    value: str = ""
    private: bool = False
    """Whether what stands at the place must not be repeated in a report."""
    legal: bool = False
    """Whether the rule screens for what a law asks; a report with such findings says once that it is no advice."""
    fingerprint: str = ""
    """64 hexadecimal digits, the same on every run and machine as long as rule, file, route and value are; no line."""
    state: State | None = None
    """Compared with the base; None when there was nothing to compare with. A fixed one stands where it was before."""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by place, then the worst first, then by rule; never by when it was found."""
        at = self.at
        place, found = (at.path, at.line, at.column), (self.severity.rank, self.rule, self.message)
        return (*place, *found, self.fix, self.value, at.length, repr(at.route))
