"""Calendars that people subscribe to: everything public, events, each channel, each person of the team, each event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from commops.posting.calendar import clock, monday
from commops.posting.dispatches import planned
from commops.site import ics, public, revisions, schedule
from commops.site.edition import Edition
from commops.site.feeds import addresses
from commops.workspace._types import Person
from commops.workspace.duty import is_active
from commops.workspace.hours import WEEKDAYS
from commops.workspace.times import instant, minutes

_POST = dt.timedelta(minutes=30)
"""Length of a post's slot in a calendar; a post has a moment, not a duration."""
_KEPT = dt.timedelta(days=400)
"""How long a post stays in a calendar, so that phones need not fetch years of them again and again; events stay."""
_SHIFT_WEEKS = range(-4, 13)
"""Weeks around today for which shifts are written out: times in UTC cannot repeat over a change of clocks."""


def files(edition: Edition) -> dict[str, bytes]:
    """Every calendar of one language by path."""
    ws = edition.ws
    stamp = dt.datetime.combine(ws.as_of, dt.time(), ws.zone)

    def made(name: str, entries: Iterable[ics.Entry]) -> bytes:
        return ics.calendar(f"{edition.name} · {name}", entries, stamp=stamp, zone=str(ws.zone))

    events = {event.id: _event(edition, event) for event in public.events(ws)}
    since = stamp - _KEPT
    posts = [post for post in (*public.posts(ws), *public.recalled(ws)) if instant(post.date) >= since]
    found = {
        "calendar.ics": made(
            edition.say("日历", "calendar"), [*events.values(), *(_post(edition, post) for post in posts)]
        ),
        "events.ics": made(edition.say("活动", "events"), events.values()),
    }
    for name, entry in events.items():
        found[f"events/{name}.ics"] = made(entry.summary, [entry])
    for channel in public.channels(ws):
        own = [_post(edition, post, channel.id) for post in posts if channel.id in post.channels]
        found[channel_path(channel.id)] = made(edition.of("channel", channel.id), own)
    for person in people(edition):
        found[person_path(person.id)] = made(edition.of("person", person.id), _of_person(edition, person, posts))
    return found


def channel_path(name: str) -> str:
    """The calendar of a channel."""
    return f"channels/{name}.ics"


def person_path(name: str) -> str:
    """The calendar of a person."""
    return f"team/{name}.ics"


def people(edition: Edition) -> list[Person]:
    """The people of today's team in the order of their file; none where the team is not public."""
    if not edition.shows_team:
        return []
    here = (person for person in edition.ws.people if is_active(person, edition.ws.as_of))
    return sorted(here, key=lambda person: person.route)


def _uid(edition: Edition, kind: str, name: str) -> str:
    return f"{kind}-{name}@{addresses.community(edition)}"


def _event(edition: Edition, event: public.Event) -> ics.Entry:
    start, end = edition.local(instant(event.start)), edition.local(instant(event.end))
    long, name = end - start > dt.timedelta(days=1), edition.t(event.name)
    changes = [
        f"{edition.day(_day(edition, row['at']))}{edition.say('：', ': ')}{edition.t(row['what'])}"
        for row in event.changes or ()
    ]
    return ics.Entry(
        uid=_uid(edition, "event", event.id),
        start=start,
        end=end,
        whole_days=long,
        summary=edition.say(f"延期：{name}", f"Postponed: {name}") if public.undated(event) else name,
        description="\n".join(
            filter(
                None,
                [
                    edition.span(start, end) if long else "",
                    edition.t(event.status_reason),
                    edition.t(event.summary),
                    *reversed(changes),
                ],
            )
        ),
        location=public.place(edition, event),
        categories=(edition.say("活动", "Event"),),
        url=edition.url(addresses.page_of(edition, event)),
        cancelled=event.status == "cancelled",
        tentative=public.undated(event),
        sequence=revisions.sequence(event),
        modified=revisions.modified(event),
    )


def _day(edition: Edition, moment: str) -> dt.date:
    return edition.local(instant(moment)).date()


def _post(edition: Edition, post: public.Post, channel: str | None = None) -> ics.Entry:
    """A post as an appointment; on a channel at that channel's own time. One that was taken back has no words left."""
    start = instant(planned(post.data, channel)[1] if channel else post.date)
    back = post.status not in public.PUBLIC_STATUS
    return ics.Entry(
        uid=_uid(edition, "post", f"{post.id}.{channel}" if channel else post.id),
        start=start,
        end=start + _POST,
        summary=edition.say("已撤下", "Taken back") if back else edition.t(post.title),
        description="" if back else edition.names("channel", post.channels),
        categories=(edition.say("内容", "Post"),),
        url="" if back else edition.url(addresses.page_of(edition, post)),
        cancelled=back,
        sequence=revisions.sequence(post, off=back),
        modified=revisions.modified(post),
    )


def _of_person(edition: Edition, person: Person, posts: Iterable[public.Post]) -> Iterator[ics.Entry]:
    """What somebody answers for, and their shifts."""
    for event in public.events(edition.ws):
        if event.owner == person.id:
            yield _event(edition, event)
    for post in posts:
        if schedule.owner(edition, post) == person.id:
            yield _post(edition, post)
    yield from _shifts(edition, person)


def _shifts(edition: Edition, person: Person) -> Iterator[ics.Entry]:
    """The shifts of the rota that the page of the team shows too, each written out on the community's clocks."""
    ws, first = edition.ws, monday(edition.ws.as_of)
    for shift in (ws.team.rota or ()) if ws.team else ():
        channels = shift.get("channels")
        shown = [name for name in channels or () if name not in edition.hidden]
        if shift["person"] != person.id or (channels and not shown):
            continue
        start, length = minutes(shift["from"]), (minutes(shift["to"]) - minutes(shift["from"])) % 1440 or 1440
        for week in _SHIFT_WEEKS:
            for day in shift["days"]:
                on = first + dt.timedelta(weeks=week, days=WEEKDAYS.index(day))
                if not is_active(person, on):
                    continue
                begin = clock(on, start, ws.zone)
                yield ics.Entry(
                    uid=_uid(edition, "shift", f"{person.id}-{on:%Y%m%d}-{start:04}"),
                    start=begin,
                    end=clock(on, start + length, ws.zone, begin),
                    summary=f"{edition.say('值班', 'On duty')} · {edition.t(shift['shift'])}",
                    description=edition.names("channel", shown),
                    categories=(edition.say("值班", "Shift"),),
                    url=edition.url("team.md#rota"),
                )
