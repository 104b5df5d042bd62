"""Half-width punctuation between Chinese characters and, where a community wants it, missing spaces between scripts."""

import re
from collections.abc import Iterator
from typing import Any

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.wording.public import Passage, is_public, passages
from commops.wording.terms import CONTEXT
from commops.workspace import Source, Workspace
from commops.workspace.settings import setting

_HAN = "\u3400-\u9fff"
FULL = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "!": "\uff01", "?": "\uff1f"}
"""The Chinese sign for each half-width one."""
_HALF = lazy(f"[,;:!?](?<=[{_HAN}].)(?=[{_HAN}])")
_TIGHT = lazy(f"[A-Za-z0-9](?<=[{_HAN}].)|[{_HAN}](?<=[A-Za-z0-9].)")
# The same in the bytes of a file, where looking costs next to nothing: all Chinese characters begin with these.
_HALF_RAW = lazy(rb"[,;:!?](?<=[\x80-\xbf].)(?=[\xe3-\xe9])")


@rule("punctuation", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Each passage once, at its first slip."""
    spaced = ws.derive(wants_spaces)
    if not (spaced or _HALF_RAW.search(source.raw)) or not is_public(source):
        return
    for passage in passages(source):
        yield from _found(source, passage, _HALF, "")
        if spaced:
            yield from _found(source, passage, _TIGHT, "spacing")


def wants_spaces(ws: Workspace) -> bool:
    """Whether the community wants spaces between scripts; ask with ``ws.derive``."""
    return bool(setting(ws, "script_spacing"))


def slips(text: str) -> list[int]:
    """Where half-width signs stand between Chinese characters, outside code, quotations and addresses."""
    return _slips(text, _HALF)


def _slips(text: str, slip: re.Pattern[str]) -> list[int]:
    found = [match.start() for match in slip.finditer(text)]
    if not found:
        return []
    # Code, quotations and addresses are written as they are.
    left = [span.span() for span in CONTEXT.finditer(text)]
    return [at for at in found if not any(start <= at < end for start, end in left)]


def _found(source: Source, passage: Passage, slip: re.Pattern[str], case: str) -> Iterator[Hit]:
    found = _slips(passage.text, slip)
    if found:
        at = found[0]
        facts: dict[str, Any] = {"count": len(found), "around": passage.text[max(at - 4, 0) : at + 4]}
        start, end = (at, at + 1) if not case else (at - 1, at + 1)
        written = passage.text[start:end]
        yield Hit(passage.at(source, start, end), written, {**facts, "right": FULL.get(written, "")}, case=case)
