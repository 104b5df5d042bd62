"""The first page: who this is, what one gets, how to join, what comes next, and the numbers that matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.site import blocks, cards, joining, public, schedule, stories
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, span, to_page
from commops.site.pages import channels
from commops.site.tree import Page, body, heading
from commops.workspace.times import date


def pages(edition: Edition) -> Iterator[Page]:
    """The home page."""
    profile = edition.ws.profile
    description = edition.t(profile.description) if profile else ""
    yield Page(
        "index.md",
        edition.say("首页", "Home"),
        body(
            _hero(edition),
            *_value(edition),
            heading(2, edition.say("怎样加入", "How to join"), "join"),
            joining.steps(edition),
            channels.cards(edition, joinable=True),
            div(
                "co-actions",
                to_page("channels.md", edition.say("全部渠道", "All channels"), class_="co-button"),
                to_page("rules.md#short", edition.say("群规精简版", "The rules in short"), class_="co-button")
                if joining.has_short_rules(edition)
                else to_page("rules.md", edition.say("先看群规", "Read the rules first"), class_="co-button"),
            ),
            heading(2, edition.say("接下来七天", "The next seven days"), "week"),
            _week(edition),
            _more(edition, "calendar/index.md", "看整个日历", "The whole calendar"),
            heading(2, edition.say("近期数据", "Where we are"), "numbers"),
            stories.tiles(edition),
            _more(edition, "numbers.md", "全部数据和算法", "All numbers, and how they are worked out"),
        ),
        description,
        source="community/community.yml",
        kind="home",
        card=cards.of_home(edition),
    )


def _more(edition: Edition, path: str, zh: str, en: str) -> Html:
    return el("p", to_page(path, edition.say(zh, en), " →"), class_="co-more")


def _hero(edition: Edition) -> Html:
    profile = edition.ws.profile
    slogan = edition.text(profile.slogan) if profile else edition.name
    words = div(
        "co-hero__words",
        el("p", edition.name, class_="co-hero__name"),
        el("h1", span("", slogan), id="top"),
        el("p", edition.text(profile.description), class_="co-lead") if profile else None,
        div(
            "co-actions",
            to_page("index.md#join", edition.say("加入我们", "Join us"), class_="co-button co-button--main"),
            to_page("calendar/index.md", edition.say("看日历", "See the calendar"), class_="co-button"),
        ),
        _facts(edition),
    )
    return div("co-hero", words, _next(edition))


def _facts(edition: Edition) -> Child:
    """Age, size and languages in one line."""
    profile = edition.ws.profile
    if profile is None:
        return None
    founded = date(profile.founded)
    said = [
        edition.say(
            f"始于 {edition.month(founded.year, founded.month)}", f"Since {edition.month(founded.year, founded.month)}"
        )
    ]
    if edition.numbers.members:
        total = f"{sum(edition.numbers.members[-1][1].values()):,}"
        said.append(edition.say(f"各渠道成员合计 {total}", f"{total} members over all channels"))
    said.append(edition.list(blocks.tongue(edition, tag) for tag in edition.ws.languages))
    return el("p", " · ".join(said), class_="co-meta")


def _next(edition: Edition) -> Html:
    """The sheet beside the greeting: the next events, or the next posts when no event is near."""
    ws = edition.ws
    coming = [event for event in public.events(ws) if public.upcoming(ws, event.end) and event.status != "cancelled"]
    posts = [post for post in public.posts(ws) if public.has_page(ws, post)]
    coming.sort(key=lambda event: blocks.start_of(edition, event))
    chosen: list[public.Event | public.Post] = [*coming[:2], *posts[: max(1, 4 - len(coming[:2]))]]
    chosen.sort(key=lambda thing: blocks.start_of(edition, thing))
    if not chosen:
        return div(
            "co-next",
            el("h2", edition.say("接下来", "Next")),
            el("p", edition.say("暂无安排。", "Nothing planned yet.")),
        )
    return div("co-next", el("h2", edition.say("接下来", "Next")), blocks.agenda(edition, chosen))


def _week(edition: Edition) -> Html:
    first = edition.ws.as_of
    by_day = edition.ws.derive(schedule.by_day)
    days = []
    for offset in range(7):
        day = first + dt.timedelta(days=offset)
        entries = [schedule.chip(edition, slot, day) for slot in by_day.get(day, ())]
        classes = f"{'co-week__today' if offset == 0 else ''} {'' if entries else 'co-week__empty'}".strip()
        head = el("p", el("b", str(day.day)), edition.weekday(day.weekday()), class_="co-week__day")
        days.append(el("div", head, *entries, class_=classes or None))
    return el("div", *days, class_="co-week")


def _value(edition: Edition) -> tuple[Html | str, ...]:
    profile = edition.ws.profile
    if profile is None or not profile.value_props:
        return ()
    promises = el(
        "ol", *(el("li", el("span", edition.text(value))) for value in profile.value_props), class_="co-promises"
    )
    return (
        heading(2, edition.say("在这里能得到什么", "What you get"), "value"),
        div("co-muted", edition.say("适合：", "For: "), edition.text(profile.audience)) if profile.audience else "",
        join(promises),
    )
