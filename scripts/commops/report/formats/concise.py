"""Prints one line for each finding, ``path:line:col rule severity message``, for editors and for skimming."""

from __future__ import annotations

from commops.findings import Finding, Severity
from commops.report.material import Material, fresh_ones
from commops.texts import safe, tame


def render(material: Material) -> str:
    """A line for each finding (of a comparison: each new one), then the summary; notes only when asked for."""
    shown = [found for found in fresh_ones(material.findings) if material.info or found.severity is not Severity.INFO]
    lines = [_line(found, material) for found in shown]
    notice = material.notice(shown)
    lines += [notice] if notice else []
    return "\n".join((*lines, material.summary.line(material.lang, hidden=not material.info)))


def _line(found: Finding, material: Material) -> str:
    at = found.at
    line = f"{at.path}:{at.line}:{at.column} {found.rule} {found.severity} {material.message(found)}"
    return tame(safe(line, one_line=True))
