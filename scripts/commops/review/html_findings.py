"""The findings of the review page: what the change brings first, then what was there and what it repaired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from commops.elements import Child, Html, div, el, join, span
from commops.findings import Finding, State
from commops.report.material import Lines
from commops.report.summary import NAMES
from commops.review.model import Review
from commops.review.say import both, say, shown
from commops.rule import page
from commops.texts import LANGS, Text

MOST_NEW, MOST_OLD = 400, 200
_COVER = "***"
_VIEW = 110
_BEFORE, _BEFORE_NARROW = 30, 8
"""Characters of a line that are shown before the marked place, beside a post fewer."""


def section(review: Review) -> Html:
    """All findings by file."""
    if not (review.new or review.existing or review.fixed):
        return el("p", both("什么问题都没有。", "No problems at all."), class_="fine")
    return div(
        "findings",
        _files(review.new[:MOST_NEW], review.lines),
        _left(len(review.new) - MOST_NEW),
        None
        if review.new
        else el("p", both("这次改动没有带来新问题。", "This change brings no new problem."), class_="fine"),
        _fold(review.existing, review.lines, Text("原来就有", "Were there before")),
        _fold(review.fixed, None, Text("这次解决了", "Fixed by this change")),
    )


def _fold(found: Sequence[Finding], lines: Lines | None, title: Text) -> Html | None:
    if not found:
        return None
    return el(
        "details",
        el("summary", say(title), " ", span("count", len(found))),
        _files(found[:MOST_OLD], lines),
        _left(len(found) - MOST_OLD),
    )


def _left(n: int) -> Child:
    if n <= 0:
        return None
    told = both(f"另有 {n} 条没有列出，运行 commops check 查看。", f"{n} more are not listed; run commops check.")
    return el("p", told, class_="meta")


def _files(found: Iterable[Finding], lines: Lines | None) -> Html:
    by_file = groupby(sorted(found, key=lambda one: one.at.path), key=lambda one: one.at.path)
    return join(
        *(
            el("article", el("h3", shown(path), class_="path"), listed(list(group), lines), class_="file")
            for path, group in by_file
        )
    )


def listed(found: Sequence[Finding], lines: Lines | None, *, state: bool = False) -> Html:
    """Findings one after the other, the worst first."""
    return el("ul", *(_finding(one, lines, state=state) for one in found), class_="found")


def _finding(found: Finding, lines: Lines | None, *, state: bool) -> Html:
    told = page(found.rule)
    here = f"{found.at.line}:{found.at.column}"
    old = state and found.state is State.EXISTING
    return el(
        "li",
        el(
            "p",
            span(f"level {found.severity}", say(NAMES[found.severity])),
            span("mark", both("原有", "existing")) if old else None,
            el("strong", say(_discreet(found, found.message, lines))),
            class_="message",
        ),
        _frame(found, lines, _BEFORE_NARROW if state else _BEFORE),
        el("p", span("label", both("怎么办", "What to do")), say(_discreet(found, found.fix, lines)), class_="fix"),
        el(
            "details",
            el("summary", both("为什么", "Why"), span("rule", f"{found.rule} · ", both("行 ", "line "), here)),
            el("p", say(told.why)),
            el("p", span("label", both("依据", "Source")), say(told.source)) if told.source else None,
        ),
        class_=f"finding {found.severity}" + (" old" if old else ""),
    )


def _frame(found: Finding, lines: Lines | None, room: int) -> Html | None:
    """The line of the file with what is meant marked in it; private parts are covered."""
    at = found.at
    text = lines(at.path, at.line) if lines and at.length and found.state is not State.FIXED else None
    if not text:
        return None
    start = min(at.column - 1, len(text))
    end = min(start + at.length, len(text))
    first = max(0, start - room)
    last = max(end, min(len(text), first + _VIEW))
    marked = _COVER if found.private else text[start:end][:_VIEW]
    return el(
        "pre",
        span("line", at.line, aria_hidden="true"),
        el(
            "code",
            "…" if first else None,
            shown(text[first:start]),
            el("mark", shown(marked)),
            # What follows a private value may be more of it.
            None if found.private else shown(text[end:last]),
            "…" if last < len(text) else None,
        ),
        class_="frame",
        tabindex=0,
    )


def _discreet(found: Finding, text: Text, lines: Lines | None) -> Text:
    """A sentence; if the place is private, what stands there is covered even where a rule forgot to."""
    if not found.private or lines is None:
        return text
    line = lines(found.at.path, found.at.line) or ""
    secret = line[found.at.column - 1 : found.at.column - 1 + found.at.length].strip()
    return Text(*(text.get(lang).replace(secret, _COVER) for lang in LANGS)) if len(secret) > 3 else text
