"""What a cell means: numbers as people and platforms write them, days in Chinese forms and serials, yes and no."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from functools import cache
from zoneinfo import ZoneInfo

from commops.patterns import lazy
from commops.tables.vocabulary import words

EPOCH = dt.date(1970, 1, 1)
_EXCEL = dt.date(1899, 12, 30)
_SERIALS = range(32_874, 73_051)
"""Excel serials of 1990 to 2099: a smaller or larger number in a date column is no date."""

_NUMBER = lazy(r"([-+]?)(\d{1,15}(?:\.\d{0,9})?|\.\d{1,9})(亿|万|w|k|m)?(%?)[+次人条个]?", re.ASCII)
_GROUPED = lazy(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d+)?(?=\D|$)", re.ASCII)
_SCALE = {"亿": 100_000_000, "万": 10_000, "w": 10_000, "k": 1_000, "m": 1_000_000}
_DAY = lazy(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?=\D|$)", re.ASCII)
_PACKED_DAY = lazy(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WESTERN_DAY = lazy(r"(\d{1,2})/(\d{1,2})/(\d{4})(?=\D|$)", re.ASCII)
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "n/a", "na", "null", "none", "无", "(not set)"})


def text(cell: object) -> str:
    """A cell as text without the differences that people do not see; numbers without a needless fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return " ".join(_visible(unicodedata.normalize("NFKC", str(cell))).split())


def folded(cell: object) -> str:
    """Text for comparing: ``text`` in lower case, and ``""`` for the signs that mean nothing is there."""
    found = text(cell).casefold()
    return "" if found in _NOTHING else found


def _visible(raw: str) -> str:
    if raw.isprintable():  # nearly every cell, and much faster than a look at each character
        return raw
    return "".join(char for char in raw if unicodedata.category(char) not in ("Cf", "Cc", "Cs") or char in "\t\n\r")


def number(cell: object) -> float | None:
    """A number: thousands separators, percent signs (as a fraction), 万 and 亿; None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if math.isfinite(cell) and abs(cell) < 1e15 else None
    written = folded(cell).lstrip("'").replace(" ", "")
    if _GROUPED.match(written.lstrip("+-")):
        written = written.replace(",", "")
    found = _NUMBER.fullmatch(written)
    if found is None:
        return None
    value = round(float(found[2]) * _SCALE.get(found[3] or "", 1), 6) / (100 if found[4] else 1)
    return -value if found[1] == "-" else value


def count(cell: object) -> int | None:
    """A whole number of 0 to a thousand million; None for anything else."""
    value = number(cell)
    return int(value) if value is not None and value.is_integer() and 0 <= value <= 1_000_000_000 else None


def day(cell: object, zone: ZoneInfo) -> int | None:
    """Days since 1970-01-01 of a date or time, as it stands in the sheet; None for anything else.

    ``2026年11月7日``, ``2026/11/7 19:02``, ``20261107``, ``11/7/2026`` (month first, as spreadsheets write it in
    English), Excel serials such as 46333.79, and Unix seconds or milliseconds, which are taken to ``zone``.
    """
    if isinstance(cell, dt.datetime):
        return _day_n(cell.year, cell.month, cell.day)
    if isinstance(cell, dt.date):
        return _day_n(cell.year, cell.month, cell.day)
    written = folded(cell).lstrip("'")
    if found := _DAY.match(written) or _PACKED_DAY.fullmatch(written):
        return _day_n(int(found[1]), int(found[2]), int(found[3]))
    if found := _WESTERN_DAY.match(written):
        first, second = int(found[1]), int(found[2])
        month, of_month = (second, first) if first > 12 else (first, second)
        return _day_n(int(found[3]), month, of_month)
    value = number(cell)
    if value is None:
        return None
    if int(value) in _SERIALS:
        return (_EXCEL - EPOCH).days + int(value)
    seconds = value / 1000 if value >= 1e11 else value
    if 631_152_000 <= seconds < 4_102_444_800:
        return (dt.datetime.fromtimestamp(seconds, zone).date() - EPOCH).days
    return None


def _day_n(year: int, month: int, of_month: int) -> int | None:
    try:
        found = dt.date(year, month, of_month)
    except ValueError:
        return None
    return (found - EPOCH).days if 1990 <= year < 2100 else None


def date(day_n: int) -> dt.date:
    """The date of a day number."""
    return EPOCH + dt.timedelta(days=day_n)


def yes(cell: object) -> bool | None:
    """Whether a cell says yes or no; None when it says neither."""
    written = folded(cell)
    return True if written in words("yes") else False if written in words("no") else None


@cache
def _states() -> dict[str, str]:
    return {word: state for state in ("waitlisted", "cancelled") for word in words(state)}


def state(cell: object) -> str:
    """The state of a registration: ``waitlisted``, ``cancelled``, else ``registered``."""
    return _states().get(folded(cell), "registered")


def is_total(cell: object) -> bool:
    """Whether the first cell of a row says that the row adds up the others."""
    return folded(cell).rstrip(":") in words("total")
