"""Waivers that the change under review brings: a reviewer has to see them, and some count only once they are merged."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import page, page_ids, rule
from commops.workspace import Source, Workspace
from commops.workspace.waivers import added


@rule("waiver-added", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every waiver of a changed file that was not there before, or not with this reason and this end."""
    if ws.base is None:
        return
    for route, entry in added(source, ws.base.sources.get(source.path)):
        name = entry["rule"]
        case = "locked" if name in page_ids() and page(name).locked else ""
        yield Hit(source.at((*route, "rule")), name, {"reason": entry.get("reason", "")}, case=case)
