"""What a change did to the findings: which it brings, which were there before, and which it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from commops.findings import Finding, State
from commops.judging.fingerprints import anchor
from commops.workspace import Workspace


def compared(head: Iterable[Finding], before: Iterable[Finding], ws: Workspace, base: Workspace) -> list[Finding]:
    """Both lists as one, each finding with its state, sorted; fixed ones stand where they were in the base.

    Findings belong together when their fingerprints are equal. A file that moved keeps its findings: of what is left,
    those of a file that is gone and those of a file that was not there before belong together when rule, route and
    value are equal. No similarity of files is measured, so a file that moved and changed much may show a finding twice.
    """
    after, gone = list(head), {found.fingerprint: found for found in before}
    paired: dict[str, str] = {}
    for found in after:
        if gone.pop(found.fingerprint, None) is not None:
            paired[found.fingerprint] = found.fingerprint
    moved: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for found in gone.values():
        if found.at.path not in ws.tracked:
            moved[found.rule, *anchor(found, base.sources)].append(found)
    for found in after:
        if found.fingerprint not in paired and found.at.path not in base.tracked:
            candidates = moved[found.rule, *anchor(found, ws.sources)]
            if candidates:
                paired[found.fingerprint] = gone.pop(candidates.pop(0).fingerprint).fingerprint
    states = [found._replace(state=State.EXISTING if found.fingerprint in paired else State.NEW) for found in after] + [
        found._replace(state=State.FIXED) for found in gone.values()
    ]
    return sorted(states, key=lambda found: found.order)
