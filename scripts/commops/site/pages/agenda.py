"""The agenda: everything that is still to come, day by day, week by week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from commops.posting.calendar import monday
from commops.site import blocks, calendar_frame, schedule
from commops.site.calendar_frame import AGENDA
from commops.site.edition import Edition
from commops.site.html import Html, div, el, to_page
from commops.site.schedule import Slot
from commops.site.tree import Page, body, heading


def pages(edition: Edition) -> Iterator[Page]:
    """One page."""
    ws = edition.ws
    weeks: dict[dt.date, dict[dt.date, list[Slot]]] = defaultdict(dict)
    for day, entries in sorted(ws.derive(schedule.by_day).items()):
        if day >= ws.as_of:
            weeks[monday(day)][day] = entries
    slots = [slot for days in weeks.values() for entries in days.values() for slot in entries]
    on = [
        slot for slot in ws.derive(schedule.slots) if slot.is_long and slot.start.date() < ws.as_of <= slot.end.date()
    ]
    title = edition.say("接下来的安排", "Agenda")
    yield Page(
        AGENDA,
        title,
        body(
            heading(1, title, "agenda"),
            calendar_frame.views(edition, AGENDA),
            blocks.lead(
                edition.say(
                    f"今天起的全部活动与内容，时间按社群当地（{ws.zone}）。",
                    f"Every event and post from today on, in the community's local time ({ws.zone}).",
                )
            ),
            calendar_frame.filters(edition, [*on, *slots]),
            calendar_frame.lasting(edition, on),
            *(_week(edition, week, days) for week, days in weeks.items()),
            None if weeks else el("p", edition.say("暂无安排。", "Nothing is planned yet.")),
        ),
        edition.say(f"{edition.name}接下来的活动与内容", f"What comes next at {edition.name}"),
        source="content/posts",
        kind="calendar",
    )


def _week(edition: Edition, week: dt.date, days: dict[dt.date, list[Slot]]) -> Html:
    name = calendar_frame.week_title(edition, week)
    known = week in calendar_frame.weeks(edition.ws)
    link = to_page(calendar_frame.week_path(week), name) if known else name
    year, number, _ = week.isocalendar()
    title = el("h2", link, id=f"w-{year}-{number:02}", class_="co-quiet-title")
    return div("co-block", title, calendar_frame.lists(edition, days))
