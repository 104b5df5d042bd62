"""The reports for programs: JSON keeps its promise, workflow commands cannot be broken out of."""

import json
import re
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given

from commops.findings import Finding, Location, Severity
from commops.report import github
from commops.report import json as as_json
from commops.report.summary import Summary
from commops.texts import Text

NASTY = st.text(alphabet="a标:#[]%,\n\r\t\x1b\x00\u202e\u2028;=", max_size=30) | st.text(max_size=30)


def finding(severity=Severity.ERROR, line=1, message="m", fix="f", path="content/a.md", rule="unknown-key"):
    return Finding(rule, severity, Location(path, line, 3, 2), Text(message, message), Text(fix, fix))


def summary(findings):
    return Summary.of(findings, files=4)


def test_the_shape_of_the_json():
    told = json.loads(as_json.report([finding()], summary([finding()]), "en"))
    assert told == {
        "schema": 1,
        "findings": [
            {
                "rule": "unknown-key",
                "severity": "error",
                "path": "content/a.md",
                "line": 1,
                "column": 3,
                "message": "m",
                "fix": "f",
            }
        ],
        "summary": {"files": 4, "errors": 1, "warnings": 0, "infos": 0, "waived": 0},
    }


@given(NASTY, NASTY)
def test_json_keeps_every_character_and_prints_none_that_hides(message, fix):
    text = as_json.report([finding(message=message, fix=fix)], summary([]), "zh")
    row = json.loads(text)["findings"][0]
    assert (row["message"], row["fix"]) == (message, fix)
    assert "##[" not in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", text)
    text.encode()


@given(NASTY, NASTY, NASTY)
def test_a_finding_is_one_command_and_stays_one(message, fix, path):
    found = finding(message=message, fix=fix, path=f"content/{path}")
    lines = github.report([found], summary([found]), "en", Path(), {}).split("\n")
    assert len(lines) == 2
    head, _, data = lines[0][2:].partition("::")
    assert "##[" not in lines[0]
    assert "::" not in data
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u202e]", lines[0])
    name, _, properties = head.partition(" ")
    assert name == "error"
    assert [part.partition("=")[0] for part in properties.split(",")] == ["file", "line", "col", "endColumn", "title"]
    assert not re.search("%(?!25|0A|3A|2C)", lines[0])


def test_the_worst_come_first_and_the_rest_is_counted():
    findings = [finding(Severity.WARNING, line) for line in range(1, 13)] + [
        finding(line=line) for line in range(20, 35)
    ]
    lines = github.report(findings, summary(findings), "en", Path(), {}).split("\n")
    assert [line.split(" ")[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[20] == "7 more are not shown here; run commops check to see all."
    assert lines[21] == "4 files checked: 15 errors, 12 warnings."


def test_paths_count_from_the_top_of_the_repository(tmp_path):
    (tmp_path / "examples/week").mkdir(parents=True)
    found = [finding()]
    inside = github.report(found, summary(found), "en", tmp_path / "examples/week", {"GITHUB_WORKSPACE": str(tmp_path)})
    assert "file=examples/week/content/a.md," in inside
    outside = github.report(found, summary(found), "en", tmp_path, {"GITHUB_WORKSPACE": "/somewhere/else"})
    assert "file=content/a.md," in outside


def test_notes_become_notices():
    found = [finding(Severity.INFO)]
    assert github.report(found, summary(found), "zh", Path(), {}).startswith("::notice file=content/a.md,line=1,col=3,")
