"""What charts with a row for each thing share: its name above the drawing, its value at the end, names cut to fit."""

from __future__ import annotations

from unicodedata import east_asian_width

from commops.site.charts.figure import Number, label, shape
from commops.site.html import Child, Html

WIDTH = 400
HIGH = 42
"""Of a row; the drawing has ``BAR`` of it, below the name."""
BAR = 14
_NAME = 13
"""From the top of a row to the foot of its name."""


def height(count: int, *, head: int = 0) -> int:
    """The height of a drawing with so many rows below a head."""
    return head + max(1, count) * HIGH


def top_of(index: int, *, head: int = 0) -> int:
    """Where the bar of a row begins."""
    return head + index * HIGH + _NAME + 7


def names(index: int, name: str, value: str = "", *, head: int = 0) -> list[Html]:
    """The name of a row and the value at its right end."""
    y = head + index * HIGH + _NAME
    texts = [label(0, y, clip(name, WIDTH - 12 - _wide(value)), class_="co-axis co-axis--name")]
    if value:
        texts.append(label(WIDTH, y, value, anchor="end", class_="co-axis co-axis--value"))
    return texts


def bar(index: int, start: Number, end: Number, class_: str, *told: Child, head: int = 0) -> Html:
    """A bar within a row, at least a hair wide so that a small number is not taken for nothing."""
    return shape(
        "rect",
        *told,
        x=float(min(start, end)),
        y=top_of(index, head=head),
        width=float(max(abs(end - start), 1.5)),
        height=BAR,
        rx=2,
        class_=class_,
    )


def clip(text: str, room: float) -> str:
    """Text that fits into so many units, also in the larger letters of a phone; a longer one ends with three dots."""
    if _wide(text) <= room:
        return text
    kept = ""
    for char in text:
        if _wide(f"{kept}{char}…") > room:
            break
        kept += char
    return f"{kept.rstrip()}…"


def _wide(text: str) -> float:
    """About how wide a text is drawn: a Han character takes as much as two letters."""
    return sum(14 if east_asian_width(char) in "WFA" else 7.4 for char in text)
