"""The headline numbers of the running period: key results first, then targets, each with value, zones and history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commops.site import public, stories
from commops.site.charts.bullet import Goal
from commops.site.edition import Edition
from commops.site.numbers import computed
from commops.site.targets import aimed, by_metric, direction, elapsed, is_running
from commops.stats.pages import load_page
from commops.stats.read import Point, defaults, is_share, main_column, series

MOST = 9
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Headline:
    """One number. ``points`` is its history in the unit of the goal, the newest last; a hidden one has no value."""

    metric: str
    column: str
    """Which number of the metric; "" for one that the program does not compute."""
    name: str
    unit: str
    goal: Goal
    points: tuple[Point, ...]
    when: str
    """Period or day of the value, in words."""
    typed: bool
    """Whether somebody typed the value in: then nothing says on how many it stands."""

    @property
    def n(self) -> int | None:
        """On how many the newest known value stands."""
        known = [point for point in self.points if point.value is not None]
        return known[-1].n if known else None


def headlines(edition: Edition) -> list[Headline]:
    """At most nine: the key results of running public plans, then targets of metrics that no key result names."""
    return [*_all(edition)][:MOST]


def headline_of(edition: Edition, metric: str) -> Headline | None:
    """The number that the community follows for a metric, or None where it has set itself no aim."""
    return next((one for one in _all(edition) if one.metric == metric), None)


def _all(edition: Edition) -> Iterator[Headline]:
    targets = by_metric(edition)
    named = set()
    for result, period in _key_results(edition):
        named.add(result["metric"])
        yield _of_result(edition, result, period, targets.get(result["metric"], {}))
    yield from (_of_target(edition, row) for metric, row in targets.items() if metric not in named)


def _key_results(edition: Edition) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Those of public plans that run, each with the period of its plan."""
    for plan in edition.ws.strategies:
        if public.is_public(plan) and plan.status != "draft" and is_running(edition, plan.period):
            for objective in plan.data["objectives"]:
                yield from ((result, plan.period) for result in objective["key_results"])


def _of_result(edition: Edition, result: Mapping[str, Any], period: str, zone: Mapping[str, Any]) -> Headline:
    """A key result; the lines of a target (``zone``) hold for it when both want the same."""
    value, when = stories.current(edition, result)
    lines = (zone.get("warn"), zone.get("alert")) if zone.get("target") == result["target"] else (None, None)
    goal = Goal(value, result["baseline"], result["target"], *lines, elapsed(edition, period))
    where = {one["column"]: one["equals"] for one in result.get("where") or ()}
    column, unit = _main(result), edition.t(result.get("unit"))
    points = _history(edition, result["metric"], column, where, unit, typed="current" in result)
    name = edition.t(result.get("name")) or stories.metric_name(edition, result["metric"])
    typed = not any(point.value is not None for point in points)
    return Headline(result["metric"], column, name, unit, goal, points, when, typed)


def _of_target(edition: Edition, row: Mapping[str, Any]) -> Headline:
    metric = row["metric"]
    column, where = aimed(row)
    own = edition.t(next((one.data.get("unit") for one in edition.ws.metrics if one.id == metric), ""))
    unit = own or ("%" if column and is_share(metric, column) else "")
    points = _history(edition, metric, column, where, unit) if column else _part_of_health(edition, metric)
    known = next((point for point in reversed(points) if point.value is not None), None)
    value = None if known is None else known.value
    # Without a baseline of its own a target has no pace; it is then measured against its zones only.
    paced = elapsed(edition, row["period"]) if "baseline" in row else None
    told = row.keys() & {"baseline", "warn", "alert"}
    falling = not told and direction(edition, metric) == "down"
    goal = Goal(value, row.get("baseline", 0.0), row["target"], row.get("warn"), row.get("alert"), paced, falling)
    when = edition.period(known.period) if known else ""
    unit = "" if unit in ("ratio", "比值") else unit
    return Headline(metric, column, stories.metric_name(edition, metric), unit, goal, points, when, typed=False)


def _history(
    edition: Edition, metric: str, column: str, where: Mapping[str, Any], unit: str, *, typed: bool = False
) -> tuple[Point, ...]:
    """The last twelve values, in percent where people read percent; nothing for a metric that is not computed."""
    if metric not in computed():
        return ()
    if load_page(metric).files == "month":
        # Months are too coarse for a number that somebody types in every week.
        found = [] if typed else series(edition.numbers.months, metric, column, **defaults(metric, where))
    else:
        found = edition.numbers.series(metric, column, **where)
    scale = 100 if is_share(metric, column) and unit == "%" else 1
    return tuple(
        Point(point.period, None if point.value is None else round(point.value * scale, 4), point.n)
        for point in found[-WEEKS:]
    )


def _main(row: Mapping[str, Any]) -> str:
    """The column that a key result means; "" for a metric that the program does not compute."""
    return str(row.get("column") or main_column(row["metric"])) if row["metric"] in computed() else ""


def _part_of_health(edition: Edition, metric: str) -> tuple[Point, ...]:
    """A metric that the community defines itself but that the health score works out has its values there."""
    rows = [row for shot in edition.numbers.months for row in shot.rows("health", part=metric)]
    found = [(str(row["week"]), row.get("value"), row.get("n")) for row in rows]
    return tuple(
        Point(week, value if isinstance(value, int | float) else None, n if isinstance(n, int) else None)
        for week, value, n in found[-WEEKS:]
    )
