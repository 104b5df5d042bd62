"""Final reports in which a place is still left open."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Report
from commops.workspace.reports import OPEN_PLACE


@rule("report-unfinished", each="report")
def check(_ws: Workspace, report: Report) -> Iterator[Hit]:
    """Each mark that the report command put where people have to write, once the report is final."""
    if report.status != "final":
        return
    for mark in OPEN_PLACE:
        start = report.body.find(mark)
        while start >= 0:
            yield Hit(report.source.at_body(start, len(mark)), mark)
            start = report.body.find(mark, start + len(mark))
