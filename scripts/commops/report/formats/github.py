"""Prints findings as GitHub workflow commands beside the changed lines, and all of them into the job's summary."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from commops.findings import Finding, Severity
from commops.report.formats import markdown
from commops.report.material import Material, fresh_ones, of_severity, worst_first
from commops.report.summary import NAMES
from commops.rule import page
from commops.texts import Text, safe

# A step may show ten of each severity and a job fifty of all (actions/toolkit, docs/problem-matchers.md); a message
# is cut at 4,096 characters, and a summary over 1 MiB is dropped whole (actions/runner, FileCommandManager.cs).
_MOST = 10
_LONGEST = 1000
SUMMARY_BYTES = 900_000
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_REST = Text(
    "另有 {n} 条{name}没有标在行上，全部列在这次运行的摘要里。",
    "{n} more of this kind ({name}) are not shown beside their lines; the summary of this run lists all.",
)


def render(material: Material, environment: Mapping[str, str] = os.environ) -> str:
    """The commands, the worst first, and the summary line; the table of all goes to ``$GITHUB_STEP_SUMMARY``.

    At most ten of each severity; the tenth place says how many are left when there are more. Of a change that was
    compared with its base only what is new is shown beside the lines.
    """
    prefix = _prefix(material.root, environment)
    findings = worst_first(fresh_ones(material.findings))
    lines = [line for severity in Severity for line in _some(list(of_severity(findings, severity)), material, prefix)]
    _summarize(material, environment)
    notice = material.notice(findings)
    lines += [notice] if notice else []
    return "\n".join((*lines, material.summary.line(material.lang)))


def _some(findings: Sequence[Finding], material: Material, prefix: str) -> Iterator[str]:
    """At most ten commands for findings of one severity."""
    shown = findings if len(findings) <= _MOST else findings[: _MOST - 1]
    for found in shown:
        yield _command(found, material, prefix)
    if len(shown) < len(findings):
        severity = findings[0].severity
        rest = material.say(_REST).format(n=len(findings) - len(shown), name=material.say(NAMES[severity]))
        yield f"::{_COMMANDS[severity]} title=CommOps::{escape_message(rest)}"


def _command(found: Finding, material: Material, prefix: str) -> str:
    at = found.at
    place = {"file": prefix + at.path, "line": str(at.line), "col": str(at.column)}
    if span := material.span(found):
        place["endColumn"] = str(span.end)
    place["title"] = f"{page(found.rule).title.get(material.lang)} ({found.rule})"
    properties = ",".join(f"{name}={escape_property(value)}" for name, value in place.items())
    message = f"{material.message(found)}\n{material.fix(found)}"
    link = material.link(found)
    message = f"{message[:_LONGEST]}\n{link}" if link else message
    return f"::{_COMMANDS[found.severity]} {properties}::{escape_message(message)}"


def _summarize(material: Material, environment: Mapping[str, str]) -> None:
    """Add the table to the summary of the job, when there is one. Raises OSError."""
    place = environment.get("GITHUB_STEP_SUMMARY")
    if place:
        told = markdown.table(material, SUMMARY_BYTES, lambda text: len(text.encode("utf-8", "replace")))
        with Path(place).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(f"## CommOps\n\n{told}\n")


def escape_message(text: str) -> str:
    """Untrusted text as the data of a command: one line, no other command inside, nothing that hides."""
    lines = (_tame(line) for line in text[: 2 * _LONGEST].split("\n"))
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
