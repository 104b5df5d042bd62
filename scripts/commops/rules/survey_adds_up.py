"""Counts of a survey that do not add up."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Survey

_PARTS = {"nps": 3, "csat": 2}


@rule("survey-adds-up", each="survey")
def check(_ws: Workspace, survey: Survey) -> Iterator[Hit]:
    """Groups against the number of answers, answers against the number of people asked."""
    result = survey.result
    if result is None:
        return
    responses = result["responses"]
    if responses > result.get("invited", responses):
        facts: dict[str, object] = {"invited": result.get("invited", responses)}
        yield Hit(survey.at("result", "responses"), responses, facts, case="invited")
    reasons = sum((result.get("exit_reasons") or {}).values())
    if reasons > responses:
        yield Hit(survey.at("result", "exit_reasons"), reasons, {"responses": responses}, case="reasons")
    for number, figure in enumerate(result.get("figures") or ()):
        counts = figure.get("counts")
        if counts is None:
            continue
        place, parts = survey.at("result", "figures", number, "counts"), _PARTS.get(figure["measure"])
        if len(counts) != parts:
            yield Hit(place, len(counts), {"parts": parts or 0}, case="parts" if parts else "none")
        elif sum(counts) != figure["n"]:
            yield Hit(place, sum(counts), {"n": figure["n"]})
