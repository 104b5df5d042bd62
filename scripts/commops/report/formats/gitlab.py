"""Prints findings as a Code Quality report of GitLab, which shows them in merge requests.

Shape: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format (description, check_name,
fingerprint, severity, location.path, location.lines.begin).
"""

from __future__ import annotations

import hashlib
from collections import Counter

from commops.findings import Finding, Severity
from commops.report.material import Material, open_ones
from commops.texts import safe, safe_json

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_LONGEST = 1000


def render(material: Material) -> str:
    """A list of ``{description, check_name, fingerprint, severity, location}``; paths count from the repository's top.

    GitLab tells findings apart by fingerprint alone, so it is never empty and never there twice.
    """
    prefix, seen = material.prefix(), Counter[str]()
    notice = material.notice()
    rows = []
    for found in open_ones(material.findings):
        name = found.fingerprint or f"{found.rule} {found.at.path} {material.message(found)}"
        seen[name] += 1
        own = found.fingerprint and seen[name] == 1
        rows.append(
            {
                "description": _description(found, material, notice),
                "check_name": found.rule,
                "fingerprint": name if own else _fingerprint(f"{name} {seen[name]}"),
                "severity": _LEVELS[found.severity],
                "location": {"path": prefix + found.at.path, "lines": {"begin": found.at.line}},
            }
        )
        notice = notice if not found.legal else ""
    return safe_json(rows)


def _fingerprint(text: str) -> str:
    # A file name may hold half of a character.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _description(found: Finding, material: Material, notice: str) -> str:
    """What is wrong and what to do; the first finding of a legal rule also says that it is no advice."""
    told = safe(f"{material.message(found)} {material.fix(found)}", one_line=True)
    told = told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
    return f"{told} {notice}" if notice and found.legal else told
