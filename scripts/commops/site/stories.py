"""Numbers told to people: what a metric is called, where it stands now, and the tiles of the first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from commops import rule as rules
from commops.site import blocks
from commops.site.charts.figure import Words
from commops.site.charts.series import spark
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, span, to_page
from commops.site.numbers import computed
from commops.stats import pages as definitions
from commops.stats.read import Point, is_share, main_column
from commops.workspace._types import Metric

GLOSSARY = "reference/metrics.md"


def metric_name(edition: Edition, key: str) -> str:
    """What a metric is called: by the community, else by its definition."""
    if (own := _own(edition, key)) is not None:
        return edition.t(own.name)
    return edition.t(definitions.load_page(key).name) if key in computed() else key


def metric_page(edition: Edition, key: str) -> str | None:
    """Where a metric is defined, if it is one that we compute or that the community defines itself."""
    return f"{GLOSSARY}#m-{key}" if key in computed() or _own(edition, key) is not None else None


def _own(edition: Edition, key: str) -> Metric | None:
    return next((metric for metric in edition.ws.metrics if metric.id == key), None)


def metric_link(edition: Edition, key: str) -> Child:
    """What a metric is called, with the way to its definition where there is one."""
    target = metric_page(edition, key)
    return to_page(target, metric_name(edition, key)) if target else metric_name(edition, key)


def rule_link(edition: Edition, name: str) -> Child:
    """What a rule of the check is called, with the way to its page; the name itself for one without a page."""
    if name not in rules.page_ids():
        return el("code", name)
    return to_page(f"reference/rules/{name}.md", edition.t(rules.page(name).title))


def monday(period: str) -> dt.date | None:
    """The Monday of an ISO week such as ``2026-W47``; None for any other period."""
    year, mark, week = period.partition("-W")
    return dt.date.fromisocalendar(int(year), int(week), 1) if mark else None


def short(period: str) -> str:
    """A period for an axis: the Monday of a week as month and day, anything else as it is."""
    day = monday(period)
    return f"{day.month}/{day.day}" if day else period


def current(edition: Edition, result: Mapping[str, Any]) -> tuple[float | None, str]:
    """Where a key result stands and when that was, from the published numbers, else as typed in."""
    key = result["metric"]
    if key in computed():
        column = result.get("column") or main_column(key)
        wanted = {row["column"]: row["equals"] for row in result.get("where") or ()}
        point = edition.numbers.latest(key, column, **wanted)
        if point is not None and point.value is not None:
            scale = 100 if is_share(key, column) and edition.t(result.get("unit")) == "%" else 1
            return round(point.value * scale, 4), edition.period(point.period)
    typed = result.get("current")
    return (None, "") if typed is None else (float(typed), edition.period(str(result.get("current_on", ""))))


def tiles(edition: Edition) -> Html:
    """Four numbers with the shape of the last weeks."""
    totals = [(day.isoformat(), float(sum(counts.values()))) for day, counts in edition.numbers.members]
    members = [Point(day, total, None) for day, total in totals]
    rows = (
        (edition.say("成员", "Members"), members, "", 1.0, "members"),
        (
            edition.say("每周发言人数", "Weekly posters"),
            _series(edition, "active_speakers", "speakers"),
            "",
            1.0,
            "active_speakers",
        ),
        (
            edition.say("新人 7 日内发言", "Newcomers who speak in 7 days"),
            _series(edition, "activation_7d", "activation"),
            "%",
            100.0,
            "activation_7d",
        ),
        (
            edition.say("首次响应中位数", "Median first reply"),
            _series(edition, "first_response", "median_min"),
            edition.say("分钟", "min"),
            1.0,
            "first_response",
        ),
    )
    found = [tile for row in rows if (tile := _tile(edition, *row))]
    if not found:
        return el("p", edition.say("还没有公布数据。", "No numbers have been published yet."), class_="co-muted")
    return div("co-tiles", *found)


def _series(edition: Edition, key: str, column: str) -> list[Point]:
    return edition.numbers.series(key, column)


def _tile(edition: Edition, name: str, points: list[Point], unit: str, scale: float, key: str) -> Html | None:
    recent = [point for point in points if point.value is not None][-12:]
    if not recent:
        return None
    values = [(point.value or 0.0) * scale for point in recent]
    when = edition.period(recent[-1].period)
    words = Words(
        name,
        edition.say(
            f"最近 {len(values)} 次：从 {blocks.number(values[0])} 到 {blocks.number(values[-1])}",
            f"Last {len(values)} values: from {blocks.number(values[0])} to {blocks.number(values[-1])}",
        ),
        "",
    )
    link = to_page(f"{GLOSSARY}#m-{key}", name)
    return div(
        "co-card co-tile",
        el("p", link, class_="co-tile__label"),
        el("div", blocks.number(values[-1]), span("co-tile__unit", unit) if unit else None, class_="co-tile__value"),
        spark(words, values),
        el("p", when, class_="co-tile__note"),
    )
