"""The table of one week: a row for each hour, a column for each day, events as bars over the hours they take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from commops.posting.calendar import week_days
from commops.site import schedule, special
from commops.site.calendar_frame import Days
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, span
from commops.site.schedule import Slot

_MORNING = 7
"""Hours before this one share a row when nothing is in them."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A column: lanes of events side by side, each a list of (first row, rows, slot), and the posts by row."""

    date: dt.date
    lanes: list[list[tuple[int, int, Slot]]]
    posts: dict[int, list[Slot]]

    @property
    def width(self) -> int:
        """Columns of the table that the day takes."""
        return len(self.lanes) + (1 if self.posts or not self.lanes else 0)


def is_bar(slot: Slot, week: dt.date) -> bool:
    """Whether a slot is an event of days that reaches into the week that begins on ``week``."""
    return slot.is_long and slot.start.date() <= week + dt.timedelta(days=6) and slot.end.date() >= week


def table(edition: Edition, week: dt.date, days: Days, long: Sequence[Slot]) -> Html:
    """The table; ``long`` are the events of days, which stand above the hours."""
    timed = {day: [slot for slot in days.get(day, ()) if not slot.is_long] for day in week_days(week)}
    hours = _hours(timed)
    columns = [_day(day, timed[day], hours) for day in timed]
    head = el("tr", el("td"), *(_head(edition, column) for column in columns))
    rows = [_row(edition, number, hours, columns) for number in range(len(hours))]
    caption = el("caption", edition.say("按小时排列的一周", "The week by the hour"), class_="co-hidden")
    return div(
        "co-scroll",
        el(
            "table", caption, el("thead", head), el("tbody", *_bars(edition, columns, long), *rows),
            class_="co-hours", data_search_exclude=True,
        ),
        tabindex="0",
    )  # fmt: skip


def _hours(timed: dict[dt.date, list[Slot]]) -> list[tuple[int, int]]:
    """The rows as first and last hour: the small hours in one, if they are empty."""
    used = {slot.start.hour for entries in timed.values() for slot in entries}
    used |= {0 for day, entries in timed.items() for slot in entries if slot.start.date() < day}
    first = min([_MORNING, *used])
    return [*([(0, first)] if first else []), *((hour, hour + 1) for hour in range(first, 24))]


def _day(day: dt.date, entries: Sequence[Slot], hours: Sequence[tuple[int, int]]) -> _Day:
    """Events are put into the first lane that is free at their hour."""

    def row(hour: int) -> int:
        return next(number for number, (start, end) in enumerate(hours) if start <= hour < end)

    lanes: list[list[tuple[int, int, Slot]]] = []
    posts: dict[int, list[Slot]] = {}
    for slot in entries:
        start = slot.start.hour if slot.start.date() == day else 0
        if not slot.is_event:
            posts.setdefault(row(start), []).append(slot)
            continue
        # The last minute counts: an event until 18:00 does not take the row of six o'clock.
        last = (slot.end - dt.timedelta(minutes=1)).astimezone(slot.end.tzinfo)
        end = row(last.hour) if last.date() == day else len(hours) - 1
        first = row(start)
        place = (first, max(end, first) - first + 1, slot)
        free = next((lane for lane in lanes if lane[-1][0] + lane[-1][1] <= first), None)
        if free is None:
            lanes.append([place])
        else:
            free.append(place)
    return _Day(day, lanes, posts)


def _head(edition: Edition, column: _Day) -> Html:
    today = "co-hours__today" if column.date == edition.ws.as_of else None
    return el(
        "th",
        span("co-hours__day", el("b", str(column.date.day)), " ", edition.weekday(column.date.weekday())),
        special.labels(edition, column.date),
        scope="col",
        colspan=column.width,
        class_=today,
        style="width:13.3%",
    )


def _bars(edition: Edition, columns: Sequence[_Day], long: Sequence[Slot]) -> list[Html]:
    rows = []
    for slot in long:
        on = [slot.start.date() <= column.date <= slot.end.date() for column in columns]
        widths = [column.width for column in columns]
        first = on.index(True)
        count = sum(on)
        before, held = sum(widths[:first]), sum(widths[first : first + count])
        after = sum(widths) - before - held
        name = edition.say("全天", "All day")
        rows.append(
            el(
                "tr",
                el("th", name, scope="row"),
                el("td", colspan=before) if before else None,
                el("td", schedule.bar(edition, slot), colspan=held),
                el("td", colspan=after) if after else None,
            )
        )
    return rows


def _row(edition: Edition, number: int, hours: Sequence[tuple[int, int]], columns: Sequence[_Day]) -> Html:
    start, end = hours[number]
    name = f"{start:02}:00" if end == start + 1 else f"{start:02}–{end:02}"
    cells: list[Child] = []
    for column in columns:
        shade = _shade(edition, column.date, start, end)
        for lane in column.lanes:
            begun = next((place for place in lane if place[0] == number), None)
            if begun:
                entry = schedule.chip(edition, begun[2], column.date)
                cells.append(el("td", entry, rowspan=begun[1], class_="co-hours__event"))
            elif not any(first < number < first + rows for first, rows, _ in lane):
                cells.append(el("td", class_=shade))
        if column.width > len(column.lanes):
            posts = (schedule.chip(edition, slot, column.date) for slot in column.posts.get(number, ()))
            cells.append(el("td", join(*posts), class_=shade))
    return el("tr", el("th", name, scope="row"), *cells)


def _shade(edition: Edition, day: dt.date, start: int, end: int) -> str | None:
    """The class of an hour that is quiet somewhere, wholly or for a half."""
    midnight = dt.datetime.combine(day, dt.time(), edition.ws.zone)
    shares = [special.quiet_share(edition, midnight.replace(hour=hour)) for hour in range(start, end)]
    share = sum(shares) / len(shares)
    return "co-hours__quiet" if share == 1 else "co-hours__half" if share else None
