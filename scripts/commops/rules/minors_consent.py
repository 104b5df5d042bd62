"""Events that admit minors, or ask for an age, without a plan for the consent of guardians."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event

_AGE = lazy(
    r"年龄|几岁|多大了|周岁|出生|生日|年级|就读|在读学校|\bage\b|how old|birth|\bgrade\b|which school", re.IGNORECASE
)


@rule("minors-consent", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """``minors: allowed``, and questions about age where minors may come; a plan is the event's or the ledger's."""
    minors = event.data.get("minors", "none")
    if minors == "none" or event.status in ("cancelled", "done") or "guardian_consent" in event.data:
        return
    if ws.privacy is not None and ws.privacy.minors_rule:
        return
    if minors == "allowed":
        yield Hit(event.at("minors"), minors)
        return
    for number, question in enumerate((event.data.get("registration") or {}).get("questions") or ()):
        words = " ".join(question.values()) if isinstance(question, dict) else question
        if found := _AGE.search(words):
            yield Hit(event.at("registration", "questions", number), found[0], case="age")
