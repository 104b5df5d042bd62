"""Survey questions that ask two things at once, so that nobody knows what was answered."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Survey

# With own words or several choices one can answer both; one number or one choice cannot.
_ONE_ANSWER = frozenset(["nps", "csat", "scale5", "single"])
# 和 and 与 inside a word (温和, 和平, 参与) join nothing; 和朋友一起, 与去年相比 name a setting and no second question.
_JOINED = re.compile(
    r"[\u3400-\u9fff]{1,2}"
    r"(?:以及|并且|而且|同时|(?<![温缓总附饱平柔暖随共调])和(?![平谐气解蔼睦])|(?<![参给赋])与(?![会其否]))"
    r"(?![^，。？；]{0,10}(?:一起|相比|比起|一样|之间|有关|无关|联系|认识))[\u3400-\u9fff]{1,2}"
)
_AND = re.compile(
    r"(?<!between )\b(?!pros|odds|dos|terms|research)\w+,? (?:and|as well as) (?!or\b|over\b|then\b)\w+", re.I
)
_BETWEEN = re.compile(r"\bbetween\b[^?]*\band\b", re.IGNORECASE)


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
        found = next(filter(None, map(_joined, written)), None)
        if found is not None:
            yield Hit(survey.at("questions", number, "text"), found, {"question": question["id"]})


def _joined(text: str) -> str | None:
    """The words around a joining word, or None."""
    match = _JOINED.search(text) or (None if _BETWEEN.search(text) else _AND.search(text))
    return match[0] if match else None
