"""Prints findings as GitHub workflow commands, so that they appear beside the changed lines of a pull request."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from commops.findings import Finding, Severity
from commops.report.summary import Summary
from commops.rule import page
from commops.texts import Lang, Text, safe

# A step may show ten of each (actions/toolkit, docs/problem-matchers.md), and a message of 4,096 characters.
_MOST = 10
_LONGEST = 1000
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_REST = Text(
    "另有 {n} 条没有显示在这里，运行 commops check 查看全部。",
    "{n} more are not shown here; run commops check to see all.",
)


def report(
    findings: Sequence[Finding],
    summary: Summary,
    lang: Lang,
    root: Path,
    environment: Mapping[str, str] = os.environ,
) -> str:
    """The commands, the worst first, at most ten of each severity; then how many are left, and the summary."""
    prefix = _prefix(root, environment)
    lines = [_command(found, lang, prefix) for severity in Severity for found in _first(findings, severity)]
    left = len(findings) - len(lines)
    if left:
        lines.append(_REST.fill(n=left).get(lang))
    return "\n".join((*lines, summary.line(lang)))


def _first(findings: Sequence[Finding], severity: Severity) -> Iterator[Finding]:
    same = (found for found in findings if found.severity is severity)
    return (found for found, _ in zip(same, range(_MOST), strict=False))


def _command(found: Finding, lang: Lang, prefix: str) -> str:
    at = found.at
    place = {
        "file": prefix + at.path,
        "line": str(at.line),
        "col": str(at.column),
        "endColumn": str(at.column + max(at.length, 1)),
        "title": f"{page(found.rule).title.get(lang)} ({found.rule})",
    }
    properties = ",".join(f"{name}={escape_property(value)}" for name, value in place.items())
    message = f"{found.message.get(lang)}\n{found.fix.get(lang)}"
    return f"::{_COMMANDS[found.severity]} {properties}::{escape_message(message)}"


def escape_message(text: str) -> str:
    """Untrusted text as the data of a command: one line, no other command inside, nothing that hides."""
    lines = (_tame(line) for line in text[:_LONGEST].split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def escape_property(text: str) -> str:
    """Untrusted text as a property of a command."""
    tamed = _tame(text.replace("\n", " "))
    for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        tamed = tamed.replace(char, code)
    return tamed


def _tame(line: str) -> str:
    """The runner obeys ``::name::`` at the start of a line and the older ``##[name]`` anywhere in it."""
    return safe(line, one_line=True).replace("::", ": :").replace("::", ": :").replace("##[", "## [")


def _prefix(root: Path, environment: Mapping[str, str]) -> str:
    """What leads from the top of the checked-out repository to the workspace: annotations count from the top."""
    top = environment.get("GITHUB_WORKSPACE")
    try:
        inside = root.resolve().relative_to(Path(top).resolve()) if top else Path()
    except ValueError:
        inside = Path()
    return "" if inside == Path() else f"{inside.as_posix()}/"
