"""Runs all rules over a workspace and turns what they saw into findings: waivers, severities, fingerprints, states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from commops.findings import Finding
from commops.judging.compare import compared
from commops.judging.fingerprints import marked
from commops.judging.memory import Memory, judge, told
from commops.judging.policy import applied, severities
from commops.judging.telling import finding
from commops.judging.waivers import unwaived
from commops.rule import Closing, Rule, load_closing_rules, load_rules
from commops.workspace import Workspace
from commops.workspace.waivers import waivers_of

__all__ = ["Verdict", "examine", "finding", "review", "run"]


class Verdict(NamedTuple):
    """The result of a check."""

    findings: list[Finding]
    """Sorted by ``Finding.order``."""
    waived: int
    """How many findings waivers silenced."""
    memory: Memory
    """What the next run over the same workspace, or one like it, need not work out again."""


def run(ws: Workspace) -> list[Finding]:
    """All findings of all rules, waivers applied, sorted."""
    return examine(ws).findings


def review(ws: Workspace) -> Verdict:
    """The findings with their states: compared with those of ``ws.base``, judged by the same policy on the same day.

    Without a base this is ``examine``.
    """
    if ws.base is None:
        return examine(ws)
    ws.base.judge_by(ws.policy_from)
    verdict = examine(ws)
    before = examine(ws.base, before=verdict.memory).findings
    return Verdict(compared(verdict.findings, before, ws, ws.base), verdict.waived, verdict.memory)


def examine(
    ws: Workspace,
    rules: Mapping[str, Rule] | None = None,
    closing: Mapping[str, Closing] | None = None,
    *,
    before: Memory | None = None,
) -> Verdict:
    """Run rules (all by default), then the closing rules with the waivers and what each did.

    ``before`` is the memory of an earlier run with the same rules: what cannot have changed is taken from there.
    """
    seen, memory = judge(ws, load_rules() if rules is None else rules, before or Memory())
    waivers = [waiver for source in ws.sources.values() for waiver in waivers_of(source)]
    kept = unwaived(seen, waivers, ws)
    waived = len(seen) - len(kept)
    for name, last in (load_closing_rules() if closing is None else closing).items():
        kept += told(name, partial(last, ws, waivers))
    findings = sorted(applied(kept, severities(ws)), key=lambda found: found.order)
    return Verdict(list(marked(findings, ws.sources)), waived, memory)
