"""Chinese commas between the entries of a list become ordinary ones."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, marked
from commops.patterns import lazy
from commops.workspace import Workspace

_COMMAS = lazy(r"\s*[，、]\s*")


def mend(_ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """Only between brackets, where an ordinary comma parts two entries; what comes of it is checked again."""
    start, written = marked(text, found.at)
    before, after = text[:start].rpartition("\n")[2], text[start + len(written) :].partition("\n")[0]
    if _COMMAS.search(written) and "[" in before and "]" in after and written[:1] not in "\"'":
        yield Edit(start, start + len(written), _COMMAS.sub(", ", written))
