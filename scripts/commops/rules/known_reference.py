"""References to people, channels, posts... that do not exist; which keys refer to what is written in the schemas."""

from collections.abc import Iterator
from difflib import get_close_matches

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.marks import marked


@rule("known-reference")
def check(ws: Workspace) -> Iterator[Hit]:
    """Every value that a schema marks with ``x-ref`` and that is no id of that kind; metric-defined sees to metrics."""
    ids: dict[str, frozenset[str]] = {}
    for source in ws.sources.values():
        for ref in marked(source.kind, source.data, "x-ref"):
            if ref.mark == "metric":
                continue
            if ref.mark not in ids:
                ids[ref.mark] = frozenset(ws.ids(ref.mark))
            if isinstance(ref.value, str) and ref.value not in ids[ref.mark]:
                near = get_close_matches(ref.value, sorted(ids[ref.mark]), n=1, cutoff=0.6)
                facts: dict[str, object] = {"where": _where(ref.mark), "suggestion": near[0] if near else ""}
                at = source.at(ref.route, key=ref.is_key)
                yield Hit(at, ref.value, facts, case="" if near else "no-guess")


def _where(kind: str) -> str:
    """The file, or the glob, in which things of a kind are defined."""
    for row in kinds().by_name.values():
        if row.name == kind or kind in row.items.values():
            return row.files[0]
    return kind
