"""Numbers of a report that the committed data do not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Report
from commops.workspace.listed import value_of
from commops.workspace.recorded import Missing

_NUMBER = lazy(r"[-\u2212]?\d[\d,]*(?:\.\d+)?")
_CELL = lazy(r"(?m)(?<=\|)[ \t]*([-\u2212]?\d[\d,]*(?:\.\d+)?[%\uff05]?)(?:[ \t]*(?:min|分钟))?[ \t]*(?=\|)")
"""A table cell that is a number and nothing else."""
_COUNT = lazy(r"(?<![\w.,/-])(\d[\d,]*)(?= ?(?:人|条消息|(?:people|members|messages|joined|left)\b))")
_LEAD = lazy(r"(?:\A|^## (?:中文|In English)[ \t]*\n)(?:(?!#).*(?:\n|\Z))+", re.M)
"""The sentences at the top, in either language: what is read first and quoted most."""
_FIGURE = lazy(r"[-\u2212]?\d[\d,]*(?:\.\d+)?[%\uff05]?")
_PERCENT = lazy(r"%|\uff05|百分之")


@rule("report-numbers", each="report")
def check(ws: Workspace, report: Report) -> Iterator[Hit]:
    """Each number of the front matter against the snapshots or the event's results, and against the body."""
    for position, number in enumerate(report.numbers or ()):
        text = number["text"]
        at = report.at("numbers", position, "text")
        written = _NUMBER.findall(text)
        if len(written) != 1:
            yield Hit(at, text, case="unreadable")
            continue
        found = value_of(ws, number, report.period)
        if isinstance(found, Missing):
            facts: dict[str, object] = {
                "metric": number.get("metric") or number.get("event") or number.get("key_result"),
                "column": number["column"],
            }
            yield Hit(at, text, facts, case="hidden" if found is Missing.HIDDEN else f"no-{found}")
        elif (actual := _as_written(found, text, written[0])) is not None:
            yield Hit(at, text, {"actual": actual})
        elif not _stands_in(report.body, text):
            yield Hit(at, text, case="not-in-text")
    if report.numbers:
        yield from _unlisted(report)


def _unlisted(report: Report) -> Iterator[Hit]:
    """Numbers in tables, and of people in the lead, that nothing under numbers vouches for: typed in, or changed."""
    listed = {found for number in report.numbers or () for found in _FIGURE.findall(number["text"])}
    places = [(cell.start(1), cell[1]) for cell in _CELL.finditer(report.body)]
    for lead in _LEAD.finditer(report.body):
        places += [(lead.start() + count.start(1), count[1]) for count in _COUNT.finditer(lead[0])]
    for start, text in places:
        if text not in listed:
            yield Hit(report.source.at_body(start, len(text)), text, case="unlisted")


def _as_written(value: float, text: str, written: str) -> str | None:
    """None if the text says the value, to as many digits as it gives; else what it ought to say."""
    claimed = Decimal(written.replace(",", "").replace("\u2212", "-"))
    percent = _PERCENT.search(text) is not None
    exact = Decimal(str(value)) * (100 if percent else 1)
    step = Decimal(1).scaleb(-len(written.partition(".")[2]))
    # Both ways to round a half are right.
    rounded = [exact.quantize(step, rounding) for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)]
    if claimed in rounded:
        return None
    shown = f"{rounded[0]:,}" if "," in written or rounded[0] >= 10_000 else f"{rounded[0]}"
    return f"{shown}%" if percent else shown


def _stands_in(body: str, text: str) -> bool:
    """Whether the body has the number, not as a part of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(text)}(?![\d%]|[.,]\d)", body) is not None
