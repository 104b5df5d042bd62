"""Replays points: from what was seen and granted to one ledger per member, with every cap, loss and badge in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from commops.points.grants import Grant
from commops.points.programme import Badge, Fading, Level, Rules, Season
from commops.points.tally import Seen
from commops.stats import periods

Why: TypeAlias = Literal["", "capped", "void", "fading"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger: what an action brought on a day, or what faded on the first of a month (no action)."""

    day_n: int
    action: str
    times: int
    """How often it was done that day, within the limits on messages."""
    dropped: int
    """How often it did not count because of those limits."""
    counted: int
    """How many of the times earned something."""
    points: int
    why: Why
    """Why it is not the full amount; "" if it is."""
    balance: int
    """Points after this entry."""


@dataclass(slots=True)
class Ledger:
    """All entries of one member in order of days, the level they lead to, and the badges held at the end."""

    member: str
    entries: list[Entry] = field(default_factory=list)
    balance: int = 0
    level: Level | None = None
    badges: list[str] = field(default_factory=list)


def replay(
    rules: Rules,
    seen: Iterable[Seen],
    grants: Iterable[Grant],
    *,
    as_of: int,
    season: Season | None = None,
) -> dict[str, Ledger]:
    """The ledger of every member with at least one entry or badge, sorted by pseudonym; a function of the values only.

    ``as_of``: last ``day_n`` that is looked at. ``season``: start from zero on its first day, look no further than
    its last. Order and repetition of the inputs' parts play no role beyond what they add up to.
    """
    first, last = (season.first, min(as_of, season.last)) if season else (None, as_of)
    days, badges, voids = _collect(rules, seen, grants, first, last)
    ledgers = {}
    for member in sorted(days.keys() | badges.keys()):
        ledger = Ledger(member)
        _book(ledger, rules, days.get(member, {}), voids.get(member, ()), last)
        ledger.level = _level(rules, ledger)
        ledger.badges = list(_held(rules, ledger.entries, badges.get(member, ())))
        if ledger.entries or ledger.badges:
            ledgers[member] = ledger
    return ledgers


_Days: TypeAlias = "dict[tuple[int, str], tuple[int, int]]"
"""Times and dropped times by day and action."""


def _collect(
    rules: Rules, seen: Iterable[Seen], grants: Iterable[Grant], first: int | None, last: int
) -> tuple[dict[str, _Days], dict[str, list[Grant]], dict[str, list[Grant]]]:
    """What is to be booked per member, the badges granted or taken, and the spans in which nothing counts."""
    days: dict[str, _Days] = defaultdict(dict)
    badges: dict[str, list[Grant]] = defaultdict(list)
    voids: dict[str, list[Grant]] = defaultdict(list)

    def add(member: str, day_n: int, action: str, times: int, dropped: int) -> None:
        before = days[member].get((day_n, action), (0, 0))
        days[member][day_n, action] = (before[0] + times, before[1] + dropped)

    counted = defaultdict(list)
    for action in rules.actions.values():
        counted[action.counts].append(action.id)
    for row in seen:
        if row.day_n <= last and (first is None or row.day_n >= first):
            for name in counted[row.counts]:
                add(row.member, row.day_n, name, row.times, row.dropped)
    for grant in grants:
        if grant.what == "void":
            voids[grant.member].append(grant)
        elif grant.day_n <= last and (first is None or grant.day_n >= first):
            if grant.what == "points":
                add(grant.member, grant.day_n, grant.name, grant.times, 0)
            else:
                badges[grant.member].append(grant)
    return days, badges, voids


def _book(ledger: Ledger, rules: Rules, days: _Days, voids: Sequence[Grant], last: int) -> None:
    """Write the entries in order: on a first of a month fading comes before anything earned on it."""
    earned: int | None = None
    month = None
    for (day_n, name), (times, dropped) in sorted(days.items()):
        now = periods.month_of_day(day_n)
        if month is not None:
            _fade(ledger, rules.fading, earned, range(month + 1, now + 1))
        month = now
        action = rules.actions[name]
        why: Why = ""
        points, counted = action.credit(times), action.credited_times(times)
        if points > 0 and any(void.day_n <= day_n <= void.until for void in voids):
            points, counted, why = 0, 0, "void"
        elif points != times * action.points:
            why = "capped"
        ledger.balance += points
        ledger.entries.append(Entry(day_n, name, times, dropped, counted, points, why, ledger.balance))
        if points > 0:
            earned = now
    if month is not None:
        _fade(ledger, rules.fading, earned, range(month + 1, periods.month_of_day(last) + 1))


def _fade(ledger: Ledger, fading: Fading | None, earned: int | None, months: range) -> None:
    """What goes on the first of each of these months."""
    if fading is None or earned is None:
        return
    for month in months:
        loss = ledger.balance * fading.percent // 100 if month - earned > fading.idle_months else 0
        if loss > 0:
            ledger.balance -= loss
            day_n = periods.first_day_of_month(month)
            ledger.entries.append(Entry(day_n, "", 1, 0, 0, -loss, "fading", ledger.balance))


def _level(rules: Rules, ledger: Ledger) -> Level | None:
    """The highest level whose points are there; what faded lowers it by no more than ``keep_levels``."""
    reached = _rank(rules, ledger.balance)
    if rules.fading and rules.fading.keep_levels is not None:
        unfaded = sum(entry.points for entry in ledger.entries if entry.why != "fading")
        reached = max(reached, _rank(rules, unfaded) - rules.fading.keep_levels)
    return rules.levels[reached] if reached >= 0 else None


def _rank(rules: Rules, points: int) -> int:
    """Position of the level for so many points (a debt counts as none); -1 below the lowest."""
    return sum(level.min_points <= max(points, 0) for level in rules.levels) - 1


def _held(rules: Rules, entries: Sequence[Entry], granted: Sequence[Grant]) -> Iterator[str]:
    """The badges held at the end, in the programme's order: the last thing that happened to each decides."""
    for badge in rules.badges:
        turns = [(grant.day_n, grant.what == "revoke") for grant in granted if grant.name == badge.id]
        day_n = _earned_on(rules, badge, entries)
        if day_n is not None:
            turns.append((day_n, False))
        if turns and not max(turns)[1]:
            yield badge.id


def _earned_on(rules: Rules, badge: Badge, entries: Sequence[Entry]) -> int | None:
    """The day on which the badge's rule was fulfilled for the first time."""
    sums: dict[int, int] = defaultdict(int)
    for entry in entries:
        if badge.action and entry.action == badge.action:
            season = _season_of(rules, entry.day_n) if badge.in_season else -1
            if season is not None:
                sums[season] += entry.counted
                if sums[season] >= badge.times:
                    return entry.day_n
    return None


def _season_of(rules: Rules, day_n: int) -> int | None:
    return next((n for n, season in enumerate(rules.seasons) if season.first <= day_n <= season.last), None)
