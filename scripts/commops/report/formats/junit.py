"""Prints findings as a JUnit report: a test case for each rule and file; only errors fail.

Shape: the common subset that GitLab, Jenkins and GitHub actions read (testsuite, testcase, failure, system-out).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from xml.sax.saxutils import escape

from commops.findings import Finding, Severity
from commops.patterns import lazy
from commops.report.material import Material, open_ones
from commops.report.summary import NAMES
from commops.texts import safe

# What XML 1.0 cannot hold even as a reference, beyond what safe() shows as \u{...} already.
_NOT_XML = lazy("[\ufffe\uffff]")


def render(material: Material) -> str:
    """One ``testsuite``; without findings it holds one case that passes, for an empty suite counts as a mistake."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for found in open_ones(material.findings):
        groups[found.rule, found.at.path].append(found)
    cases = [_case(rule, path, findings, material) for (rule, path), findings in sorted(groups.items())]
    failures = sum(any(found.severity is Severity.ERROR for found in findings) for findings in groups.values())
    cases = cases or ['  <testcase classname="commops" name="check"/>']
    notice = material.notice()
    tail = [f"  <system-out>{_text(notice)}</system-out>"] if notice else []
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuite name="commops check" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">',
            *cases,
            *tail,
            "</testsuite>",
        )
    )


def _case(rule: str, path: str, findings: Sequence[Finding], material: Material) -> str:
    rows = [f'  <testcase classname="{_text(path)}" name="{_text(rule)}" file="{_text(material.prefix() + path)}">']
    wrong = [found for found in findings if found.severity is Severity.ERROR]
    if wrong:
        first = _text(material.message(wrong[0]))
        rows.append(f'    <failure type="error" message="{first}">{_lines(wrong, material)}</failure>')
    rest = [found for found in findings if found.severity is not Severity.ERROR]
    if rest:
        rows.append(f"    <system-out>{_lines(rest, material)}</system-out>")
    return "\n".join((*rows, "  </testcase>"))


def _lines(findings: Sequence[Finding], material: Material) -> str:
    """Two lines for each finding: where and what, and what to do."""
    lines = []
    for found in findings:
        name = material.say(NAMES[found.severity])
        lines.append(f"{found.at.line}:{found.at.column} {name} {material.message(found)}")
        lines += [f"  {material.fix(found)}", *([f"  {material.link(found)}"] if material.link(found) else [])]
    return "\n".join(_text(line) for line in lines)


def _text(text: str) -> str:
    """Untrusted text inside an element or a quoted attribute: one line, no command for a GitHub runner in it."""
    shown = _NOT_XML.sub(lambda char: f"\\u{{{ord(char[0]):x}}}", safe(text, one_line=True))
    return escape(shown, {'"': "&quot;", "##[": "##&#91;", "::": "&#58;&#58;"})
