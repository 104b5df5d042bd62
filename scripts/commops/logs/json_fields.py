"""Takes values out of parsed JSON whose shape nobody vouches for."""

from __future__ import annotations

from typing import Any


def text(record: dict[str, Any], key: str) -> str:
    """A string; ``""`` for anything else."""
    value = record.get(key)
    return value if isinstance(value, str) else ""


def identity(record: dict[str, Any], *keys: str) -> str:
    """The first id among several keys, a number or a string; ``""`` where none has a meaning (``0`` means nobody)."""
    for key in keys:
        value = record.get(key)
        found = str(value) if type(value) is int else value.strip() if isinstance(value, str) else ""
        if found and found != "0":
            return found
    return ""


def inside(record: dict[str, Any], key: str) -> dict[str, Any]:
    """An object; an empty one for anything else."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def objects(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of a list; none for anything else."""
    value = record.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
