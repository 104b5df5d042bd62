"""Passwords, tokens and keys in the community's files."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule
from commops.wording.credentials import credentials
from commops.wording.masks import line_and_column, masked
from commops.workspace import Source, Workspace
from commops.workspace.reading.limits import MAX_TOLD


@rule("no-credentials", each="source")
def check(_ws: Workspace, source: Source) -> Iterator[Hit]:
    """Each secret in the text of a file."""
    text = source.text
    for found in credentials(text, source.raw)[:MAX_TOLD]:
        at = Location(source.path, *line_and_column(text, found.start), found.end - found.start)
        yield Hit(at, masked(text[found.start : found.end]), {"service": found.kind})
