"""Works out the year of a log that writes month and day only, from evidence that does not change when it is copied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from commops.logs.clock import DATE
from commops.patterns import lazy
from commops.texts import Text

MonthDay: TypeAlias = "tuple[int, int]"

_CHINESE_DATE = lazy(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_YEAR = lazy(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HALF_YEAR = 6
"""Months by which a log in order of time goes back only when a year has ended."""


@dataclass(slots=True)
class Span:
    """The days of a log, as far as they are known without years: give them in the order of the file."""

    first: MonthDay | None = None
    last: MonthDay | None = None
    turns: int = 0
    """Ends of years between the first day and the last."""
    shown: int | None = None
    """The first day's year, where something in the file itself shows it."""

    def add(self, day: MonthDay) -> None:
        """The next message's month and day."""
        self.first = self.first or day
        if self.last and turned(self.last, day):
            self.turns += 1
        self.last = day

    def show(self, year: int) -> None:
        """Evidence of the year of the message added last."""
        if self.shown is None:
            self.shown = year - self.turns


def turned(before: MonthDay, after: MonthDay) -> bool:
    """Whether a new year began between two days that follow each other."""
    return before[0] - after[0] >= _HALF_YEAR


def first_year(span: Span, name: str) -> tuple[int, Text] | None:
    """The year of the first day and what it rests on; None when nothing tells. ``name`` is the file's name."""
    if span.shown is not None:
        return span.shown, Text("图片的存放路径", "the folders of its pictures")
    dates = dates_in(name)
    found = _by_dates(dates, span) if dates else _by_years(name, span)
    return (found, Text("文件名", "the file's name")) if found else None


def dates_in(name: str) -> list[dt.date]:
    """The dates in a name, sorted, each once."""
    found = set()
    for text in (*DATE.finditer(name), *_CHINESE_DATE.finditer(name)):
        year, month, day = text[1], text[text.re.groups - 1], text[text.re.groups]
        try:
            found.add(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return sorted(found)


def _by_dates(dates: list[dt.date], span: Span) -> int | None:
    """The year in which the log lies between the dates of the name; nearest to the date when there is but one."""
    if not span.first or not span.last:
        return None
    low, high = dates[0], dates[-1]
    fits: list[tuple[int, int]] = []
    for year in range(low.year - span.turns - 1, high.year + 2):
        try:
            first, last = dt.date(year, *span.first), dt.date(year + span.turns, *span.last)
        except ValueError:
            continue
        if len(dates) == 1:
            fits.append((max((first - low).days, (low - last).days, 0), year))
        elif low <= first and last <= high:
            fits.append((0, year))
    fits.sort()
    return fits[0][1] if fits and (len(fits) == 1 or fits[0][0] < fits[1][0]) else None


def _by_years(name: str, span: Span) -> int | None:
    years = sorted({int(year) for year in _YEAR.findall(name)})
    return years[0] if years and years[-1] - years[0] == span.turns else None
