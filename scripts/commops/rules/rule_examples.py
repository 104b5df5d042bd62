"""Rules of the community that do not show what is allowed and what is not."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace._types import CommunityRule


@rule("rule-examples", each="community-rule")
def check(ws: Workspace, item: CommunityRule) -> Iterator[Hit]:
    """One example of each sort, for rules that still apply."""
    if item.examples_ok and item.examples_bad:
        return
    if item.retired is not None and item.retired <= ws.as_of.isoformat():
        return
    missing = Text("不允许", "not allowed") if item.examples_ok else Text("允许", "allowed")
    if not item.examples_ok and not item.examples_bad:
        missing = Text("允许和不允许", "allowed and one that is not")
    yield Hit(item.at("id"), item.id, {"rule": item.id, "missing": missing})
