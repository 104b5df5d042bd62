"""A time without offset gets that of the community's clocks, if they show the time exactly once."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, marked
from commops.posting.calendar import wall_times
from commops.workspace import Workspace
from commops.workspace.shape.suggest import plain
from commops.workspace.times import naive_or_aware


def mend(ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """The same time with its offset; nothing where clocks skip or repeat it, or the thing has a zone of its own."""
    start, written = marked(text, found.at)
    source = ws.sources.get(found.at.path)
    if source is None or ("timezone" in source.data and source.kind != "profile"):
        return
    bare = written.strip("\"'")
    try:
        naive = naive_or_aware(plain(bare))
    except ValueError:
        return
    times = wall_times(naive, ws.zone) if naive.tzinfo is None else ()
    if len(times) != 1:
        return
    whole = times[0].astimezone(ws.zone).isoformat(timespec="seconds" if naive.second else "minutes")
    yield Edit(start, start + len(written), written.replace(bare, whole))
