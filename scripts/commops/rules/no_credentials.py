"""Passwords, tokens and keys in the community's files."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule
from commops.wording.credentials import credentials
from commops.wording.masks import line_and_column, masked
from commops.wording.sieve import may_hold_credentials
from commops.workspace import Source, Workspace
from commops.workspace.reading.limits import MAX_TOLD


@rule("no-credentials", each="source")
def check(_ws: Workspace, source: Source) -> Iterator[Hit]:
    """Each secret in the text of a file."""
    if not may_hold_credentials(source.raw):  # nearly always, and then nothing needs decoding
        return
    text = source.text
    for found in credentials(text, source.raw)[:MAX_TOLD]:
        at = Location(source.path, *line_and_column(text, found.start), found.end - found.start)
        yield Hit(at, masked(text[found.start : found.end]), {"service": found.kind})
