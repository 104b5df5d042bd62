"""What people call the values that a property may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commops.texts import Text


def choices(node: Mapping[str, Any]) -> dict[str, Text]:
    """The values of a schema's ``enum`` in their order, each with its name; with itself where the schema names none."""
    values = [str(value) for value in node.get("enum", ())]
    zh, en = node.get("x-enum-zh", values), node.get("enumDescriptions", values)
    return {value: Text(*names) for value, *names in zip(values, zh, en, strict=True)}
