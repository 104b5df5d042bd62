"""What reading found wrong with a file: a sentence, a piece of advice and a place, in the file's own coordinates."""

from __future__ import annotations

from typing import NamedTuple

from commops.findings import Hit, Location
from commops.texts import Text


class Problem(NamedTuple):
    """One thing wrong. ``line`` and ``column`` count from 1; ``column`` and ``length`` count code points."""

    problem: Text
    hint: Text
    line: int = 1
    column: int = 1
    length: int = 1
    rule: str = "readable-file"

    def hit(self, path: str) -> Hit:
        """The problem as a rule reports it."""
        at = Location(path, self.line, self.column, max(1, self.length))
        return Hit(at, facts={"problem": self.problem, "hint": self.hint})


class UnreadableError(Exception):
    """Reading must stop: the file cannot be used as it is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.problem.en)
        self.problem = problem


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a code point of ``text`` (line breaks are line feeds)."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
