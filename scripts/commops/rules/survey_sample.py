"""Survey figures that rest on too few answers."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Survey

_MEASURES = {"nps": "NPS", "csat": "CSAT", "mean": "mean", "share": "%"}


@rule("survey-sample", each="survey")
def check(_ws: Workspace, survey: Survey) -> Iterator[Hit]:
    """Each reported figure against the fewest answers that the survey itself asks for."""
    result, fewest = survey.result, survey.min_n
    if result is None:
        return
    for number, figure in enumerate(result.get("figures") or ()):
        facts: dict[str, object] = {"n": figure["n"], "min": fewest, "measure": _MEASURES[figure["measure"]]}
        if figure["n"] < fewest:
            yield Hit(survey.at("result", "figures", number, "n"), figure["n"], facts)
        elif figure["n"] > result["responses"]:
            facts["responses"] = result["responses"]
            yield Hit(survey.at("result", "figures", number, "n"), figure["n"], facts, case="more")
