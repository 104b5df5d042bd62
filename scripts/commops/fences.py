"""Reads a documentation page that is also a test: front matter apart, then titled code fences under headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commops.patterns import lazy

_OPEN = lazy(r"^(`{3,})(\w+)?\s*(.*)$")
_ATTRIBUTE = lazy(r'(\w+)="([^"]*)"')
_HEADING = lazy(r"^(#{1,6})\s+(.+?)\s*#*$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block of a page: its language, its attributes (``title="community/team.yml"``) and its lines."""

    heading: str
    language: str
    attributes: dict[str, str]
    text: str
    line: int
    """Line of the page that holds the first line of ``text``, from 1."""


def fences(page: str) -> Iterator[Fence]:
    """The fenced blocks of a Markdown page in order. An unclosed fence runs to the end of the page."""
    heading, lines = "", page.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if found := _HEADING.match(line):
            heading = found[2]
        elif opened := _OPEN.match(line):
            start = number
            while number < len(lines) and lines[number].rstrip() != opened[1]:
                number += 1
            body = "".join(f"{text}\n" for text in lines[start:number])
            yield Fence(heading, opened[2] or "", dict(_ATTRIBUTE.findall(opened[3])), body, start + 1)
            number += 1
