"""Prints findings as JSON for programs; its shape is a promise: schemas/output/findings.schema.json."""

from __future__ import annotations

from commops.findings import Finding
from commops.report.material import Material
from commops.rule import page
from commops.texts import safe_json

SCHEMA = 1


def render(material: Material) -> str:
    """``{"schema": 1, "findings": [...], "summary": {...}, "notice": "..."}``.

    Lines and columns count from 1, columns in code points. Messages are in one language.
    """
    rows = [_row(found, material) for found in material.findings]
    told = {"schema": SCHEMA, "findings": rows, "summary": material.summary._asdict(), "notice": material.notice()}
    return safe_json(told)


def _row(found: Finding, material: Material) -> dict[str, object]:
    span = material.span(found)
    return {
        "rule": found.rule,
        "row": page(found.rule).row,
        "severity": str(found.severity),
        "state": str(found.state) if found.state else None,
        "fingerprint": found.fingerprint,
        "path": found.at.path,
        "line": found.at.line,
        "column": found.at.column,
        "end_column": span.end if span else None,
        "message": material.message(found),
        "fix": material.fix(found),
        "legal": found.legal,
        "docs": material.link(found) or None,
    }
