"""The quick reader of JSON: orjson on text without anything that readers take differently; it may only say "fine"."""

from __future__ import annotations

from typing import Any

import orjson

from commops.patterns import lazy
from commops.workspace.reading.fast import NOTHING, levels
from commops.workspace.reading.limits import MAX_DEPTH, MAX_NODES

# A space before a colon hides a key from the count, and so could an escape of a sign; the others are numbers that the
# reference reader refuses or that orjson reads in its own way. They may stand inside texts too: that reader will look.
_RARE = lazy(
    r'"[ \t\n]+:|[\s:,\[]-?(?:[0-9]{16}|[0-9.]+[eE]|0(?<=-0)(?![0-9.]))|\\(?!u(?!00|[dD][89a-fA-F])[0-9a-fA-F]{4})'
)


def quick(text: str) -> Any:
    """Exactly the data that the reference reader would give, or ``NOTHING`` when only that one may decide."""
    values = text.count(",") + text.count(":")
    if values > MAX_NODES or _RARE.search(text):
        return NOTHING
    try:
        data = orjson.loads(text)
    except ValueError:
        return NOTHING
    if type(data) is not dict:
        return NOTHING
    depth = keys = 0
    for level in levels(data):
        depth += 1
        keys += sum(len(node) for node in level if type(node) is dict)
    # A quotation mark before a colon ends a key, or opens a text; with none missing, none was double.
    return data if depth <= MAX_DEPTH and keys == text.count('":') else NOTHING
