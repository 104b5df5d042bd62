"""Stretches of days in which far more people than usual say a term: Kleinberg's automaton with two states.

Method: Kleinberg, "Bursty and hierarchical structure in streams" (KDD 2002), section 4: each day ``people`` of the
``active`` people say the term, with probability p0 as over the whole log, or p1 = ``RATIO`` x p0 in a burst; entering
a burst costs ``GAMMA`` x ln(days). A day's evidence for the burst is then a sum of two terms, so the cheapest sequence
of states is the best choice of segments, and days on which nobody says the term need no step of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from math import inf, log
from operator import itemgetter
from typing import NamedTuple

from commops.stats import periods
from commops.stats.table import Row
from commops.stats.topics.said import Said

RATIO, GAMMA = 2.0, 1.0
LEAST_GAIN = 5.0
"""Bursts whose weight is below this come about by chance all the time."""
MOST = 20
_HIGHEST = 0.9999

# The best single segment of each term, as running sum minus the lowest running sum before it: terms that cannot have
# a burst are put aside without ever leaving the database.
_DAILY = """
create or replace temp table daily as
with days as (select day_n, people, sum(people) over (order by day_n) as until_then from day),
per as (
  select s.term, s.day_n, count(*) as n from said as s join heard using (term) join shown using (term)
  group by s.term, s.day_n
), rate as (
  select term, least(sum(n) / (select sum(people) from days), $highest / $ratio) as p from per group by term
), cost as (
  select term, ln($ratio) as up, ln((1 - p) / (1 - $ratio * p)) as down from rate
)
select per.term, per.day_n, per.n, days.people as active, days.until_then, cost.up, cost.down
from per join days using (day_n) join cost using (term)
"""
_CANDIDATES = """
with steps as (
  select term, day_n, n * (up + down) as gain, until_then * down as paid, active * down as own
  from daily
), sums as (
  select term, day_n, sum(gain) over w - paid as reached, sum(gain) over w - gain - paid + own as before
  from steps window w as (partition by term order by day_n)
), best as (
  select term, reached - min(before) over (partition by term order by day_n) as gain from sums
)
select term from best group by term having max(gain) > $least
"""


def bursts(said: Said, since: int, until: int, least: int) -> list[Row]:
    """Bursts that touch the days ``since`` to ``until``, the strongest first.

    Per burst: the ``term``, its ``first`` and ``last`` day, how many ``people`` said it then (at least ``least``), how
    many times as often as usual (``times``), and its ``weight`` (evidence in nats above the price of entering).
    """
    said.db.execute(_DAILY, {"highest": _HIGHEST, "ratio": RATIO})
    days = said.db.execute("select count(*) from day").fetchall()[0][0]
    price = GAMMA * log(max(days, 2))
    rows = said.db.execute(
        f"select term, day_n, n, active, until_then, up, down from daily where term in ({_CANDIDATES}) "  # noqa: S608
        "order by term, day_n",
        {"least": price + LEAST_GAIN},
    ).fetchall()
    found = [
        (weight, term, first, last)
        for term, points in groupby(rows, key=itemgetter(0))
        for weight, first, last in segments((Point(*point[1:]) for point in points), price)
        if weight >= LEAST_GAIN and last >= since and first <= until
    ]
    return _described(said, sorted(found, key=lambda one: (-one[0], one[1:])), least)


class _Path(NamedTuple):
    """A choice of bursts up to a day; the last of them, and the choice before it."""

    total: float
    before: _Path | None = None
    first: int = 0
    last: int = 0
    weight: float = 0.0


class Point(NamedTuple):
    """A day on which people said a term: how many, and how many were active that day and up to it.

    Each who says it is worth ``up`` as evidence for a burst, each who does not ``down`` against it.
    """

    day: int
    people: int
    active: int
    until_then: int
    up: float
    down: float


def segments(points: Iterable[Point], price: float) -> list[tuple[float, int, int]]:
    """The best set of bursts of one term as (weight, first day, last day), in order of days."""
    quiet, burst = _Path(0.0), _Path(-inf)
    behind = 0
    for day, people, active, until_then, up, down in points:
        gain = people * up - (active - people) * down
        gap = (until_then - active - behind) * down
        behind = until_then
        opened = _Path(quiet.total - price + gain, quiet, day, day, gain - price)
        going = _Path(burst.total - gap + gain, burst.before, burst.first, day, burst.weight - gap + gain)
        burst = max(going, opened, key=lambda path: path.total)
        quiet = max(quiet, burst, key=lambda path: path.total)
    found = []
    while quiet.before is not None:
        found.append((quiet.weight, quiet.first, quiet.last))
        quiet = quiet.before
    return found[::-1]


def _described(said: Said, found: Iterable[tuple[float, int, int, int]], least: int) -> list[Row]:
    rows: list[Row] = []
    for weight, term, first, last in found:
        word, people, often = said.db.execute(
            """select (select word from shown where term = $term),
              (select count(distinct author) from said where term = $term and day_n between $first and $last),
              (select sum(n) / sum(active) from daily where term = $term and day_n between $first and $last)
              / (select sum(n) / (select sum(people) from day) from daily where term = $term)""",
            {"term": term, "first": first, "last": last},
        ).fetchall()[0]
        if people >= least:
            rows.append(
                {
                    "term": word,
                    "first": periods.day_label(first),
                    "last": periods.day_label(last),
                    "people": people,
                    "times": round(often, 1),
                    "weight": round(weight, 1),
                }
            )
        if len(rows) == MOST:
            break
    return rows
