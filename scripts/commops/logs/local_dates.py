"""Dates and times as the devices of any country write them, and the order of day, month and year in a whole file.

``3/6/18`` is a day of June or of March, depending on the phone. One date cannot tell, all dates of a file nearly always
can: numbers above 12, time that never runs back, and days that lie close together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from commops.patterns import lazy
from commops.texts import Text

Triple: TypeAlias = tuple[int, int, int]
"""The three numbers of a date as they stand."""
How: TypeAlias = Literal["written", "proven", "likely", "assumed"]

MAX_DATES = 50_000
"""Changes of date that are looked at to find the order; more than any chat has had days."""

_FIRST_YEAR = 2009
"""No chat program whose exports are read here is older."""

_SPACE = "[ \u00a0\u2009\u202f]"
_AM = "am 上午 午前 오전 凌晨 清晨 早上 早晨 午夜 半夜 ص ق.ظ πμ sa öö fm de dop पूर्वाह्न pg ก่อนเที่ยง"
_PM = "pm 下午 午後 오후 傍晚 晚上 م ب.ظ μμ ch ös em du odp अपराह्न ptg หลังเที่ยง"
_NOON = "中午"
"""Around noon: 11 is before it, 12 and 1 are after."""
_HALVES = {word: half for half, words in (("am", _AM), ("pm", _PM), ("noon", _NOON)) for word in words.split()}
_MARK = (
    r"(?:上午|下午|中午|凌晨|清晨|早上|早晨|午夜|半夜|傍晚|晚上|午前|午後|오전|오후|पूर्वाह्न|अपराह्न|ก่อนเที่ยง|หลังเที่ยง"
    rf"|[ap]\.?{_SPACE}?m\b\.?|[πμ]\.?{_SPACE}?μ\b\.?|ق\.ظ\.?|ب\.ظ\.?|(?:[صم]|sa|ch|öö|ös|fm|em|de|du|dop|odp|pg|ptg)\b\.?)"
)
STAMP = (
    rf"(?P<a>\d{{1,4}})(?P<s>[./\-年년]){_SPACE}?(?P<b>\d{{1,4}})(?P<t>[./\-月월]){_SPACE}?(?P<c>\d{{1,4}})"
    rf"(?P<pre>[.日일]?(?:[^\d\]\n]{{0,15}}?[ ,،\u00a0\u2009\u202f日일])??(?P<before>{_MARK})?{_SPACE}?)"
    rf"(?P<h>\d{{1,2}})(?P<u>[:.])(?P<m>\d{{2}})(?:[:.](?P<sec>\d{{2}}))?(?:{_SPACE}{{0,2}}(?P<after>{_MARK}))?"
)
"""A date and a time in one text, as part of an expression with the flag ``re.I``."""
_DROPPED = lazy(r"[.\s\u00a0\u2009\u202f]")

_NAMES = {"day": Text("日", "day"), "month": Text("月", "month"), "year": Text("年", "year")}
_WHY: dict[How, Text] = {
    "proven": Text("文件中的日期只有这样才说得通。", "only so do the dates of the file make sense."),
    "likely": Text(
        "这样各天相隔最近。如果起止时间不对，请在聊天再积累几天后重新导出。",
        "so the days lie closest together. If first and last time are wrong, export again some days later.",
    ),
    "assumed": Text(
        "日期太少，无法判断，按这种写法的惯例推定。如果起止时间不对，请在聊天再积累几天后重新导出。",
        "too few dates to tell, so this follows the custom of this notation. If first and last time are wrong, export "
        "again some days later.",
    ),
}


class Wall(NamedTuple):
    """A stamp taken apart: the numbers of the date, and the time of day."""

    date: Triple
    hour: int
    minute: int
    second: int


@dataclass(frozen=True, slots=True)
class Order:
    """Where year, month and day stand in a date, and how that is known."""

    year: int
    month: int
    day: int
    how: How = "assumed"

    def date(self, numbers: Triple) -> dt.date:
        """The date that three numbers mean. Raises ValueError when there is no such day."""
        return dt.date(_full_year(numbers[self.year]), numbers[self.month], numbers[self.day])

    @property
    def note(self) -> Text | None:
        """What to tell people about it; None when the dates leave no doubt by themselves."""
        if self.how == "written":
            return None
        parts = sorted(("year", "month", "day"), key=lambda name: int(getattr(self, name)))
        zh, en = ("/".join(_NAMES[part].get(lang) for part in parts) for lang in ("zh", "en"))
        return Text(f"日期按“{zh}”读：{_WHY[self.how].zh}", f"dates are read as {en}: {_WHY[self.how].en}")


def wall(found: re.Match[str]) -> Wall:
    """The parts of a match of STAMP; digits of any script, clocks of 12 or 24 hours."""
    a, b, c, clock, minute, second, before, after = found.group("a", "b", "c", "h", "m", "sec", "before", "after")
    hour = int(clock)
    if half := before or after:
        which = _HALVES.get(_DROPPED.sub("", half).casefold()) or _HALVES.get(half.casefold().strip("."))
        if which == "am":
            hour = 0 if hour == 12 else hour
        elif which == "pm" or (which == "noon" and hour < 10):
            hour += 12 if hour < 12 else 0
    return Wall((int(a), int(b), int(c)), hour, int(minute), int(second or 0))


def custom(found: re.Match[str]) -> str:
    """The order that is usual for the notation of a match of STAMP: ``mdy``, ``ymd`` or ``dmy``."""
    half = found["before"] or found["after"] or ""
    if half and not half.isascii() and found["before"]:
        return "ymd"
    # American phones write no zero before a single digit, British and Indian ones do.
    padded = found["a"].startswith("0") or found["b"].startswith("0")
    american = found["s"] == "/" and half in ("AM", "PM") and not padded
    return "mdy" if american else "dmy"


def infer(dates: Sequence[Triple], usual: str) -> Order:
    """The order of the numbers in ``dates`` (in the order of the file); ``usual`` settles what they leave open.

    The rules, first that decides: fewest impossible dates; fewest steps back in time; days closest together;
    ``usual``.
    """
    if not dates:
        return _order(usual)
    fixed = next((place for place in (0, 2, 1) if _is_year(dates, place)), None)
    if fixed == 0 and not any(numbers[1] > 12 for numbers in dates):
        return Order(0, 1, 2, "written")
    if fixed is None:
        candidates = [_order(name) for name in dict.fromkeys((usual, "dmy", "mdy", "ymd"))]
    else:
        first, second = (place for place in range(3) if place != fixed)
        candidates = [Order(fixed, second, first), Order(fixed, first, second)]
        if usual == "mdy" or fixed == 0:
            candidates.reverse()
    return _best(dates, candidates)


def _best(dates: Sequence[Triple], candidates: list[Order]) -> Order:
    scores = [_score(dates, candidate) for candidate in candidates]
    rules: tuple[How, ...] = ("proven", "proven", "likely")
    for place, how in enumerate(rules):
        least = min(score[place] for score in scores)
        kept = [number for number, score in enumerate(scores) if score[place] == least]
        candidates, scores = [candidates[number] for number in kept], [scores[number] for number in kept]
        if len(kept) == 1:
            return replace(candidates[0], how=how)
    return candidates[0]


def _score(dates: Sequence[Triple], order: Order) -> tuple[int, int, int]:
    """How much speaks against an order: impossible dates, steps back by more than a day, days between dates."""
    wrong = back = apart = 0
    previous: int | None = None
    for numbers in dates:
        try:
            date = order.date(numbers)
        except ValueError:
            wrong += 1
            continue
        wrong += date.year < _FIRST_YEAR
        day = date.toordinal()
        if previous is not None:
            back += day < previous - 1
            apart += abs(day - previous)
        previous = day
    return wrong, back, apart


def _is_year(dates: Sequence[Triple], place: int) -> bool:
    return sum(numbers[place] > 31 for numbers in dates) * 2 > len(dates)


def _order(name: str) -> Order:
    return Order(name.index("y"), name.index("m"), name.index("d"))


def _full_year(number: int) -> int:
    """The year of two digits, of four, or of the Buddhist calendar (543 years ahead)."""
    if number < 100:
        return number + (2000 if number < 70 else 1900)
    return number - 543 if 2400 < number < 2700 else number
