"""Plans that reach into a year whose public holidays are not published, or not in the table yet."""

from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.posting.days import is_known, regions, table
from commops.posting.live import AHEAD, starts
from commops.posting.outlook import ahead
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Item, Workspace
from commops.workspace._types import Event


@rule("holiday-year-known")
def check(ws: Workspace) -> Iterator[Hit]:
    """One hit per run: the first thing that is planned for a year nobody knows."""
    # Places are costly, so only the first one is looked up.
    unknown: list[tuple[str, str, int, str, Item, Route]] = []
    for region in regions(ws):
        for one in ws.derive(ahead):
            if not is_known(one.at.year, region):
                day = one.at.date().isoformat()
                unknown.append((day, one.post.source.path, one.at.year, region, one.post, one.route))
                break
        for event in ws.events:
            year = _year(ws, event)
            if year is not None and not is_known(year, region):
                unknown.append((event.start[:10], event.source.path, year, region, event, ("start",)))
    if unknown:
        _, _, year, region, thing, route = min(unknown, key=lambda one: one[:4])
        yield Hit(thing.at(*route), year, {"region": Text(**table()["regions"][region]["name"])})


def _year(ws: Workspace, event: Event) -> int | None:
    """The year in which an event ahead starts; only around New Year does its offset matter."""
    day = event.start[:10]
    if event.status not in AHEAD or day < ws.as_of.isoformat():
        return None
    if day[5:] not in ("12-31", "01-01"):
        return int(day[:4])
    start = starts(ws, event)
    return start.year if start is not None else None
