"""How many people speak of each topic, week by week, and how hot that makes it (M36)."""

from __future__ import annotations

from collections.abc import Sequence

from commops.stats import periods
from commops.stats.table import Row
from commops.stats.topics.said import Said

WEEKS = 4
"""Heat looks at so many weeks; each counts half as much as the one after it."""

_PEOPLE = """
select topic, (day_n + 3) // 7 as week_n, count(distinct author) from said join topic using (term)
where (day_n + 3) // 7 between ? and ? group by topic, week_n
"""


def heat(said: Said, topics: Sequence[str], weeks: range, least: int) -> list[Row]:
    """Rows of whole weeks, the newest week and the hottest topic first.

    Per week and topic: ``people`` who spoke of it, ``people_before`` in the week before, ``change`` (null where it
    cannot be told) and ``heat``, the weighted mean of people over up to ``WEEKS`` covered weeks. Numbers of 1 to
    ``least`` - 1 people are null, and count as 0 in ``heat``. ``weeks``: the ``week_n`` asked for.
    """
    if said.first is None or said.last is None:
        return []
    covered = range(periods.week_of_day(said.first + 6), periods.week_of_day(said.last + 1))
    counted = {
        (topic, week): people
        for topic, week, people in said.db.execute(_PEOPLE, [covered.start, covered.stop]).fetchall()
    }

    def people(topic: str, week: int) -> int | None:
        """What may be shown; None: hidden, or a week that the log does not cover."""
        number = counted.get((topic, week), 0)
        return number if week in covered and (number == 0 or number >= least) else None

    rows = []
    for week in sorted(set(weeks) & set(covered), reverse=True):
        behind = [(back, week - back) for back in range(WEEKS) if week - back in covered]
        part: list[Row] = []
        for topic in topics:
            now, before = people(topic, week), people(topic, week - 1)
            weight = sum(2.0**-back for back, _ in behind)
            total = sum((people(topic, one) or 0) * 2.0**-back for back, one in behind)
            change = round((now - before) / before, 4) if now is not None and before else None
            part.append(
                {
                    "week": periods.week_label(week),
                    "topic": topic,
                    "people": now,
                    "people_before": before,
                    "change": change,
                    "heat": round(total / weight, 1),
                }
            )
        rows += sorted(part, key=_hottest)
    return rows


def _hottest(row: Row) -> tuple[float, str]:
    heat = row["heat"]
    return -heat if isinstance(heat, float) else 0.0, str(row["topic"])
