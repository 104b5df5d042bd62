"""Series as finished charts: drawing, table, newest value, events of the time, and the definition below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from commops.site import public, stories
from commops.site.charts.figure import Data, Words, brief, exact, figure
from commops.site.charts.grid import heat, triangle
from commops.site.charts.series import Marker, Series, bars, lines
from commops.site.edition import Edition
from commops.site.html import Html, div, el, to_page
from commops.site.numbers import computed
from commops.stats import pages as definitions
from commops.stats import read
from commops.stats.read import Point
from commops.workspace.times import instant


def chart(
    edition: Edition,
    title: str,
    points: Sequence[Point],
    *,
    bar: bool = False,
    show: Callable[[float], str] = brief,
    events: bool = False,
    note: str = "",
) -> Html | None:
    """One series as a chart with its table and definition; nothing when no value is known."""
    if not any(point.value is not None for point in points):
        return None
    labels = [stories.short(point.period) for point in points]
    values = [point.value for point in points]
    words = describe(edition, title, points, show)
    signs = markers(edition, points) if events else []
    tell = exact if show is brief else show
    drawing = (
        bars(words, labels, values, markers=signs, show=show)
        if bar
        else lines(words, labels, [Series(title, values, area=True)], markers=signs, show=show)
    )
    data = Data([edition.say("时段", "Period"), title], _cells(points, tell))
    last = next(value for value in reversed(values) if value is not None)
    return figure(words, drawing, data, now=tell(last), note=note or _gaps(edition, values))


def _gaps(edition: Edition, values: Sequence[float | None]) -> str:
    """That an empty place is no 0."""
    count = sum(value is None for value in values)
    if not count:
        return ""
    return edition.say(
        f"空着的 {count} 期没有公布或无法计算，不是 0。",
        f"Empty places ({count}) are not 0: not published, since too few people, or not known.",
    )


def charts(edition: Edition, *charts: Html | None, keys: Sequence[str]) -> Html | None:
    """Charts beside each other, and below them how their numbers are worked out."""
    shown = [chart for chart in charts if chart]
    if not shown:
        return None
    return div("", div("co-charts", *shown), *(definition(edition, key) for key in keys))


def definition(edition: Edition, key: str) -> Html | None:
    """How the number is worked out and what to beware of, with the way to the whole definition."""
    if key not in computed():
        return None
    page = definitions.load_page(key)
    link = to_page(f"{stories.GLOSSARY}#m-{key}", edition.t(page.name))
    return el(
        "p",
        link,
        edition.say("：", ": "),
        edition.t(page.formula),
        edition.say("。", ". "),
        edition.t(page.caveat),
        class_="co-definition",
    )


def describe(edition: Edition, title: str, points: Sequence[Point], show: Callable[[float], str] = brief) -> Words:
    """What a series shows, in a sentence: from when to when, lowest, highest, latest."""
    known = [point for point in points if point.value is not None]
    if not known:
        return Words(title, "", edition.say("数据表", "Data table"))
    values = [point.value or 0 for point in known]
    low, high, last = show(min(values)), show(max(values)), show(values[-1])
    first, newest = edition.period(known[0].period), edition.period(known[-1].period)
    return Words(
        title,
        edition.say(
            f"{first}至 {newest}，最低 {low}，最高 {high}，最近 {last}",
            f"{first} to {newest}: lowest {low}, highest {high}, latest {last}",
        ),
        edition.say("数据表", "Data table"),
    )


def _cells(points: Sequence[Point], show: Callable[[float], str]) -> list[list[str]]:
    return [[point.period, "–" if point.value is None else show(point.value)] for point in points]


def markers(edition: Edition, points: Sequence[Point]) -> list[Marker]:
    """Public events at the week in which they started, numbered in order."""
    found: list[Marker] = []
    starts = {stories.monday(point.period): index for index, point in enumerate(points) if stories.monday(point.period)}
    for event in public.events(edition.ws):
        day = edition.local(instant(event.start)).date()
        index = next((i for m, i in starts.items() if m and 0 <= (day - m).days < 7), None)
        if index is not None and event.status != "cancelled":
            found.append(Marker(index, str(len(found) + 1), edition.t(event.name)))
    return found


def marker_note(edition: Edition, points: Sequence[Point]) -> str:
    """What the numbers on a chart's upright lines stand for."""
    return edition.say("；", "; ").join(f"{marker.sign} {marker.text}" for marker in markers(edition, points))


