"""Severe measures that one person decided alone, or without evidence that somebody else could look at."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Case
from commops.workspace.settings import setting


@rule("second-reviewer", each="case")
def check(ws: Workspace, case: Case) -> Iterator[Hit]:
    """A ban, a removal or a high level needs a second reviewer who is somebody else, and the number of the evidence."""
    level = setting(ws, "second_review_level")
    if case.level_applied < level and case.action not in ("remove", "ban"):
        return
    facts: dict[str, object] = {"case": case.id, "level": level, "person": case.by}
    if case.second_reviewer is None:
        yield Hit(case.at("level_applied"), case.level_applied, facts)
    elif case.second_reviewer == case.by:
        yield Hit(case.at("second_reviewer"), case.by, facts, case="same")
    if case.evidence_ref is None:
        yield Hit(case.at("level_applied"), case.level_applied, facts, case="evidence")
