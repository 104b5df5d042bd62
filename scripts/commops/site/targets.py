"""Whether a number has reached what the community wants it to be this quarter."""

from __future__ import annotations

from dataclasses import dataclass

from commops.site import blocks, stories
from commops.site.edition import Edition
from commops.site.numbers import computed
from commops.site.reports import Severity
from commops.stats import pages as definitions
from commops.stats.read import Point, is_share, main_column
from commops.stats.table import Value


@dataclass(frozen=True, slots=True)
class Judged:
    """The newest value of a metric beside its target, in the unit people read."""

    key: str
    point: Point
    value: float
    target: float
    unit: str
    severity: Severity

    def told(self, edition: Edition) -> str:
        """Name, value, target, period and n in a sentence."""
        name, when = stories.metric_name(edition, self.key), edition.period(self.point.period)
        value, target = (f"{blocks.number(one)}{self.unit}" for one in (self.value, self.target))
        n = "" if self.point.n is None else edition.say(f"，n = {self.point.n}", f", n = {self.point.n}")
        return edition.say(
            f"{name} {value}，目标 {target}（{when}{n}）", f"{name} {value}, target {target} ({when}{n})"
        )


def judged(edition: Edition, key: str, **where: Value) -> Judged | None:
    """The newest published value against the target of the time, or None when one of the two is missing."""
    listed = edition.ws.metric_list
    day = edition.ws.as_of
    periods = (f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}")
    rows = [row for row in (listed.targets if listed else None) or () if row["metric"] == key and "channel" not in row]
    row = next((row for period in periods for row in rows if row["period"] == period), None)
    if row is None or key not in computed():
        return None
    column = row.get("column") or main_column(key)
    point = edition.numbers.latest(key, column, **where)
    if point is None or point.value is None:
        return None
    share = is_share(key, column)
    value = point.value * (100 if share else 1)
    sign = -1 if direction(edition, key) == "down" else 1
    severity: Severity = "keep"
    if "alert" in row and sign * (value - row["alert"]) < 0:
        severity = "now"
    elif sign * (value - row["target"]) < 0:
        severity = "soon"
    return Judged(key, point, round(value, 2), row["target"], "%" if share else "", severity)


def direction(edition: Edition, key: str) -> str:
    """Which way a metric should go, by the community's own words, else by its definition; ``""`` where nobody says."""
    own = next((metric for metric in edition.ws.metrics if metric.id == key), None)
    said = own.direction if own else None
    return said or (definitions.load_page(key).direction if key in computed() else "")
