"""Prints findings for people: place, rule, what is wrong, the line with a caret under it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.findings import Finding, Location, Severity
from commops.report.material import Material, fresh_ones, open_ones
from commops.report.summary import NAMES
from commops.texts import Text, safe, tame, width

_FIX = Text("怎么办：", "What to do: ")
_SEE = Text("说明：", "More: ")
_FIRST = Text("先改这里：{path} 第 {line} 行。{fix}", "Start here: {path}, line {line}. {fix}")
_THEN = Text(
    "然后改其余 {n} 个错误，它们在 {files} 个文件里；改完再运行一次 commops check。",
    "Then the other {n} errors, in {files} files; run commops check again when they are done.",
)
_AGAIN = Text("改完再运行一次 commops check。", "Then run commops check again.")
_NO_ERROR = Text("没有错误，可以提交；警告请过目。", "No errors, so nothing is in the way; do read the warnings.")
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"}
# Columns of a line that are shown, and how many of them before the caret, when the line is too long.
_VIEW, _BEFORE = 96, 40


def render(material: Material) -> str:
    """The whole report: blocks file by file, the summary, and what to do first; notes are only counted unless asked.

    Files with errors come first, and in a file its errors. After a comparison only what is new is shown, or all that
    stands, if that is asked for.
    """
    wanted = open_ones(material.findings) if material.all else fresh_ones(material.findings)
    shown = [found for found in wanted if material.info or found.severity is not Severity.INFO]
    notice = material.notice(shown)
    tail = [notice] if notice else []
    tail += [material.summary.line(material.lang, hidden=not material.info), *_advice(shown, material)]
    return "\n".join((*blocks(by_file(shown), material), *tail))


def by_file(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of a file together, its errors first; files with errors before the others, else by name."""
    worst: dict[str, int] = {}
    for found in findings:
        worst[found.at.path] = min(worst.get(found.at.path, found.severity.rank), found.severity.rank)
    return sorted(findings, key=lambda found: (worst[found.at.path], found.at.path, found.severity.rank))


def blocks(findings: Sequence[Finding], material: Material) -> Iterator[str]:
    """One block per finding, each ending in a line break."""
    color = material.color
    private = {(found.at.path, found.at.line) for found in material.findings if found.private}
    for found in findings:
        at = found.at
        head = (
            _paint(_shown(f"{at.path}:{at.line}:{at.column}"), _BOLD, color),
            _paint(NAMES[found.severity].get(material.lang), _COLORS[found.severity], color),
            _paint(found.rule, _DIM, color),
        )
        rows = ["  ".join(head), f"  {_shown(material.message(found))}"]
        # A line with something private in it is not repeated, whatever else is wrong with it.
        line = material.lines(at.path, at.line) if at.length and (at.path, at.line) not in private else None
        if line is not None:
            rows += _frame(line, at, _COLORS[found.severity], color)
        rows.append(f"  {_paint(material.say(_FIX), _DIM, color)}{_shown(material.fix(found))}")
        link = material.link(found)
        rows += [f"  {_paint(material.say(_SEE), _DIM, color)}{link}"] if link else []
        yield "\n".join(rows) + "\n"


def _advice(shown: Sequence[Finding], material: Material) -> Iterator[str]:
    """What to do first, for people who would not know where to begin."""
    errors = by_file([found for found in shown if found.severity is Severity.ERROR])
    if not errors:
        yield from [material.say(_NO_ERROR)] if shown and material.summary.warnings else []
        return
    first, *rest = errors
    files = len({found.at.path for found in rest})
    yield _shown(material.say(_FIRST).format(path=first.at.path, line=first.at.line, fix=material.fix(first)))
    yield material.say(_THEN.fill(n=len(rest), files=files)) if rest else material.say(_AGAIN)


def _frame(line: str, at: Location, paint: str, color: bool) -> list[str]:
    """The line with its number, and carets under the place; aligned also where characters are two columns wide."""
    # A runner would obey the old form of a command even when it is put together from the three parts below.
    line = line.replace("##[", "##⟦")
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


def _shown(text: str) -> str:
    """Untrusted text on one line, without the commands that a GitHub runner would obey in a log."""
    return tame(safe(text, one_line=True))


def _paint(text: str, code: str, color: bool) -> str:
    return f"{code}{text}{_RESET}" if color else text
