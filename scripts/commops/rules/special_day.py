"""Posts and events planned for a holiday, a make-up workday, a day of mourning, a festival or a day of sales."""

import datetime as dt
from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.posting.days import regions, specials
from commops.posting.live import events_ahead, starts
from commops.posting.outlook import ahead
from commops.rule import rule
from commops.workspace import Item, Workspace


@rule("special-day")
def check(ws: Workspace) -> Iterator[Hit]:
    """What is still ahead, once per thing and day; the most telling fact about the day comes first in the table."""
    where = regions(ws)
    if not where:
        return
    seen: set[tuple[str, dt.date]] = set()
    for one in ws.derive(ahead):
        day = one.at.date()
        if (one.post.id, day) not in seen:
            seen.add((one.post.id, day))
            yield from _hits(one.post, one.route, day, where)
    for event, _ in ws.derive(events_ahead):
        start = starts(ws, event)
        if start is not None and start.date() >= ws.as_of:
            yield from _hits(event, ("start",), start.date(), where)


def _hits(thing: Item, route: Route, day: dt.date, where: tuple[str, ...]) -> Iterator[Hit]:
    for special in specials(day, where):
        facts: dict[str, object] = {"name": special.name, "day": f"{day:%m-%d}"}
        yield Hit(thing.at(*route), day.isoformat(), facts, case="off" if special.kind == "holiday" else special.kind)
