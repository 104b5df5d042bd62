"""A page for each week around today: a table of hours and days with the events as bars, and the same as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.posting.calendar import week_days
from commops.site import calendar_frame, schedule, special, week_table
from commops.site.edition import Edition
from commops.site.html import Html, div, el, to_page
from commops.site.schedule import Slot
from commops.site.tree import Page, body, heading


def pages(edition: Edition) -> Iterator[Page]:
    """The weeks that have a page of their own."""
    weeks = calendar_frame.weeks(edition.ws)
    for place, week in enumerate(weeks):
        before = weeks[place - 1] if place else None
        after = weeks[place + 1] if place + 1 < len(weeks) else None
        yield _page(edition, week, before, after)


def _page(edition: Edition, week: dt.date, before: dt.date | None, after: dt.date | None) -> Page:
    here = calendar_frame.week_path(week)
    name = calendar_frame.week_name(edition, week)
    every = edition.ws.derive(schedule.by_day)
    days = {day: every.get(day, []) for day in week_days(week)}
    long = [slot for slot in edition.ws.derive(schedule.slots) if week_table.is_bar(slot, week)]
    last = week + dt.timedelta(days=6)
    near = dict.fromkeys((day.year, day.month) for day in (week, last))
    known = calendar_frame.months(edition.ws)
    months = [month for month in near if month in known]
    return Page(
        here,
        calendar_frame.week_title(edition, week),
        body(
            heading(1, calendar_frame.week_title(edition, week), "week"),
            calendar_frame.views(edition, here),
            calendar_frame.steps(
                edition,
                *(
                    (calendar_frame.week_path(one), calendar_frame.week_name(edition, one)) if one else None
                    for one in (before, after)
                ),
            ),
            calendar_frame.filters(edition, [*long, *(slot for entries in days.values() for slot in entries)]),
            div("co-only-desktop", week_table.table(edition, week, days, long)),
            div("co-week-list", calendar_frame.lasting(edition, long), _list(edition, days)),
            special.quiet_note(edition),
            div("co-months", *(to_page(calendar_frame.month_path(m), edition.month(*m)) for m in months)),
        ),
        edition.say(f"{name}的活动与内容", f"Events and posts of {name}"),
        source="content/posts",
        kind="calendar",
    )


def _list(edition: Edition, days: dict[dt.date, list[Slot]]) -> Html:
    named = [day for day, entries in days.items() if entries or special.names(edition, day)]
    if not named:
        return el("p", edition.say("这一周没有别的安排。", "Nothing else this week."), class_="co-muted")
    return calendar_frame.lists(edition, {day: days[day] for day in named})
