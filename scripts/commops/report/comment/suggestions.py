"""Turns a patch of repairs into suggestions for a pull request, only where its own diff shows the lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commops.patterns import lazy
from commops.texts import safe
from commops.workspace.tree import CONTENT

MOST = 20
"""Suggestions for one pull request."""
MARKER = "<!-- commops-suggestion "
_LONGEST_LINES = 40
_LONGEST = 4000
_HUNK = lazy(r"@@ -(\d{1,7})(?:,(\d{1,7}))? \+(\d{1,7})(?:,(\d{1,7}))? @@")
_TARGET = lazy(r"\+\+\+ b/(\S.*)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines ``first`` to ``last`` of a file, counted from 1 in the head of the pull request, and what replaces them."""

    path: str
    first: int
    last: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def body(self) -> str:
        """The comment; its hidden mark tells it from others, so that it is not written twice."""
        text = "\n".join(self.after)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        content = f"{text}\n" if self.after else ""
        return f"{MARKER}{self.mark} -->\n{fence}suggestion\n{content}{fence}"

    @property
    def mark(self) -> str:
        """16 hexadecimal digits that stand for place and content."""
        facts = "\0".join((self.path, str(self.first), *self.before, "", *self.after))
        return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def suggestions(patch: str, shown: Mapping[str, str]) -> list[Suggestion]:
    """What of ``patch`` (a unified diff against the head) can be suggested, in the order of the patch.

    ``shown`` is the diff of the pull request by file, as GitHub's API gives it (hunks without file headers). A change
    is left out when one of its lines is not in there word for word, when the file is not one of the community's, or
    when it holds characters that a reader would not see.
    """
    seen = {path: _new_side(text) for path, text in shown.items()}
    found = (one for one in _changes(patch) if _fits(one, seen.get(one.path, {})))
    return [one for one, _ in zip(found, range(MOST), strict=False)]


def _fits(one: Suggestion, lines: Mapping[int, str]) -> bool:
    text = "\n".join(one.after)
    return (
        one.path.startswith(CONTENT)
        and one.path.endswith((".md", ".yml"))
        and len(one.before) <= _LONGEST_LINES
        and len(text) <= _LONGEST
        and safe(text) == text
        and all(lines.get(one.first + number) == line for number, line in enumerate(one.before))
    )


def _new_side(hunks: str) -> dict[int, str]:
    """The lines of the new file that a diff shows, by number."""
    lines: dict[int, str] = {}
    number = 0
    for row in hunks.split("\n"):
        if head := _HUNK.match(row):
            number = int(head[3])
        elif row[:1] in ("+", " ") and number:
            lines[number] = row[1:]
            number += 1
    return lines


def _changes(patch: str) -> Iterator[Suggestion]:
    """Every run of changed lines of a patch, with a neighbouring line where lines are only added."""
    path, number = "", 0
    rows: list[tuple[str, str]] = []
    for row in (*patch.split("\n"), "diff --git"):
        if row.startswith("diff --git") or _HUNK.match(row):
            yield from _runs(path, number, rows)
            rows = []
            head = _HUNK.match(row)
            number = int(head[1]) if head else 0
            path = path if head else ""
        elif not number:
            target = _TARGET.fullmatch(row)
            path = target[1] if target else path
        elif row[:1] in ("+", "-", " "):
            rows.append((row[0], row[1:]))


def _runs(path: str, number: int, rows: list[tuple[str, str]]) -> Iterator[Suggestion]:
    """The changes of one hunk whose first line has this number in the old file."""
    place = 0
    while place < len(rows):
        if rows[place][0] == " ":
            place, number = place + 1, number + 1
            continue
        end = place
        while end < len(rows) and rows[end][0] != " ":
            end += 1
        before = [text for sign, text in rows[place:end] if sign == "-"]
        after = [text for sign, text in rows[place:end] if sign == "+"]
        first, next_number = number, number + len(before)
        if not before and place:
            # Nothing goes: the line above is replaced by itself and the new ones.
            first, before, after = number - 1, [rows[place - 1][1]], [rows[place - 1][1], *after]
        elif not before and end < len(rows):
            before, after = [rows[end][1]], [*after, rows[end][1]]
        if before:
            yield Suggestion(path, first, first + len(before) - 1, tuple(before), tuple(after))
        place, number = end, next_number
