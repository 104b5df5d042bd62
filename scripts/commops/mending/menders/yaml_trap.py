"""A value that other readers take for something else gets quotes; a full-width colon behind a key is typed anew."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, line_at, marked
from commops.patterns import lazy
from commops.workspace import Workspace
from commops.workspace.reading.scalars import misread, resolve

_GLUE = lazy("[：:][ \u3000\u00a0]*")


def mend(_ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """Quotes around the characters as they stand, or ``: `` for what glues key and value together."""
    start, written = marked(text, found.at)
    if written in ("：", ":"):
        end = start + len((_GLUE.match(text, start) or [written])[0])
        yield Edit(start, end, ": ")
        return
    first, line = line_at(text, found.at)
    behind = line[start - first + len(written) :].lstrip(" ")
    alone = not behind or behind[0] in "#,]}"
    converted = misread(written) is not None or not isinstance(resolve(written or "~"), str)
    if alone and converted and '"' not in written and "\\" not in written:
        yield Edit(start, start + len(written), f'"{written}"')
