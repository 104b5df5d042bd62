"""Rules that the policy file names although they do not exist, or although no policy may change them."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import page, page_ids, rule
from commops.workspace import Workspace
from commops.workspace._types import Policy


@rule("policy-rule", each="policy")
def check(_ws: Workspace, policy: Policy) -> Iterator[Hit]:
    """Every entry of ``rules`` that counts for nothing."""
    for name in policy.rules or {}:
        at = policy.source.at(("rules", name), key=True)
        if name not in page_ids():
            from difflib import get_close_matches

            near = get_close_matches(name, page_ids(), n=1)
            yield Hit(at, name, {"suggestion": near[0] if near else "commops rules"})
        elif page(name).locked:
            yield Hit(at, name, case="locked")
