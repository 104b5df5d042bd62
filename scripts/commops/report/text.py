"""Prints findings for people: place, rule, what is wrong, the line with a caret under it, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from commops.findings import Finding, Location, Severity
from commops.report.summary import NAMES, Summary
from commops.texts import Lang, Text, safe, tame, width
from commops.workspace import Workspace

_FIX = Text("怎么办：", "What to do: ")
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"}
# Columns of a line that are shown, and how many of them before the caret, when the line is too long.
_VIEW, _BEFORE = 96, 40

Lines = Callable[[str, int], str | None]
"""The text of a line of a file, or None when there is nothing that can be shown."""


def report(
    findings: Sequence[Finding],
    ws: Workspace,
    lang: Lang,
    *,
    color: bool = False,
    info: bool = False,
    waived: int = 0,
) -> str:
    """The whole report with its last line; notes are only counted unless ``info``."""
    shown = [found for found in findings if info or found.severity is not Severity.INFO]
    blocks = list(render(shown, lines_of(ws), lang, color=color))
    summary = Summary.of(findings, files=len(ws.sources), waived=waived)
    return "\n".join((*blocks, summary.line(lang, hidden=not info)))


def render(findings: Sequence[Finding], lines: Lines, lang: Lang, *, color: bool = False) -> Iterator[str]:
    """One block per finding, each ending in a line break."""
    secret: dict[tuple[str, int], list[Location]] = {}
    for found in findings:
        if found.private:
            secret.setdefault((found.at.path, found.at.line), []).append(found.at)
    for found in findings:
        at = found.at
        head = (
            _paint(_shown(f"{at.path}:{at.line}:{at.column}"), _BOLD, color),
            _paint(NAMES[found.severity].get(lang), _COLORS[found.severity], color),
            _paint(found.rule, _DIM, color),
        )
        rows = ["  ".join(head), f"  {_shown(found.message.get(lang))}"]
        line = lines(at.path, at.line) if at.length else None
        if line is not None:
            rows += _frame(_masked(line, secret.get((at.path, at.line), [])), at, _COLORS[found.severity], color)
        rows.append(f"  {_paint(_FIX.get(lang), _DIM, color)}{_shown(found.fix.get(lang))}")
        yield "\n".join(rows) + "\n"


def lines_of(ws: Workspace) -> Lines:
    """Lines of the files of a workspace; a file is split once."""
    split: dict[str, list[str]] = {}

    def line(path: str, number: int) -> str | None:
        if path not in split:
            source = ws.sources.get(path)
            text = source.text if source else ws.read_text(path)
            split[path] = text.split("\n") if text else []
        return split[path][number - 1] if 0 < number <= len(split[path]) else None

    return line


def _frame(line: str, at: Location, paint: str, color: bool) -> list[str]:
    """The line with its number, and carets under the place; aligned also where characters are two columns wide."""
    start = min(at.column - 1, len(line))
    before, marked, after = line[:start], line[start : start + at.length], line[start + at.length :]
    before, marked, after = (_shown(part) for part in (before, marked, after))
    if width(before) + width(marked) + width(after) > _VIEW:
        before = _cut(before, _BEFORE, left=True)
        marked = _cut(marked, _VIEW - width(before))
        after = _cut(after, max(_VIEW - width(before) - width(marked), 0))
    gutter = len(str(at.line)) + 1
    carets = _paint("^" * max(width(marked), 1), paint, color)
    return [
        f"{'':{gutter}} |",
        f"{at.line:>{gutter}} | {before}{marked}{after}".rstrip(),
        f"{'':{gutter}} | {' ' * width(before)}{carets}",
    ]


def _cut(text: str, columns: int, *, left: bool = False) -> str:
    """At most so many columns of a text, with an ellipsis where something was left out."""
    if width(text) <= columns:
        return text
    kept, used = 0, 1
    for char in reversed(text) if left else text:
        used += width(char)
        if used > columns:
            break
        kept += 1
    return f"…{text[len(text) - kept :]}" if left else f"{text[:kept]}…"


def _masked(line: str, places: Sequence[Location]) -> str:
    """The line with what must not be repeated covered; it stays as long as it was."""
    for place in places:
        start, end = place.column - 1, place.column - 1 + place.length
        line = f"{line[:start]}{'*' * len(line[start:end])}{line[end:]}"
    return line


def _shown(text: str) -> str:
    """Untrusted text on one line, without the commands that a GitHub runner would obey in a log."""
    return tame(safe(text, one_line=True))


def _paint(text: str, code: str, color: bool) -> str:
    return f"{code}{text}{_RESET}" if color else text
