"""Survey questions that ask two things at once, so that nobody knows what was answered."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.questions import joined
from commops.workspace import Workspace
from commops.workspace._types import Survey

# With own words or several choices one can answer both; one number or one choice cannot.
_ONE_ANSWER = frozenset(["nps", "csat", "scale5", "single"])


@rule("one-question", each="survey")
def check(ws: Workspace, survey: Survey) -> Iterator[Hit]:
    """Joining words in questions that have one answer. One finding per question; old surveys cannot be asked again."""
    if survey.closes < ws.as_of.isoformat():
        return
    for number, question in enumerate(survey.questions):
        if question["type"] not in _ONE_ANSWER:
            continue
        text = question["text"]
        written = list(text.values()) if isinstance(text, dict) else [text]
        found = next(filter(None, map(joined, written)), None)
        if found is not None:
            yield Hit(survey.at("questions", number, "text"), found, {"question": question["id"]})
