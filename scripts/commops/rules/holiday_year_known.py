"""Plans that reach into a year whose public holidays are not published, or not in the table yet."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.posting.days import is_known, regions, table
from commops.posting.live import AHEAD, starts
from commops.posting.outlook import outlook
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace


@rule("holiday-year-known")
def check(ws: Workspace) -> Iterator[Hit]:
    """One hit per run: the first thing that is planned for a year nobody knows."""
    unknown: list[tuple[str, Location, int, str]] = []
    for region in regions(ws):
        for one in ws.derive(outlook):
            if one.pending and one.at.date() >= ws.as_of and not is_known(one.at.year, region):
                unknown.append((one.at.isoformat(), one.place, one.at.year, region))
                break
        for event in ws.events:
            if event.status not in AHEAD or event.start[:4] < str(ws.as_of.year):
                continue
            start = starts(ws, event)
            if start is not None and start.date() >= ws.as_of and not is_known(start.year, region):
                unknown.append((start.isoformat(), event.at("start"), start.year, region))
    if unknown:
        _, place, year, region = min(unknown)
        yield Hit(place, year, {"region": Text(**table()["regions"][region]["name"])})
