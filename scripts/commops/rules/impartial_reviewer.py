"""People who judge themselves: reviewers who decided before, and owners of complaints about their own doing."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Case, Complaint


@rule("impartial-reviewer")
def check(ws: Workspace) -> Iterator[Hit]:
    """Appeals against cases, then complaints: who handles them, and who reviews them."""
    for case in ws.cases:
        yield from _case(case)
    for complaint in ws.complaints:
        yield from _complaint(ws, complaint)


def _case(case: Case) -> Iterator[Hit]:
    reviewer = case.appeal.get("reviewer") if case.appeal else None
    if reviewer is not None and reviewer in (case.by, case.second_reviewer):
        yield Hit(case.at("appeal", "reviewer"), reviewer, {"person": reviewer, "record": case.id})


def _complaint(ws: Workspace, complaint: Complaint) -> Iterator[Hit]:
    about = complaint.about or ()
    facts: dict[str, object] = {"person": complaint.owner, "record": complaint.id}
    case = ws.get("case", complaint.case)
    if complaint.owner in about:
        yield Hit(complaint.at("owner"), complaint.owner, facts, case="owner")
    elif case is not None and complaint.owner in (case.by, case.second_reviewer):
        yield Hit(complaint.at("owner"), complaint.owner, {**facts, "case": case.id}, case="decider")
    reviewer = complaint.appeal.get("reviewer") if complaint.appeal else None
    if reviewer is not None and (reviewer in about or reviewer == complaint.owner):
        yield Hit(complaint.at("appeal", "reviewer"), reviewer, {**facts, "person": reviewer}, case="reviewer")
