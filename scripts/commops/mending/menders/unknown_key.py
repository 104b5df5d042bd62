"""A misspelt key becomes the one key that it can have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from commops.findings import Finding
from commops.mending.edits import Edit, marked
from commops.workspace import Workspace
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.schemas import schema
from commops.workspace.shape.shapes import key_names
from commops.workspace.shape.suggest import plain

_LIKE = 0.75
"""How alike two keys have to be; less than what is suggested to people needs a person."""


def mend(ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """The key as it is spelt, unless two keys look alike or the right one is there too."""
    source = ws.sources.get(found.at.path)
    route = found.at.route
    start, written = marked(text, found.at)
    if source is None or not route or not isinstance(route[-1], str) or written.strip("\"'") != route[-1]:
        return
    names = key_names(schema(kinds().by_name[source.kind].schema).schema, route[:-1])
    holder: Any = source.data
    for step in route[:-1]:
        holder = holder[step]
    labels = [key for key, label in names.items() if label == plain(route[-1])]
    near = labels or difflib.get_close_matches(plain(route[-1]).lower(), sorted(names), n=2, cutoff=_LIKE)
    if len(near) == 1 and near[0] not in holder:
        yield Edit(start, start + len(written), near[0])
