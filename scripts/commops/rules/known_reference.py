"""References to people, channels, posts... that do not exist; which keys refer to what is written in the schemas."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.naming import named
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Source, Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.marks import marked

COMMAS = "，、"
"""What people who write Chinese type between two entries of a list."""
_FEW = 12
"""So many ids are listed where none looks alike."""
_MANY = 500
"""Among so many things names are looked through."""


@rule("known-reference", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Every value that a schema marks with ``x-ref`` and that is no id of that kind; metric-defined sees to metrics."""
    for ref in marked(source.kind, source.data, "x-ref"):
        if isinstance(ref.value, str) and ref.mark != "metric" and ref.value not in ws.ids(ref.mark):
            known = sorted(ws.ids(ref.mark))
            if any(comma in ref.value for comma in COMMAS):
                yield Hit(source.at(ref.route, key=ref.is_key), ref.value, case="comma")
                continue
            near = _meant(ws, ref.mark, ref.value, known)
            facts: dict[str, object] = {"where": _where(ref.mark), "suggestion": near, "known": _listed(known)}
            at = source.at(ref.route, key=ref.is_key)
            few = 0 < len(known) <= _FEW
            yield Hit(at, ref.value, facts, case="" if near else "few" if few else "no-guess")


def _meant(ws: Workspace, kind: str, value: str, known: list[str]) -> str:
    """The id that is spelt nearly so, or whose thing is called so; ``""`` for neither."""
    from difflib import get_close_matches

    if near := get_close_matches(value, known, n=1, cutoff=0.6):
        return near[0]
    if value.isascii() or len(known) > _MANY:
        return ""
    return next((name for name in known if value in named(ws, kind, name)), "")


def _listed(known: list[str]) -> Text:
    return Text("、".join(known[:_FEW]), ", ".join(known[:_FEW]))


def _where(kind: str) -> str:
    """The file, or the glob, in which things of a kind are defined."""
    for row in kinds().by_name.values():
        if row.name == kind or kind in row.items.values():
            return row.files[0]
    return kind
