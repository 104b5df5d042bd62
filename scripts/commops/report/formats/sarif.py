"""Prints findings as SARIF 2.1.0, which GitHub's code scanning and many editors read.

Shape: OASIS SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0). Limits: GitHub, "SARIF results exceed one or more
limits": 25,000 results in a run, of which 5,000 are shown; texts of a rule up to 1,024 characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from commops import __version__
from commops.findings import Finding, Severity, State
from commops.patterns import lazy
from commops.report.columns import utf16
from commops.report.material import Material, worst_first
from commops.rule import Page, page
from commops.texts import Text, safe, safe_json

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 25_000
_LONGEST = 1000
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_STATES = {State.NEW: "new", State.EXISTING: "unchanged", State.FIXED: "absent"}
_TAGS = {"zh": "zh-CN", "en": "en"}
_LEFT_OUT = Text(
    "共 {all} 条，这里只列出最要紧的 {most} 条。", "Of {all} results only the {most} that matter most are listed."
)
# A placeholder or an embedded link (SARIF 3.11.5 and 3.11.6) is parted. Doubling every brace, as 3.11.5 asks, would
# show doubled braces to people: GitHub and the SARIF viewers leave them as they are in messages without arguments.
_ACTIVE = lazy(r"(?<=\{)(?=\d+\})|(?<=\])(?=\()")


def render(material: Material) -> str:
    """One run, at most 25,000 results, the worst first, so that those that are shown are those that matter."""
    results = worst_first(material.findings)[:MOST]
    pages = [page(name) for name in sorted({found.rule for found in results})]
    index = {told.id: number for number, told in enumerate(pages)}
    prefix = material.prefix()
    driver: dict[str, object] = {
        "name": "commops",
        "version": __version__,
        "rules": [_rule(p, material) for p in pages],
    }
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "language": _TAGS[material.lang],
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(material)}],
        "results": [_result(found, material, prefix, index[found.rule]) for found in results],
    }
    return safe_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _notes(material: Material) -> list[dict[str, object]]:
    """What goes with the whole report: that some were left out, that legal rules are no advice."""
    total = len(material.findings)
    left_out = material.say(_LEFT_OUT.fill(all=total, most=MOST)) if total > MOST else ""
    return [{"level": "note", "message": {"text": told}} for told in (left_out, material.notice()) if told]


def _rule(told: Page, material: Material) -> dict[str, object]:
    first, second = (told.title.zh, told.title.en) if material.lang == "zh" else (told.title.en, told.title.zh)
    why = material.say(told.why)
    row: dict[str, object] = {
        "id": told.id,
        "name": told.id,
        "shortDescription": {"text": _cut(f"{first} / {second}")},
        "fullDescription": {"text": _cut(why)},
        "help": {"text": _cut("\n\n".join(dict.fromkeys((why, told.why.zh, told.why.en))))},
        "defaultConfiguration": {"level": _LEVELS[told.severity()]},
        "properties": {"tags": [told.row], "title": told.title._asdict(), "legal": told.legal},
    }
    if link := material.link_to(told.id):
        row["helpUri"] = link
    return row


def _result(found: Finding, material: Material, prefix: str, number: int) -> dict[str, object]:
    region: dict[str, object] = {"startLine": found.at.line}
    if span := material.span(found, utf16):
        region |= {"startColumn": span.start, "endColumn": span.end}
    uri = quote((prefix + found.at.path).encode("utf-8", "surrogatepass"))
    told: dict[str, object] = {
        "ruleId": found.rule,
        "ruleIndex": number,
        "level": _LEVELS[found.severity],
        "message": {"text": _message((material.message(found), material.fix(found)))},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}}
        ],
    }
    if found.fingerprint:
        told["partialFingerprints"] = {"commopsFinding/v1": found.fingerprint}
    if found.state:
        told["baselineState"] = _STATES[found.state]
    return told


def _message(parts: Sequence[str]) -> str:
    """Untrusted sentences as plain text: nothing hidden, no link, no placeholder."""
    return _cut("\n".join(_ACTIVE.sub(" ", safe(part, one_line=True)) for part in parts))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
