"""Metrics that something refers to and nothing defines."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.marks import marked
from commops.workspace.shape.schemas import schema
from commops.workspace.source import Source


@cache
def _kinds() -> frozenset[str]:
    """The kinds whose schema refers to metrics."""
    return frozenset(
        name for name, kind in kinds().by_name.items() if "'x-ref': 'metric'" in str(schema(kind.schema).schema)
    )


@rule("metric-defined", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every reference to a metric that community/metrics.yml does not define."""
    if source.kind not in _kinds():
        return
    for ref in marked(source.kind, source.data, "x-ref"):
        if ref.mark != "metric" or not isinstance(ref.value, str):
            continue
        known = ws.ids("metric")
        if ref.value not in known:
            near = get_close_matches(ref.value, sorted(known), n=1, cutoff=0.6)
            facts: dict[str, object] = {"suggestion": near[0] if near else ""}
            yield Hit(source.at(ref.route), ref.value, facts, case="" if near else "no-guess")
