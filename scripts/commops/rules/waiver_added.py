"""Waivers that the change under review brings: they count, but a reviewer has to see them."""

from collections.abc import Iterator
from typing import Any

from commops.findings import Hit, Route
from commops.rule import rule
from commops.workspace import Source, Workspace
from commops.workspace.waivers import waived


@rule("waiver-added", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every waiver of a changed file that was not there before, or not with this reason and this end."""
    if ws.base is None or (before := ws.base.sources.get(source.path)) is source:
        return
    known = [_facts(before, route, entry) for route, entry in waived(before)] if before else []
    for route, entry in waived(source):
        facts = _facts(source, route, entry)
        if facts in known:
            known.remove(facts)
        else:
            yield Hit(source.at((*route, "rule")), entry["rule"], {"reason": entry.get("reason", "")})


def _facts(source: Source, route: Route, entry: dict[str, Any]) -> tuple[object, ...]:
    """What makes a waiver the same one although the list around it changed."""
    holder: Any = source.data
    for step in route[:-2]:
        holder = holder[step]
    return (route[:1], holder.get("id"), entry["rule"], entry.get("until"), str(entry.get("reason")))
