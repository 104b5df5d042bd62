"""How WhatsApp begins a message in its text export: date, clock, and a mark before the rest, in every country's way.

The same export never mixes two ways, so a line that begins in another way than the others is part of a message: people
paste such lines.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from commops.logs.local_dates import MAX_DATES, STAMP, Order, Triple, Wall, custom, infer, wall
from commops.patterns import lazy

MARKS = lazy("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of writing direction that WhatsApp puts around dates, numbers and its own words."""
_LEFT = "\u200e"

_HEAD = lazy(
    r"(?P<open>\[)?" + STAMP + r"(?(open)\][ \u00a0]|(?P<dash>[ \u00a0][-–][ \u00a0]|:[ \u00a0]|[ \u00a0]))", re.I
)
_NAME_CHARACTERS = 120
_RARE = 20
"""A way of beginning lines that fewer than one line in so many follows is not the export's own."""

Shape: TypeAlias = tuple[bool, str, str, str, bool, bool, str]


class Line(NamedTuple):
    """The beginning of a message. ``name`` is None where the program speaks, or the line names nobody."""

    shape: Shape
    wall: Wall
    name: str | None
    text: str
    own: bool
    """Whether the text is the program's own words, as iPhones mark them."""

    @property
    def sentence(self) -> str:
        """Everything after the time, as it stands."""
        return self.text if self.name is None else f"{self.name}: {self.text}"


def read_head(line: str) -> Line | None:
    """The beginning of a message, or None for a line that goes on with one."""
    found = match_head(line)
    if not found:
        return None
    plain, shape, at = found.string, shape_of(found), wall(found)
    rest = plain[found.end() :]
    name, colon, text = rest.partition(": ")
    if not colon and rest.endswith(":"):
        name, colon = rest[:-1], ":"
    marked = len(plain) != len(line)
    if not colon or len(name) > _NAME_CHARACTERS:
        return Line(shape, at, None, rest, marked and _LEFT in line[found.end() :])
    return Line(shape, at, plain_name(name), text, marked and _is_own(line, len(plain) - len(text)))


def match_head(line: str) -> re.Match[str] | None:
    """A match in the line without direction marks."""
    return _HEAD.match(line if line.isascii() else MARKS.sub("", line))


def shape_of(found: re.Match[str]) -> Shape:
    """The way in which a line begins."""
    opened, s, t, u, second, before, after, dash = found.group("open", "s", "t", "u", "sec", "before", "after", "dash")
    return opened is not None, s, t, u, second is not None, bool(before or after), (dash or "").strip()


def _is_own(line: str, length: int) -> bool:
    """Whether a direction mark stands at the start of the text, which begins ``length`` plain characters in."""
    start = 0
    for start, char in enumerate(line):  # noqa: B007 - the position is used after the loop
        if length == 0:
            break
        length -= not MARKS.match(char)
    return line[start] == _LEFT


@functools.lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """A name without direction marks, odd spaces, and the tilde before names that are not in the address book."""
    return " ".join(MARKS.sub("", name).split()).removeprefix("~").lstrip()


@dataclass(slots=True)
class Survey:
    """What a first reading of the whole file finds out."""

    heads: int = 0
    shapes: frozenset[Shape] = frozenset()
    order: Order = field(default_factory=lambda: Order(2, 1, 0))
    names_chat: bool = False
    """Whether a person of the chat is called like the chat: then it is a conversation of two."""


def survey(lines: Iterable[str], chat: str) -> Survey:
    """Read all lines once. ``chat`` is the plain name of the chat."""
    result = Survey()
    counts: Counter[Shape] = Counter()
    dates: dict[Shape, list[Triple]] = {}
    usual: dict[Shape, str] = {}
    named: set[Shape] = set()
    left = MAX_DATES
    for line in lines:
        found = match_head(line)
        if found is None:
            continue
        shape, numbers = shape_of(found), (int(found["a"]), int(found["b"]), int(found["c"]))
        counts[shape] += 1
        if shape not in dates:
            dates[shape], usual[shape] = [], custom(found)
        seen = dates[shape]
        if left and (not seen or seen[-1] != numbers):
            seen.append(numbers)
            left -= 1
        if chat in found.string and (head := read_head(line)) and head.name == chat and not head.own:
            named.add(shape)
    if counts:
        main = max(counts, key=lambda shape: counts[shape])
        result.shapes = frozenset(shape for shape, count in counts.items() if count * _RARE >= counts[main])
        result.heads = sum(counts[shape] for shape in result.shapes)
        result.order = infer(dates[main], usual[main])
        result.names_chat = not named.isdisjoint(result.shapes)
    return result


def heads(lines: Iterable[str], shapes: frozenset[Shape]) -> Iterator[tuple[int, Line | None, str]]:
    """Every line with its number: the head that it is, or None and the line itself."""
    for number, line in enumerate(lines, 1):
        head = read_head(line)
        yield number, head if head and head.shape in shapes else None, line
