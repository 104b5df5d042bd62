"""Posts and events that count on somebody who is on leave that day."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from commops.findings import Hit
from commops.posting.live import events_ahead, people_of
from commops.posting.naming import called
from commops.posting.outlook import ahead
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event, Person, Post


@rule("person-on-leave")
def check(ws: Workspace) -> Iterator[Hit]:
    """Who sends a post on its day, who is to review it today, and who is needed at an event."""
    people = {person.id: person for person in ws.people if person.leave}
    if not people:
        return
    seen: set[str] = set()
    for one in ws.derive(ahead):
        post = one.post
        key = "owner" if post.owner else "author"
        person = people.get(post.data.get(key, ""))
        if person is not None and post.id not in seen and (until := _away(person, one.at)) is not None:
            seen.add(post.id)
            yield Hit(post.at(key), person.id, _facts(person, one.at.date(), until))
    for post in ws.posts:
        yield from _reviewers(ws, post, people)
    for event, spans in ws.derive(events_ahead):
        yield from _event(event, spans[0].start.astimezone(ws.zone), people)


def _reviewers(ws: Workspace, post: Post, people: dict[str, Person]) -> Iterator[Hit]:
    """A post that waits for a review by somebody who is away today."""
    if post.status != "review":
        return
    noon = dt.datetime.combine(ws.as_of, dt.time(12), ws.zone)
    for number, name in enumerate(post.reviewers or ()):
        if (person := people.get(name)) is not None and (until := _away(person, noon)) is not None:
            yield Hit(post.at("reviewers", number), name, _facts(person, ws.as_of, until), case="review")


def _event(event: Event, start: dt.datetime, people: dict[str, Person]) -> Iterator[Hit]:
    for name in sorted(people_of(event) & people.keys()):
        if (until := _away(people[name], start)) is not None:
            at = event.at("owner") if name == event.owner else event.at("start")
            yield Hit(at, name, _facts(people[name], start.date(), until), case="event")


def _facts(person: Person, day: dt.date, until: str) -> dict[str, object]:
    return {"person": called(person), "day": f"{day:%m-%d}", "until": until[5:]}


def _away(person: Person, moment: dt.datetime) -> str | None:
    """The last day of the leave that covers a moment on the person's own clocks."""
    day = (moment.astimezone(ZoneInfo(person.timezone)) if person.timezone else moment).date().isoformat()
    return next((leave["to"] for leave in person.leave or () if leave["from"] <= day <= leave["to"]), None)
