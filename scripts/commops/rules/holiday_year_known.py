"""Plans that reach into a year whose public holidays are not published, or not in the table yet."""

from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.posting.days import is_known, regions, table
from commops.posting.live import AHEAD, starts
from commops.posting.outlook import outlook
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Item, Workspace


@rule("holiday-year-known")
def check(ws: Workspace) -> Iterator[Hit]:
    """One hit per run: the first thing that is planned for a year nobody knows."""
    # Places are costly, so only the first one is looked up.
    unknown: list[tuple[float, str, int, str, Item, Route]] = []
    for region in regions(ws):
        for one in ws.derive(outlook):
            if one.pending and one.at.date() >= ws.as_of and not is_known(one.at.year, region):
                unknown.append((one.at.timestamp(), one.post.source.path, one.at.year, region, one.post, one.route))
                break
        for event in ws.events:
            if event.status not in AHEAD or event.start[:4] < str(ws.as_of.year):
                continue
            start = starts(ws, event)
            if start is not None and start.date() >= ws.as_of and not is_known(start.year, region):
                unknown.append((start.timestamp(), event.source.path, start.year, region, event, ("start",)))
    if unknown:
        _, _, year, region, thing, route = min(unknown, key=lambda one: one[:4])
        yield Hit(thing.at(*route), year, {"region": Text(**table()["regions"][region]["name"])})
