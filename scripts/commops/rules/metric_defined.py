"""Metrics that something refers to and nothing defines."""

from collections.abc import Iterator
from functools import cache

from commops.findings import Hit, Route
from commops.resources import folder
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.marks import marked
from commops.workspace.shape.schemas import schema
from commops.workspace.source import Source

# Lists whose entries measure an event or a campaign: by a metric, or by a field of an event's results.
_MEASURED = {"event": "targets", "campaign": "targets", "retro": "goals"}


@rule("metric-defined", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every reference to a metric that community/metrics.yml does not define."""
    if source.kind not in _MEASURED and not _refers(source.kind):
        return
    for route, name in _references(source):
        known = ws.ids("metric")
        if name in known or (source.kind in _MEASURED and name in _result_fields()):
            continue
        from difflib import get_close_matches

        near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
        yield Hit(source.at(route), name, {"suggestion": near[0] if near else ""}, case="" if near else "no-guess")


def _references(source: Source) -> Iterator[tuple[Route, str]]:
    """Where a file names a metric, and which."""
    if _refers(source.kind):
        for ref in marked(source.kind, source.data, "x-ref"):
            if ref.mark == "metric" and isinstance(ref.value, str):
                yield ref.route, ref.value
    elif (key := _MEASURED.get(source.kind)) is not None:
        rows = source.data.get(key)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            name = row.get("metric") if isinstance(row, dict) else None
            if isinstance(name, str):
                yield (key, number, "metric"), name


@cache
def _refers(kind: str) -> bool:
    """Whether the schema of a kind refers to metrics; its text is looked at, since to load a schema takes longer."""
    file = folder("schemas") / kinds().by_name[kind].schema
    return '"x-ref": "metric"' in file.read_text(encoding="utf-8")


@cache
def _result_fields() -> frozenset[str]:
    return frozenset(schema("event-result.schema.json").schema["properties"])
