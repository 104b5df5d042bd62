"""References to people, channels, posts... that do not exist; which keys refer to what is written in the schemas."""

from collections.abc import Iterator
from difflib import get_close_matches

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Source, Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.marks import marked


@rule("known-reference", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every value that a schema marks with ``x-ref`` and that is no id of that kind; metric-defined sees to metrics."""
    for ref in marked(source.kind, source.data, "x-ref"):
        if isinstance(ref.value, str) and ref.mark != "metric" and ref.value not in ws.ids(ref.mark):
            near = get_close_matches(ref.value, sorted(ws.ids(ref.mark)), n=1, cutoff=0.6)
            facts: dict[str, object] = {"where": _where(ref.mark), "suggestion": near[0] if near else ""}
            at = source.at(ref.route, key=ref.is_key)
            yield Hit(at, ref.value, facts, case="" if near else "no-guess")


def _where(kind: str) -> str:
    """The file, or the glob, in which things of a kind are defined."""
    for row in kinds().by_name.values():
        if row.name == kind or kind in row.items.values():
            return row.files[0]
    return kind
