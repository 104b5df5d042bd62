"""Briefings for investors that would be published."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Report


@rule("briefing-private", each="report")
def check(_ws: Workspace, report: Report) -> Iterator[Hit]:
    """A report for investors, by its audience or by its folder, that says it is public."""
    for_investors = report.audience == "investor" or report.source.path.startswith("community/reports/investor/")
    if for_investors and report.visibility == "public":
        yield Hit(report.at("visibility"), report.visibility)
