"""Disasters and tragedies among the topics that a trend note turns into posts."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.wording.terms import matcher
from commops.workspace import Workspace
from commops.workspace._types import Trend


@rule("disaster-topic", each="trend")
def check(_ws: Workspace, trend: Trend) -> Iterator[Hit]:
    """A topic about a disaster that is to become a post, or already has one."""
    for number, topic in enumerate(trend.topics or ()):
        if topic.get("use") != "post" and "post_idea" not in topic:
            continue
        found = next((word for text in (topic["title"], topic.get("why")) for word in _words(text)), None)
        if found is not None:
            yield Hit(trend.at("topics", number, "title"), found, {"number": number + 1})


def _words(text: str | dict[str, str] | None) -> Iterator[str]:
    for part in text.values() if isinstance(text, dict) else filter(None, [text]):
        yield from (part[match.start : match.end] for match in matcher("disasters").find(part))
