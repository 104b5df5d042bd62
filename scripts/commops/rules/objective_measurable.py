"""Objectives that promise much and name no number."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.wording.terms import matcher
from commops.workspace import Workspace
from commops.workspace._types import Objective

_DIGIT = lazy(r"\d")


@rule("objective-measurable", each="objective")
def check(_ws: Workspace, objective: Objective) -> Iterator[Hit]:
    """Vague words in the title of an objective, in any of its languages, unless a number stands beside them."""
    title = objective.title
    for key, text in title.items() if isinstance(title, dict) else [("", title)]:
        if _DIGIT.search(text) or not matcher("vague").mentions(text):
            continue
        for match in matcher("vague").find(text):
            route = (*objective.route, "title", *([key] if key else []))
            at = objective.source.at_part(route, match.start, match.end - match.start)
            yield Hit(at, text[match.start : match.end], {"suggestion": match.term.suggestion})
