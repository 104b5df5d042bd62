"""How strict a community is: the severities that its policy file gives to rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commops.findings import Finding, Severity
from commops.rule import page, page_ids
from commops.workspace import Workspace

OFF = "off"


def severities(ws: Workspace) -> dict[str, str]:
    """Severity by rule id where the policy of the workspace differs from the pages; ``off`` silences a rule.

    What the policy says about rules that do not exist, or that no policy may change, counts for nothing: the rule
    ``policy-rule`` tells the author.
    """
    rows = (ws.policy.rules if ws.policy else None) or {}
    known = page_ids() if rows else ()
    return {name: row["severity"] for name, row in rows.items() if name in known and not page(name).locked}


def applied(findings: Iterable[Finding], chosen: Mapping[str, str]) -> Iterator[Finding]:
    """The findings with the severities chosen, without those of rules that are off."""
    for found in findings:
        severity = chosen.get(found.rule)
        if severity is None:
            yield found
        elif severity != OFF:
            yield found._replace(severity=Severity(severity))
