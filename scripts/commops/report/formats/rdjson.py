"""Prints findings in the diagnostic format of reviewdog, which can put them into a review as comments.

Shape: reviewdog, proto/rdf/reviewdog.proto: lines and columns count from 1, columns in bytes of UTF-8.
"""

from __future__ import annotations

from commops.findings import Finding, Location, Severity
from commops.report.columns import Span, span, utf8
from commops.report.markdown_text import inline
from commops.report.material import Material, open_ones
from commops.texts import safe_json

_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(material: Material) -> str:
    """``{"source": {"name": "commops"}, "diagnostics": [...]}``; paths count from the top of the repository.

    reviewdog posts messages as Markdown, so what comes from files is written such that it does nothing there.
    """
    prefix = material.prefix()
    notice = material.notice()
    rows = []
    for found in open_ones(material.findings):
        rows.append(_diagnostic(found, material, prefix, notice if found.legal else ""))
        notice = notice if not found.legal else ""
    return safe_json({"source": {"name": "commops"}, "diagnostics": rows})


def _diagnostic(found: Finding, material: Material, prefix: str, notice: str) -> dict[str, object]:
    message = "\n".join(part for part in (inline(material.message(found)), inline(material.fix(found)), notice) if part)
    place = {"path": prefix + found.at.path, "range": _range(found.at.line, material.span(found, utf8))}
    link = material.link(found)
    told: dict[str, object] = {
        "message": message,
        "location": place,
        "severity": _LEVELS[found.severity],
        "code": {"value": found.rule, "url": link} if link else {"value": found.rule},
    }
    if suggestion := _suggestion(found, material):
        told["suggestions"] = [suggestion]
    return told


def _suggestion(found: Finding, material: Material) -> dict[str, object] | None:
    """The repair of a finding; none for a private place, whose text a suggestion would show."""
    edit = None if found.private else material.repair(found)
    if edit is None:
        return None
    at = Location(found.at.path, edit.line, edit.column, edit.length or 1)
    part = span(at, material.lines(at.path, at.line), utf8)
    if part is None:
        return None
    part = part if edit.length else Span(part.start, part.start)
    return {"range": _range(edit.line, part), "text": edit.text}


def _range(line: int, part: Span | None) -> dict[str, object]:
    if part is None:
        return {"start": {"line": line}}
    return {"start": {"line": line, "column": part.start}, "end": {"line": line, "column": part.end}}
