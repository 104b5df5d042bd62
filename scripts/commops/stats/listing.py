"""A plain table with its own words: named columns and rows, for results that are no metric."""

from __future__ import annotations

from dataclasses import dataclass

from commops.stats.pages import Column
from commops.stats.table import Row
from commops.texts import Text


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows under a title. Every row has a value for each of ``columns``; null is unknown or hidden.

    ``lines``: a column of several sentences, one a line, that a table shows below the others.
    """

    title: Text
    explanation: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lines: str = ""
