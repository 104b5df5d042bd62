"""A common slip becomes the right word, if it is written just as in the table."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, marked
from commops.wording.tables import read_table
from commops.workspace import Workspace


def mend(_ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """The right word; nothing where the slip is spread over spaces or signs."""
    start, written = marked(text, found.at)
    right = read_table("typos")["pairs"].get(written)
    if right is not None:
        yield Edit(start, start + len(written), right)
