"""Plans that reach into a year whose public holidays are not published, or not in the table yet."""

from collections.abc import Iterator

from commops.findings import Hit, Route
from commops.posting.days import has_years, is_known, regions, table
from commops.posting.live import AHEAD, starts
from commops.posting.outlook import ahead
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Item, Workspace
from commops.workspace._types import Event

_NEVER = "9999-99-99"


@rule("holiday-year-known")
def check(ws: Workspace) -> Iterator[Hit]:
    """One hit per run: the first thing that is planned for a year nobody knows."""
    first: tuple[str, str] = (_NEVER, "")
    found: tuple[int, str, Item, Route] | None = None
    for region in filter(has_years, regions(ws)):
        for one in ws.derive(ahead):
            if not is_known(one.at.year, region):
                place = (one.at.date().isoformat(), one.post.source.path)
                if place < first:
                    first, found = place, (one.at.year, region, one.post, one.route)
                break
        for event in ws.events:
            # Thousands may be planned; what cannot be the first needs no closer look.
            place = (event.start[:10], event.source.path)
            if place < first and (year := _year(ws, event)) is not None and not is_known(year, region):
                first, found = place, (year, region, event, ("start",))
    if found is not None:
        year, region, thing, route = found
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
