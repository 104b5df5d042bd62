"""Half-width punctuation between Chinese characters becomes full-width, on the line that is pointed at."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, line_at, marked
from commops.patterns import lazy
from commops.wording.terms import CONTEXT
from commops.workspace import Workspace

_FULL = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "!": "\uff01", "?": "\uff1f"}
_HALF = lazy("[,;:!?](?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff])")


def mend(_ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """Every such sign of the line but in code, quotations and addresses; spaces between scripts are left to people."""
    if marked(text, found.at)[1] not in _FULL:
        return
    start, line = line_at(text, found.at)
    left = [span.span() for span in CONTEXT.finditer(line)]
    for sign in _HALF.finditer(line):
        if not any(a <= sign.start() < b for a, b in left):
            yield Edit(start + sign.start(), start + sign.end(), _FULL[sign[0]])
