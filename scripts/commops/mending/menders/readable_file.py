"""A file that cannot be read because of full-width typing is typed half-width where that is the only reading."""

from __future__ import annotations

from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, line_at
from commops.patterns import lazy
from commops.workspace import Workspace

_KEY = r"(?:- +)*[A-Za-z_\u3400-\u9fff][A-Za-z0-9_\u3400-\u9fff-]{0,40}"
_COLON = lazy(
    rf"(?P<indent>[ \u3000\u00a0]*)(?P<key>{_KEY})(?P<glue>：[ \u3000\u00a0]*|:[\u3000\u00a0][ \u3000\u00a0]*)(?=\S|$)"
)
_INDENT = lazy("[ \u3000\u00a0]+")


def mend(_ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """Colons and spaces of the line that is complained about; nothing else of it is touched."""
    if not found.at.path.endswith((".yml", ".yaml", ".md")):
        return
    start, line = line_at(text, found.at)
    key = _COLON.match(line)
    if key is not None:
        yield Edit(start + key.start("glue"), start + key.end("glue"), ": " if key.end() < len(line) else ":")
    indent = _INDENT.match(line)
    if indent is not None and indent[0].strip(" "):
        # An ideographic space is as wide as two.
        yield Edit(start, start + indent.end(), indent[0].replace("\u3000", "  ").replace("\u00a0", " "))
