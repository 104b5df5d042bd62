"""The calendar: what comes next, and a page for each month with its grid, its agenda and its past posts.

The public calendar shows posts once they are approved. For a post that is still an idea, a draft or under review it
shows that the time is taken, never a title or a text: unfinished work is not published by accident.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence

from commops.posting.calendar import month_weeks
from commops.site import blocks, calendar_frame, posts, public, schedule, series, special
from commops.site.calendar_frame import AGENDA, OVERVIEW, SUBSCRIBE, Days, month_path, week_path
from commops.site.edition import Edition
from commops.site.html import Html, div, el, join, span, to_page
from commops.site.tree import Page, body, heading
from commops.workspace.times import instant


def pages(edition: Edition) -> Iterator[Page]:
    """The overview, the months, and a page for each post that is still to come."""
    months = calendar_frame.months(edition.ws)
    past: dict[tuple[int, int], list[public.Post]] = defaultdict(list)
    coming = []
    for post in public.posts(edition.ws):
        if public.has_page(edition.ws, post):
            coming.append(post)
        else:
            local = edition.local(instant(post.date))
            past[local.year, local.month].append(post)
    yield _overview(edition, months)
    for month in months:
        yield _month_page(edition, month, months, past[month])
    for post in coming:
        yield posts.page(edition, post)


def _overview(edition: Edition, months: list[tuple[int, int]]) -> Page:
    zone = str(edition.ws.zone)
    return Page(
        OVERVIEW,
        edition.say("日历", "Calendar"),
        body(
            heading(1, edition.say("日历", "Calendar"), "calendar"),
            calendar_frame.views(edition, OVERVIEW),
            blocks.lead(
                edition.say(
                    f"先看接下来有什么，再按月查。时间均为社群当地时间（{zone}）。",
                    f"What comes next, then month by month. Times are the community's local time ({zone}).",
                )
            ),
            div(
                "co-split",
                _coming(edition),
                div("", *_by_month(edition, months), *series.section(edition), *_subscribe(edition)),
            ),
        ),
        edition.say(f"{edition.name}的活动与内容日历", f"Events and posts of {edition.name}"),
        source="content/posts",
        kind="calendar",
    )


def _coming(edition: Edition) -> Html:
    ws = edition.ws
    coming: list[public.Event | public.Post] = [
        *(event for event in public.events(ws) if public.upcoming(ws, event.end)),
        *(post for post in public.posts(ws) if public.has_page(ws, post)),
    ]
    coming.sort(key=lambda thing: blocks.start_of(edition, thing))
    waiting = [moment for moment, _ in public.waiting(ws) if edition.local(moment).date() >= ws.as_of]
    note = edition.say(
        f"另有 {len(waiting)} 篇内容在准备，批准后会出现在这里。",
        f"Still being prepared: {len(waiting)}. They appear here once they are approved.",
    )
    return div(
        "",
        el("h2", edition.say("接下来", "Coming up"), id="next"),
        blocks.agenda(edition, coming[:12]),
        el("p", note, class_="co-muted co-small") if waiting else None,
        el("p", to_page(AGENDA, edition.say("完整清单", "The whole agenda"), " →")),
    )


def _by_month(edition: Edition, months: list[tuple[int, int]]) -> tuple[Html, ...]:
    today = edition.ws.as_of
    title = el("h2", edition.say("按月查看", "By month"), id="months")
    return title, _month_links(edition, months, (today.year, today.month))


def _subscribe(edition: Edition) -> tuple[Html, ...]:
    note = edition.say(
        "把链接地址添加到手机或电脑的日历里，安排会自动更新。",
        "Add one of these links to the calendar of your phone or computer; it stays up to date.",
    )
    more = edition.say("按渠道、按人订阅，订阅源，下载表格", "By channel or person, feeds, a table")
    return (
        el("h2", edition.say("订阅", "Subscribe"), id="subscribe"),
        el("p", note, class_="co-small"),
        blocks.bullets(
            [
                to_page("calendar.ics", edition.say("活动与内容全部订阅", "Everything: events and posts")),
                to_page("events.ics", edition.say("只订阅活动", "Events only")),
                to_page(SUBSCRIBE, more),
            ]
        ),
    )


def _month_links(edition: Edition, months: list[tuple[int, int]], here: tuple[int, int]) -> Html:
    links = [
        to_page(
            month_path(month), edition.month(*month), class_=f"co-tag co-plain{' co-tag--on' if month == here else ''}"
        )
        for month in months
    ]
    return div("co-months", *links)


def _of_month(by_day: Days, month: tuple[int, int]) -> Days:
    first = dt.date(*month, 1)
    days = (first + dt.timedelta(days=offset) for offset in range(monthrange(*month)[1]))
    return {day: by_day[day] for day in days if day in by_day}


def _month_page(
    edition: Edition, month: tuple[int, int], months: list[tuple[int, int]], past: list[public.Post]
) -> Page:
    name = edition.month(*month)
    days = _of_month(edition.ws.derive(schedule.by_day), month)
    return Page(
        month_path(month),
        name,
        body(
            heading(1, name, "month"),
            calendar_frame.views(edition, month_path(month)),
            _month_links(edition, months, month),
            calendar_frame.filters(edition, (slot for entries in days.values() for slot in entries)),
            div("co-only-desktop", _grid(edition, month, days), _legend(edition)),
            div("co-only-phone", _agenda_list(edition, month, _listed(edition, month, days))),
            special.quiet_note(edition),
            heading(2, edition.say("已发布的内容", "Published posts"), "posts") if past else None,
            *(posts.entry(edition, post) for post in past),
        ),
        edition.say(f"{name}的活动与内容", f"Events and posts of {name}"),
        source=f"content/posts/{month[0]}/{month[1]:02}",
        kind="calendar",
    )


def _grid(edition: Edition, month: tuple[int, int], days: Days) -> Html:
    known = frozenset(calendar_frame.weeks(edition.ws))
    rows = [
        el("tr", _week(edition, week[0], known), *(_day(edition, day, month, days.get(day, ())) for day in week))
        for week in month_weeks(dt.date(*month, 1))
    ]
    corner = el("th", span("co-hidden", edition.say("周", "Week")), scope="col", class_="co-month__week")
    head = el("tr", corner, *(el("th", edition.weekday(day), scope="col") for day in range(7)))
    caption = el("caption", edition.month(*month), class_="co-hidden")
    return el("table", caption, el("thead", head), el("tbody", *rows), class_="co-month", data_search_exclude=True)


def _week(edition: Edition, week: dt.date, known: frozenset[dt.date]) -> Html:
    """The number of a week, which leads to its page if it has one."""
    number = str(week.isocalendar().week)
    name = calendar_frame.week_name(edition, week)
    link = to_page(week_path(week), number, class_="co-plain", label=name) if week in known else number
    return el("th", link, scope="row", class_="co-month__week")


def _day(edition: Edition, day: dt.date, month: tuple[int, int], entries: Sequence[schedule.Slot]) -> Html:
    if (day.year, day.month) != month:
        return el("td", class_="co-month__off")
    today = day == edition.ws.as_of
    return el(
        "td",
        span("co-month__day", str(day.day)),
        special.labels(edition, day),
        *(schedule.chip(edition, slot, day) for slot in entries),
        class_="co-month__today" if today else None,
    )


def _listed(edition: Edition, month: tuple[int, int], days: Days) -> Days:
    """What the list of a phone holds; of a month that is over, without the posts, for these follow below it."""
    if month >= (edition.ws.as_of.year, edition.ws.as_of.month):
        return days
    events = {day: [slot for slot in slots if slot.is_event] for day, slots in days.items()}
    return {day: slots for day, slots in events.items() if slots}


def _agenda_list(edition: Edition, month: tuple[int, int], days: Days) -> Html:
    first = dt.date(*month, 1)
    named = [
        day
        for offset in range(monthrange(*month)[1])
        if special.names(edition, day := first + dt.timedelta(days=offset))
    ]
    return calendar_frame.lists(edition, days, empty=named)


def _legend(edition: Edition) -> Html:
    names = [span(f"co-p{number}", edition.of("pillar", name)) for name, number in schedule.pillars(edition).items()]
    return div("co-legend", *names, span("co-slot--event", edition.say("活动场次", "Event"))) if names else join()
