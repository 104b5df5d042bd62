"""Lays out the schema files: short members share a line, so that a property reads in three lines instead of nine."""

from __future__ import annotations

import json
from typing import Any

from commops.texts import width

COLUMNS = 120


def layout(value: Any) -> str:
    """The JSON text of a schema, members in their order. Parsing it gives ``value`` back."""
    return _block(value, 0, 0) + "\n"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(value: Any, indent: int, before: int) -> str:
    """``value`` on one line if it fits behind ``before`` columns of key, else its parts on lines of their own."""
    flat = _flat(value)
    if not value or not isinstance(value, (dict, list)) or indent + before + width(flat) < COLUMNS:
        return flat
    inner = indent + 2
    parts = (
        [(f"{_flat(key)}: ", part) for key, part in value.items()]
        if isinstance(value, dict)
        else [("", part) for part in value]
    )
    lines: list[str] = []
    open_line = False
    for key, part in parts:
        text = key + _block(part, inner, width(key))
        small = not isinstance(part, dict) and "\n" not in text
        if small and open_line and inner + width(lines[-1]) + 2 + width(text) < COLUMNS:
            lines[-1] += ", " + text
        else:
            lines.append(text)
        open_line = small
    start, end = "{}" if isinstance(value, dict) else "[]"
    body = ",\n".join(" " * inner + line for line in lines)
    return f"{start}\n{body}\n{' ' * indent}{end}"
