"""How a private value is shown: enough to find it in the file, not enough to use it."""

from __future__ import annotations


def masked(value: str) -> str:
    """A value as it may be repeated in logs: the ends stay, the middle becomes stars, at most twelve of them."""
    shown = 3 if len(value) > 8 else 1
    return f"{value[:shown]}{'*' * min(max(len(value) - 2 * shown, 1), 12)}{value[-shown:]}"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where a code point of a text stands, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
