"""Advertising without its label gets the one that the post itself names under ``disclosure``, at its start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commops.findings import Finding
from commops.mending.edits import Edit, line_at, offset
from commops.patterns import lazy
from commops.texts import LocalText, pick
from commops.wording.labels import labelled_ad
from commops.workspace import Source, Workspace

_BLOCK = lazy(r"[|>][+-]?\s*$")


def mend(ws: Workspace, found: Finding, text: str) -> Iterator[Edit]:
    """The label and a blank line before the text that will be pasted; only words that are a label by themselves."""
    source = ws.sources.get(found.at.path)
    if source is None or source.data.get("commercial") is not True:
        return
    route = found.at.route
    label = _label(source)
    if not label:
        return
    if route[:1] == ("variants",) and route[-1:] == ("body",):
        yield from _into_value(text, found, label)
    elif source.body_start and found.at.line >= source.body_line:
        start = offset(text, found.at)
        yield Edit(start, start, f"{label}\n\n")


def _label(source: Source) -> str:
    """The words that the post gives, in the language of its text, if they say that it is advertising."""
    disclosure = source.data.get("disclosure")
    words: LocalText | None = disclosure.get("label") if isinstance(disclosure, dict) else None
    lang = str(source.data.get("language") or "zh").partition("-")[0]
    label = " ".join(pick(words, lang).split())
    return label if label and labelled_ad(label, "zh" if lang == "zh" else "en") else ""


def _into_value(text: str, found: Finding, label: str) -> Iterator[Edit]:
    """Before the text of a variant: a block keeps its indentation, a quoted value its quotes."""
    start = offset(text, found.at)
    first, line = line_at(text, found.at)
    rest = line[start - first :]
    if _BLOCK.fullmatch(rest):
        content = re.compile(r"(?:[ ]*\n)*([ ]*)(?=\S)").match(text, first + len(line) + 1)
        if content is not None:
            yield Edit(content.end(), content.end(), f"{label}\n\n{content[1]}")
    elif rest[:1] == '"' and '"' not in label and "\\" not in label:
        yield Edit(start + 1, start + 1, f"{label}\\n\\n")
