"""What people wrote about a number: the sentence of the newest public report that quotes a value of a metric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commops.site.edition import Edition, visible
from commops.site.markup import join_han_lines, written_in
from commops.workspace._types import Report

_PART = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)")
_LEAD = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence and the report it stands in."""

    text: str
    report: str
    """Title of the report."""
    path: str


def remark(edition: Edition, keys: Sequence[str], column: str | None = None) -> Remark | None:
    """The newest sentence in the reader's language that quotes a value of one of the metrics, or None.

    Only final reports that everybody may read count; a report tells which of its numbers belong to which metric.
    With ``column`` only that number of the metric counts.
    """
    reports = [one for one in edition.ws.reports if visible(one) and one.status == "final"]
    for report in sorted(reports, key=lambda one: (one.date or "", one.period, one.id), reverse=True):
        cited = [row for row in report.numbers or () if row.get("metric") in keys]
        quoted = [row["text"] for row in cited if column in (None, row["column"])]
        for sentence in _sentences(report):
            if written_in(sentence) == edition.lang and any(_quotes(sentence, text) for text in quoted):
                return Remark(sentence, edition.t(report.title) or report.period, report.source.path)
    return None


def _sentences(report: Report) -> Iterator[str]:
    for part in _PART.split(report.body):
        text = _LEAD.sub("", part, count=1)
        if text.lstrip().startswith("#"):
            continue
        whole = join_han_lines(text.strip()).replace("\n", " ")
        yield from filter(None, (sentence.strip() for sentence in _SENTENCE.split(whole)))


def _quotes(sentence: str, text: str) -> bool:
    """Whether the sentence says the number as such, not as a piece of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(text)}(?![\d%]|[.,]\d)", sentence) is not None