def retention(edition: Edition) -> Html | None:
    """The retention triangle with its table and definition."""
    found = read.triangle(edition.numbers.shots)
    ages = [age for age in found.ages if age > 0]
    if not ages:
        return None
    names = [(_block_name(cohort), _size(edition, found.sizes[cohort])) for cohort in found.cohorts]
    cells = [[found.cells.get((cohort, age)) for age in ages] for cohort in found.cohorts]
    shares = [[cell.value if cell else None for cell in row] for row in cells]
    hidden = [[cell is not None and cell.value is None for cell in row] for row in cells]
    title = edition.say("留存三角：新人第 N 周还说话的比例", "Retention: share of newcomers who speak in week N")
    words = Words(
        title,
        edition.say(
            "每行是同一个四周里第一次发言的新人，每列是之后的第几周。空白是还没到的周，虚线框表示人数太少、不公布。",
            "A row: newcomers of four weeks. A column: a later week. Empty: not there yet; dotted: too few people.",
        ),
        edition.say("数据表", "Data table"),
    )
    columns = [edition.say(f"{age} 周", f"W{age}") for age in ages]
    data = Data(
        [edition.say("批次", "Cohort"), edition.say("人数", "People"), *columns],
        [
            [name, size, *("–" if s is None else percent(s) for s in row)]
            for (name, size), row in zip(names, shares, strict=True)
        ],
    )
    drawing = triangle(words, names, columns, shares, hidden=hidden)
    return div(
        "", figure(words, drawing, data, note=words.summary, class_="wide"), definition(edition, "retention_classic")
    )


def _block_name(cohort: str) -> str:
    """First and last day of a block of four weeks that is named after its first week."""
    day = stories.monday(cohort)
    if day is None:
        return cohort
    last = day + dt.timedelta(days=27)
    return f"{day.month}/{day.day}–{last.month}/{last.day}"


def _size(edition: Edition, size: int | None) -> str:
    return "–" if size is None else edition.say(f"{size} 人", str(size))


def hours(edition: Edition) -> Html | None:
    """When people talk, with the definition."""
    drawn = hours_figure(edition)
    return div("", drawn, definition(edition, "active_hours")) if drawn else None


def hours_figure(edition: Edition, marks: Mapping[tuple[int, int], str] | None = None) -> Html | None:
    """The newest published 28 days by weekday and hour, with a narrow drawing for phones; ``marks`` stand on cells."""
    newest = edition.numbers.newest("active_hours")
    if newest is None:
        return None
    values = read.hours(newest, "share")
    days = [edition.weekday(day) for day in range(7)]
    hours = [str(hour) for hour in range(24)]
    best = max(((v or 0, d, h) for d, row in enumerate(values) for h, v in enumerate(row)), default=(0, 0, 0))
    title = edition.say("一周里什么时候有人说话", "When people talk")
    until = edition.period(newest.end)
    words = Words(
        title,
        edition.say(
            f"到{until}为止的 28 天。最热闹的是{days[best[1]]} {best[2]} 点。"
            "颜色越浓消息越多，虚线框表示人数太少、不公布。",
            f"The 28 days to {until}. Busiest: {days[best[1]]} at {best[2]}:00. "
            "Stronger means more; dotted: too few people.",
        ),
        edition.say("数据表", "Data table"),
    )
    data = Data(
        [edition.say("时", "Hour"), *days],
        [
            [hours[h], *("–" if values[d][h] is None else f"{(values[d][h] or 0) * 100:.1f}%" for d in range(7))]
            for h in range(24)
        ],
    )
    flipped = [[values[day][hour] for day in range(7)] for hour in range(24)]
    turned = {(hour, day): sign for (day, hour), sign in (marks or {}).items()}
    both = Html(
        div("co-only-desktop", heat(words, days, hours, values, marks=marks))
        + div("co-only-phone", heat(words, hours, days, flipped, marks=turned))
    )
    return figure(words, both, data, note=words.summary, class_="hours")


def percent(value: float) -> str:
    """A share as a whole percentage."""
    return f"{value * 100:.0f}%"


def as_float(value: object) -> float | None:
    """A number of a row, or None for anything that is not one."""
    return float(value) if isinstance(value, int | float) else None
