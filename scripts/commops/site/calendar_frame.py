"""What the pages of the calendar share: which months and weeks there are, the row of views, filters, lists by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from commops.posting.calendar import monday
from commops.site import blocks, public, schedule, special
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, page_address, span, to_page
from commops.site.labels import label
from commops.site.schedule import Slot
from commops.workspace import Workspace
from commops.workspace.shape.progress import status_label

AGENDA, BOARD, OVERVIEW, SUBSCRIBE = (f"calendar/{name}.md" for name in ("agenda", "board", "index", "subscribe"))
_BACK, _MOST = 4, 16
"""Weeks before the current one that have a page, and how many have one at all; older ones are in their month."""

Days = Mapping[dt.date, Sequence[Slot]]
"""What stands on each day."""


def months(ws: Workspace) -> list[tuple[int, int]]:
    """Every month with something in it, and the current one; a month in between is not left out."""
    days = [*ws.derive(schedule.by_day), ws.as_of]
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(number // 12, number % 12 + 1) for number in numbers]


def month_path(month: tuple[int, int]) -> str:
    """The page of a month."""
    return f"calendar/{month[0]}-{month[1]:02}.md"


def weeks(ws: Workspace) -> list[dt.date]:
    """The Mondays of the weeks that have a page: from four weeks ago to the last one with a plan."""
    now = monday(ws.as_of)
    last = monday(max([*ws.derive(schedule.by_day), ws.as_of]))
    first = now - dt.timedelta(weeks=_BACK)
    count = min(_MOST, (last - first).days // 7 + 1)
    return [first + dt.timedelta(weeks=number) for number in range(count)]


def week_path(day: dt.date) -> str:
    """The page of the week that begins on a Monday."""
    year, week, _ = day.isocalendar()
    return f"calendar/{year}-W{week:02}.md"


def week_name(edition: Edition, day: dt.date) -> str:
    """A week by its number."""
    year, week, _ = day.isocalendar()
    return edition.period(f"{year}-W{week:02}")


def week_title(edition: Edition, day: dt.date) -> str:
    """A week by its number and its days."""
    number, last = day.isocalendar().week, day + dt.timedelta(days=6)
    days = f"{edition.day(day)} – {edition.day(last)}"
    return edition.say(f"{week_name(edition, day)}：{days}", f"Week {number}: {days} {last.year}")


def views(edition: Edition, here: str) -> Html:
    """The row that leads from one view of the calendar to another; ``here`` is the path of the current page."""
    today = edition.ws.as_of
    rows = (
        (OVERVIEW, edition.say("总览", "Overview")),
        (month_path((today.year, today.month)), edition.say("月", "Month")),
        (week_path(monday(today)), edition.say("周", "Week")),
        (AGENDA, edition.say("清单", "Agenda")),
        (BOARD, edition.say("状态板", "Board")),
        (SUBSCRIBE, edition.say("订阅", "Subscribe")),
    )
    kind = here.rpartition("-")[2] if here.startswith("calendar/2") else ""
    on = here if not kind else rows[2 if kind.startswith("W") else 1][0]
    links = [
        el(
            "a", name, href=page_address(path), class_="co-plain",
            aria_current=("page" if path == here else "true") if path == on else None,
        )
        for path, name in rows
    ]  # fmt: skip
    return el("nav", *links, class_="co-views", aria_label=edition.say("日历的视图", "Views of the calendar"))


def steps(edition: Edition, before: tuple[str, str] | None, after: tuple[str, str] | None) -> Html:
    """Links to what comes before and after, each as path and name."""
    links = [
        to_page(before[0], f"← {before[1]}", class_="co-plain") if before else span(""),
        to_page(after[0], f"{after[1]} →", class_="co-plain") if after else None,
    ]
    return el("nav", *links, class_="co-steps", aria_label=edition.say("前后", "Before and after"))


def filters(edition: Edition, slots: Iterable[Slot]) -> Html:
    """The controls that pick entries by channel, pillar, status and owner; the script of the calendar shows them."""
    chosen = list({slot.key: slot for slot in slots}.values())
    things = [slot.thing for slot in chosen if slot.thing is not None]
    channels = {name for thing in things for name in schedule.places(edition, thing)}
    used = {thing.pillar for thing in things if not isinstance(thing, public.Event)}
    owners = {name for thing in things if (name := schedule.owner(edition, thing))}
    states = {slot.status for slot in chosen}
    people = sorted((p for p in edition.ws.people if p.id in owners), key=lambda person: person.route)
    rows: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
        (
            "channel",
            edition.say("渠道", "Channel"),
            [(one.id, edition.of("channel", one.id)) for one in public.channels(edition.ws) if one.id in channels],
        ),
        (
            "pillar",
            edition.say("支柱", "Pillar"),
            [(name, edition.of("pillar", name)) for name in schedule.pillars(edition) if name in used],
        ),
        ("status", edition.say("状态", "Status"), _states(edition, states)),
        ("owner", edition.say("负责", "Owner"), [(one.id, edition.of("person", one.id)) for one in people]),
    )
    controls = [_select(edition, name, title, options) for name, title, options in rows if len(options) > 1]
    if not controls:
        return join()
    return div(
        "co-filter",
        *controls,
        el("button", edition.say("清除", "Clear"), type="button", class_="co-plain", data_clear=True),
        el("p", role="status", data_shown=edition.say("显示 {n} 项，共 {all} 项", "{n} of {all} shown")),
        data_filter=True,
        data_search_exclude=True,
        hidden=True,
    )


def _states(edition: Edition, found: set[str]) -> list[tuple[str, str]]:
    """The statuses of posts and events in the order of their schemas, each once."""
    order = (
        "idea", "draft", "review", "approved", "scheduled", "published", "archived",
        "announced", "open", "running", "done", "cancelled", "postponed",
    )  # fmt: skip
    return [
        (name, edition.t(status_label("post" if number < 7 else "event", name)))
        for number, name in enumerate(order)
        if name in found
    ]


def _select(edition: Edition, name: str, title: str, options: list[tuple[str, str]]) -> Html:
    every = el("option", edition.say("全部", "all"), value="")
    return el(
        "label",
        span("", title),
        el("select", every, *(el("option", shown, value=value) for value, shown in options), name=name),
    )


def lists(edition: Edition, days: Days, *, empty: Iterable[dt.date] = ()) -> Html:
    """The entries of each day below one another; ``empty`` are days that are named although nothing is on them."""
    shown = sorted({*days, *empty})
    rows = [
        el(
            "li",
            blocks.date_box(edition, day),
            div(
                "co-agenda__body",
                special.labels(edition, day),
                *(_line(edition, slot, day) for slot in days.get(day, ())),
            ),
        )
        for day in shown
    ]
    return el("ol", *rows, class_="co-agenda co-agenda--lines", data_search_exclude=True)


def lasting(edition: Edition, slots: Iterable[Slot]) -> Html:
    """Events of days that go on, with the days; in a list they would stand on their first and last day only."""
    rows = [
        div(
            "co-line",
            schedule.bar(edition, slot),
            span("co-line__meta", edition.span(slot.start, slot.end), *_state(edition, slot)),
        )
        for slot in slots
    ]
    return div("co-lasting", el("p", edition.say("持续进行", "All along"), class_="co-meta"), *rows) if rows else join()


def _line(edition: Edition, slot: Slot, day: dt.date) -> Html:
    thing, meta = slot.thing, ""
    if isinstance(thing, public.Event):
        kind = label(edition.lang, "event", "kind", value=thing.kind_)
        meta = " · ".join(filter(None, [kind, public.place(edition, thing)]))
    elif thing is not None:
        meta = " · ".join(filter(None, [edition.names("channel", thing.channels), edition.of("pillar", thing.pillar)]))
    return div("co-line", schedule.chip(edition, slot, day), span("co-line__meta", meta, *_state(edition, slot)))


def _state(edition: Edition, slot: Slot) -> Sequence[Child]:
    kind = "event" if slot.is_event else "post"
    mood = {"cancelled": "bad", "postponed": "warn"}.get(slot.status, "")
    tag = blocks.tag(edition.t(status_label(kind, slot.status)), mood)
    who = schedule.owner(edition, slot.thing) if slot.thing is not None else None
    return (" · ", blocks.person(edition, who), " ", tag) if who else (" ", tag)
