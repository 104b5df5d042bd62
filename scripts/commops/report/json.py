"""Prints findings as JSON for programs; its shape is a promise, told by ``schema``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from commops.findings import Finding
from commops.report.summary import Summary
from commops.texts import Lang, safe_json

SCHEMA = 1


def report(findings: Sequence[Finding], summary: Summary, lang: Lang) -> str:
    """``{"schema": 1, "findings": [{rule, severity, path, line, column, message, fix}], "summary": {...}}``.

    Lines and columns count from 1, columns in code points. Messages are in one language.
    """
    rows = [
        {
            "rule": found.rule,
            "severity": str(found.severity),
            "path": found.at.path,
            "line": found.at.line,
            "column": found.at.column,
            "message": found.message.get(lang),
            "fix": found.fix.get(lang),
        }
        for found in findings
    ]
    return safe_json({"schema": SCHEMA, "findings": rows, "summary": asdict(summary)})
