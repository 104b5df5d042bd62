"""Prints findings as JSON for programs; its shape is a promise, told by ``schema``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from commops.findings import Finding
from commops.report.summary import Summary
from commops.texts import Lang

SCHEMA = 1
# Inside JSON every character may be written as an escape, so what would be dangerous in a log becomes one.
_UNSAFE = re.compile("(?<=##)\\[|[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


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
    text = json.dumps({"schema": SCHEMA, "findings": rows, "summary": asdict(summary)}, ensure_ascii=False, indent=1)
    return _UNSAFE.sub(lambda char: f"\\u{ord(char[0]):04x}", text)
