"""The calendar: what comes next, and a page for each month with its grid, its agenda and its past posts.

The public calendar shows posts once they are approved. For a post that is still an idea, a draft or under review it
shows that the time is taken, never a title or a text: unfinished work is not published by accident.
"""

from __future__ import annotations

import datetime as dt
from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from commops.site import blocks, posts, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, span, to_page
from commops.site.tree import Page, body, heading
from commops.workspace.times import instant

Slots: TypeAlias = dict[dt.date, list[Html]]
"""What stands on each day, in order of time."""


def pages(edition: Edition) -> Iterator[Page]:
    """The overview, the months, and a page for each post that is still to come."""
    by_day = slots(edition)
    months = _months(edition, by_day)
    past: dict[tuple[int, int], list[public.Post]] = defaultdict(list)
    for post in public.posts(edition.ws):
        if not public.has_page(edition.ws, post):
            local = edition.local(instant(post.date))
            past[local.year, local.month].append(post)
    yield _overview(edition, months)
    for month in months:
        yield _month_page(edition, month, months, _of_month(by_day, month), past[month])
    for post in public.posts(edition.ws):
        if public.has_page(edition.ws, post):
            yield posts.page(edition, post)


def slots(edition: Edition) -> Slots:
    """What stands on each day of the calendar, in order of time."""
    found: dict[dt.date, list[tuple[dt.datetime, int, str, Html]]] = defaultdict(list)
    pillars = {pillar.id: number for number, pillar in enumerate(_pillars(edition), start=1)}
    for event in public.events(edition.ws):
        for day, hour in _days_of(edition, event):
            entry = to_page(f"events/{event.id}.md", hour, edition.t(event.name), class_="co-slot co-slot--event")
            found[day].append((dt.datetime.combine(day, dt.time(), edition.ws.zone), 0, event.id, entry))
    for post in public.posts(edition.ws):
        local = edition.local(instant(post.date))
        pillar = pillars.get(post.pillar or "", 1)
        entry = to_page(
            public.post_path(edition.ws, post),
            edition.time(local, full=False),
            edition.t(post.title),
            class_=f"co-slot co-p{pillar}",
        )
        found[local.date()].append((local, 1, post.id, entry))
    for moment in public.planned(edition.ws):
        local = edition.local(moment)
        entry = span("co-slot co-slot--planned", edition.time(local, full=False), edition.say("计划中", "planned"))
        found[local.date()].append((local, 2, "", entry))
    return {day: [entry[3] for entry in sorted(entries, key=lambda e: e[:3])] for day, entries in found.items()}


def _days_of(edition: Edition, event: public.Event) -> Iterator[tuple[dt.date, Child]]:
    """The days on which an event is shown, with the hour: each day of a short event, first and last of a long one."""
    start, end = edition.local(instant(event.start)), edition.local(instant(event.end))
    length = (end.date() - start.date()).days
    for offset in range(length + 1) if length <= 3 else (0, length):
        hour: Child = edition.time(start, full=False)
        if offset:
            hour = el("time", edition.say(f"至 {end:%H:%M}", f"to {end:%H:%M}")) if offset == length else None
        yield start.date() + dt.timedelta(days=offset), hour


def _pillars(edition: Edition) -> list[public.Pillar]:
    return sorted(edition.ws.pillars, key=lambda pillar: pillar.route)


