"""Splits delimited text into records one by one, so that one bad quotation mark cannot swallow the rest of a file."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import Any, TextIO

MAX_RECORD_LINES = 400
"""A quoted field over more lines than this is taken for a quotation mark that was never closed."""
MAX_LINE = 16 << 20
"""Characters of the longest line (and field) that is read; the csv module's own limit is 131,072."""


class Records:
    """The records of an open file (``newline=""``): iterate for (line number, cells or a reason to skip it)."""

    def __init__(self, file: TextIO, *, delimiter: str, quote: str | None) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self._taken: list[str] = []
        self._full = self._overlong = False
        self.line = 0
        """Number of the last line taken."""
        self._options: dict[str, Any] = {"delimiter": delimiter, "doublequote": True}
        self._options |= {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE, "quotechar": None}
        csv.field_size_limit(MAX_LINE)

    def skip_lines(self, count: int) -> None:
        """Pass over lines before the table."""
        for _ in range(count):
            self._next()

    def __iter__(self) -> Iterator[tuple[int, list[str] | str]]:
        while True:
            start = self.line + 1
            self._taken, self._full, self._overlong = [], False, False
            try:
                cells = next(csv.reader(self._lines(), **self._options))
            except StopIteration:
                if self._overlong:
                    yield start, "too-long"
                    continue
                return
            except csv.Error:
                self._give_back()
                yield start, "broken"
                continue
            if self._overlong:
                yield start, "too-long"
            elif self._full and self._unclosed():
                self._give_back()
                yield start, "unclosed-quote"
            elif cells:
                yield start, cells

    def _lines(self) -> Iterator[str]:
        """Lines for one record; ends early when there are too many, or when one is too long."""
        while len(self._taken) < MAX_RECORD_LINES and (line := self._next()) is not None:
            if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
                self._overlong = True
                while (more := self._file.readline(MAX_LINE)) and not more.endswith(("\n", "\r")):
                    pass
                return
            self._taken.append(line)
            yield line
        self._full = True

    def _next(self) -> str | None:
        line = self._back.popleft() if self._back else self._file.readline(MAX_LINE)
        self.line += bool(line)
        return line or None

    def _unclosed(self) -> bool:
        try:
            next(csv.reader(self._taken, strict=True, **self._options), None)
        except csv.Error:
            return True
        return False

    def _give_back(self) -> None:
        """Put all lines of a failed record but the first back: they may be good records."""
        self.line -= len(self._taken) - 1
        self._back.extendleft(reversed(self._taken[1:]))
