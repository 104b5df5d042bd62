"""The headline numbers of the running period: key results first, then targets, each with value, zones and history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commops.report.drafts.lines import chief_columns
from commops.site import public, stories
from commops.site.charts.bullet import Goal
from commops.site.edition import Edition
from commops.site.numbers import computed
from commops.site.targets import direction
from commops.stats.pages import load_page
from commops.stats.read import Point, defaults, is_share, main_column, series
from commops.workspace.spans import span

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
    found = [*_key_results(edition)]
    known = {one.metric for one in found}
    targets = {row["metric"]: row for row in _targets(edition) if row["metric"] not in known}
    return [*found, *(_of_target(edition, row) for row in targets.values())][:MOST]


def _key_results(edition: Edition) -> Iterator[Headline]:
    zones = {row["metric"]: row for row in _targets(edition)}
    for plan in edition.ws.strategies:
        if not public.is_public(plan) or plan.status == "draft" or not _running(edition, plan.period):
            continue
        for objective in plan.data["objectives"]:
            for result in objective["key_results"]:
                value, when = stories.current(edition, result)
                zone = zones.get(result["metric"], {})
                same = zone.get("target") == result["target"]
                goal = Goal(
                    value,
                    result["baseline"],
                    result["target"],
                    zone.get("warn") if same else None,
                    zone.get("alert") if same else None,
                    elapsed(edition, plan.period),
                )
                column = _main(result)
                where = {one["column"]: one["equals"] for one in result.get("where") or ()}
                unit = edition.t(result.get("unit"))
                points = _history(edition, result["metric"], column, where, unit, typed="current" in result)
                name = edition.t(result.get("name")) or stories.metric_name(edition, result["metric"])
                typed = not any(point.value is not None for point in points)
                yield Headline(result["metric"], column, name, unit, goal, points, when, typed)


def _of_target(edition: Edition, row: Mapping[str, Any]) -> Headline:
    metric = row["metric"]
    column, where = _aimed(row)
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


def _aimed(row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The column that a target means and the rows; of several grains the newest 28 days, as in the health score."""
    if row["metric"] not in computed():
        return "", {}
    page = load_page(row["metric"])
    return str(row.get("column") or chief_columns(page)[0]), {"grain": "28d"} if "28d" in page.grain else {}


def _part_of_health(edition: Edition, metric: str) -> tuple[Point, ...]:
    """A metric that the community defines itself but that the health score works out has its values there."""
    rows = [row for shot in edition.numbers.months for row in shot.rows("health", part=metric)]
    found = [(str(row["week"]), row.get("value"), row.get("n")) for row in rows]
    return tuple(
        Point(week, value if isinstance(value, int | float) else None, n if isinstance(n, int) else None)
        for week, value, n in found[-WEEKS:]
    )


def _targets(edition: Edition) -> Iterator[Mapping[str, Any]]:
    """Targets of the whole community that run today."""
    for table in edition.ws.items("metric-list"):
        for row in table.data.get("targets") or ():
            if "channel" not in row and _running(edition, row["period"]):
                yield row


def _running(edition: Edition, period: str) -> bool:
    """Whether a period is under way; one that the calendar does not have never is."""
    try:
        first, last = span(period)
    except ValueError:
        return False
    return first <= edition.ws.as_of <= last


def elapsed(edition: Edition, period: str) -> float:
    """Which share of a period is over, today included."""
    first, last = span(period)
    return min(1.0, max(0.0, ((edition.ws.as_of - first).days + 1) / ((last - first).days + 1)))