def _months(edition: Edition, by_day: Slots) -> list[tuple[int, int]]:
    """Every month with something in it, and the current one; a month in between is not left out."""
    days = [*by_day, edition.ws.as_of]
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(number // 12, number % 12 + 1) for number in numbers]


def month_path(month: tuple[int, int]) -> str:
    """The page of a month."""
    return f"calendar/{month[0]}-{month[1]:02}.md"


def _overview(edition: Edition, months: list[tuple[int, int]]) -> Page:
    ws = edition.ws
    coming: list[public.Event | public.Post] = [
        *(event for event in public.events(ws) if public.upcoming(ws, event.end)),
        *(post for post in public.posts(ws) if public.has_page(ws, post)),
    ]
    coming.sort(key=lambda thing: blocks.start_of(edition, thing))
    waiting = [moment for moment in public.planned(ws) if edition.local(moment).date() >= ws.as_of]
    now = (ws.as_of.year, ws.as_of.month)
    zone = str(ws.zone)
    note = edition.say(
        f"另有 {len(waiting)} 篇内容在准备，批准后会出现在这里。",
        f"Still being prepared: {len(waiting)}. They appear here once they are approved.",
    )
    return Page(
        "calendar/index.md",
        edition.say("日历", "Calendar"),
        body(
            heading(1, edition.say("日历", "Calendar"), "calendar"),
            blocks.lead(
                edition.say(
                    f"先看接下来有什么，再按月查。时间均为社群当地时间（{zone}）。",
                    f"What comes next, then month by month. Times are the community's local time ({zone}).",
                )
            ),
            div(
                "co-split",
                div(
                    "",
                    el("h2", edition.say("接下来", "Coming up"), id="next"),
                    blocks.agenda(edition, coming[:12]),
                    el("p", note, class_="co-muted co-small") if waiting else None,
                ),
                div(
                    "",
                    el("h2", edition.say("按月查看", "By month"), id="months"),
                    _month_links(edition, months, now),
                    el("h2", edition.say("订阅", "Subscribe"), id="subscribe"),
                    el(
                        "p",
                        edition.say(
                            "把链接地址添加到手机或电脑的日历里，安排会自动更新。",
                            "Add one of these links to the calendar of your phone or computer; it stays up to date.",
                        ),
                        class_="co-small",
                    ),
                    blocks.bullets(
                        [
                            to_page("calendar.ics", edition.say("活动与内容全部订阅", "Everything: events and posts")),
                            to_page("events.ics", edition.say("只订阅活动", "Events only")),
                        ]
                    ),
                ),
            ),
        ),
        edition.say(f"{edition.name}的活动与内容日历", f"Events and posts of {edition.name}"),
        source="content/posts",
        kind="calendar",
    )


def _month_links(edition: Edition, months: list[tuple[int, int]], here: tuple[int, int]) -> Html:
    links = [
        to_page(
            month_path(month), edition.month(*month), class_=f"co-tag co-plain{' co-tag--on' if month == here else ''}"
        )
        for month in months
    ]
    return div("co-months", *links)


def _of_month(by_day: Slots, month: tuple[int, int]) -> Slots:
    first = dt.date(*month, 1)
    days = (first + dt.timedelta(days=offset) for offset in range(monthrange(*month)[1]))
    return {day: by_day[day] for day in days if day in by_day}


def _month_page(
    edition: Edition, month: tuple[int, int], months: list[tuple[int, int]], by_day: Slots, past: list[public.Post]
) -> Page:
    name = edition.month(*month)
    return Page(
        month_path(month),
        name,
        body(
            heading(1, name, "month"),
            _month_links(edition, months, month),
            div("co-only-desktop", _grid(edition, month, by_day), _legend(edition)),
            div("co-only-phone", _agenda_list(edition, by_day)),
            heading(2, edition.say("已发布的内容", "Published posts"), "posts") if past else None,
            *(posts.entry(edition, post) for post in past),
        ),
        edition.say(f"{name}的活动与内容", f"Events and posts of {name}"),
        source=f"content/posts/{month[0]}/{month[1]:02}",
        kind="calendar",
    )


def _grid(edition: Edition, month: tuple[int, int], by_day: Slots) -> Html:
    weeks = Calendar().monthdatescalendar(*month)
    rows = [el("tr", *(_day(edition, day, month, by_day.get(day, [])) for day in week)) for week in weeks]
    head = el("tr", *(el("th", edition.weekday(day), scope="col") for day in range(7)))
    caption = el("caption", edition.month(*month), class_="co-hidden")
    return el("table", caption, el("thead", head), el("tbody", *rows), class_="co-month", data_search_exclude=True)


def _day(edition: Edition, day: dt.date, month: tuple[int, int], entries: list[Html]) -> Html:
    if (day.year, day.month) != month:
        return el("td", class_="co-month__off")
    today = day == edition.ws.as_of
    return el("td", span("co-month__day", str(day.day)), *entries, class_="co-month__today" if today else None)


def _agenda_list(edition: Edition, by_day: Slots) -> Html:
    rows = [el("li", blocks.date_box(edition, day), div("co-agenda__body", *by_day[day])) for day in sorted(by_day)]
    return el("ol", *rows, class_="co-agenda", data_search_exclude=True)


def _legend(edition: Edition) -> Html:
    names = [span(f"co-p{number}", edition.t(pillar.name)) for number, pillar in enumerate(_pillars(edition), start=1)]
    return div("co-legend", *names, span("co-slot--event", edition.say("活动场次", "Event"))) if names else join()
