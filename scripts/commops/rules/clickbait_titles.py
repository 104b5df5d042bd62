"""Titles that exaggerate or press instead of saying what it is about."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.uses import judged, reader
from commops.workspace import Source, Workspace


@rule("clickbait-titles", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Words of the table in titles of posts and variants, and in names of campaigns and events; the first of each."""
    uses = ws.derive(reader).uses(source)
    if not uses:
        return
    titles = {use.passage: use for use in reversed(uses.get("clickbait", ())) if use.passage.is_title}
    yield from judged(ws, source, reversed(titles.values()))
