"""Two things of a kind with one id, and files whose ``id`` (or week) is not the name they are found by."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace.shape.kinds import kinds


@rule("unique-id")
def check(ws: Workspace) -> Iterator[Hit]:
    """Every definition of an id but the first, and every ``id`` that differs from the file's or folder's name."""
    names = [part for kind in kinds().by_name.values() for part in (kind.name, *kind.items.values())]
    for name in dict.fromkeys(names):
        ids = ws.ids(name)
        for value in ids.repeated():
            first, *others = ids[value]
            for place in others:
                yield Hit(place, value, {"file": first.path, "line": first.line})
    for source in ws.sources.values():
        kind = kinds().by_name[source.kind]
        written = source.data.get("id")
        if isinstance(written, str) and kind.id != "key" and not kind.single:
            expected = kind.id_of(source.path, source.data)
            if written != expected:
                yield Hit(source.at(("id",)), written, {"expected": expected}, case=f"not-{kind.id}")
    for snapshot in ws.snapshots:
        # A copy under another name would count its week twice.
        if snapshot.id != snapshot.period:
            yield Hit(snapshot.at(), snapshot.period, case="not-week")
